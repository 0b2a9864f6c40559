"""Compose: an answer from the passages themselves; what they do not say is not said."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.answering import abstain, conflict
from assistant.answering.documents import quote_documents
from assistant.answering.money import compose_money
from assistant.answering.select import tell_facts
from assistant.answering.turn import Asked, Knowledge, Role, Statement, Turn
from assistant.answering.weigh import weigh
from assistant.model import Hit
from assistant.text import say

_LAST: dict[Role, int] = {"unknown": 1, "caveat": 2}
_NEAR_BEST = 0.8  # share of the best score from which the other kind of passage is told too


def compose(turn: Turn, knowledge: Knowledge) -> Turn:
    """Return the turn with its statements, or with the outcome that there are none."""
    if turn.route == "money" and (computed := compose_money(turn, knowledge)):
        return computed
    if turn.route == "draft":
        turn = replace(turn, message=say(turn.language, "answer.draft"), missing=_draft(turn))
    verdicts = [abstain.judge(one) for one in turn.asked]
    answered = [one for one, no in zip(turn.asked, verdicts, strict=True) if no is None]
    if not answered:
        return replace(turn, outcome=verdicts[0])
    refused = [one.text for one, no in zip(turn.asked, verdicts, strict=True) if no is not None]
    told = _ordered(item for one in answered for item in _statements(one, turn, knowledge))
    return replace(
        turn,
        statements=told,
        missing=turn.missing + tuple(refused),
        remarks=conflict.remarks(told, turn.language, knowledge),
    )


def _draft(turn: Turn) -> tuple[str, ...]:
    return (say(turn.language, "answer.draft_missing"),)


def _statements(one: Asked, turn: Turn, knowledge: Knowledge) -> tuple[Statement, ...]:
    """Return facts and quotations: the best kind, and the other where it is nearly as good.

    Where both are near, the one with more authority comes first.
    """
    hits = weigh(one, turn.language)
    near = hits[0].score * _NEAR_BEST
    facts = [hit for hit in hits if hit.passage.fact]
    documents = [hit for hit in hits if not hit.passage.fact]
    told: tuple[Statement, ...] = ()
    if facts and facts[0].score >= near:
        told = tell_facts(facts, turn.language, knowledge)
    if not documents or documents[0].score < near:
        return told
    quoted = quote_documents(one, documents, told, turn.language, knowledge)
    if told and _authority(documents[0], knowledge) > _authority(facts[0], knowledge):
        return (*quoted, *told)
    return (*told, *quoted)


def _authority(hit: Hit, knowledge: Knowledge) -> int:
    source = knowledge.source(hit.passage.source)
    return source.authority if source else 0


def _ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return each statement once, what is not known and what to beware of at the end."""
    once = {(item.passage.id, item.words): item for item in statements}.values()
    return tuple(sorted(once, key=lambda item: _LAST.get(item.role, 0)))
