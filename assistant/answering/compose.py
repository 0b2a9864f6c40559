"""Compose: an answer from the passages themselves; what they do not say is not said."""

from dataclasses import replace

from assistant.answering import abstain, conflict, documents, select
from assistant.answering.money import compose_money
from assistant.answering.turn import Knowledge, Statement, Turn


def compose(turn: Turn, knowledge: Knowledge) -> Turn:
    """Return the turn with its statements, or with the outcome that there are none."""
    if turn.outcome is not None:
        return turn
    if turn.route == "money" and (computed := compose_money(turn, knowledge)):
        return computed
    verdict = abstain.judge(turn)
    if verdict is not None:
        return replace(turn, outcome=verdict)
    told = _statements(turn, knowledge)
    return replace(turn, statements=told, remarks=conflict.remarks(told, turn.language, knowledge))


def _statements(turn: Turn, knowledge: Knowledge) -> tuple[Statement, ...]:
    """Return facts where a fact is found best, else quotations; a near official text joins in."""
    best = turn.hits[0]
    if best.passage.fact is None:
        return tuple(documents.quote_documents(turn, turn.hits, knowledge))
    return select.statements(turn, knowledge)
