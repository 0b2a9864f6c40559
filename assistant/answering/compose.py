"""Compose: an answer from the passages themselves; what they do not say is not said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answering import abstain, conflict, deadline
from assistant.answering.documents import quote_documents
from assistant.answering.money import compose_money
from assistant.answering.offer import is_open, offers
from assistant.answering.official import official_first
from assistant.answering.pasted import draft_in
from assistant.answering.premise import contradiction
from assistant.answering.ruling import compose_case
from assistant.answering.select import statement, tell_facts
from assistant.answering.turn import Asked, Knowledge, Role, Statement, Turn
from assistant.answering.weigh import gap_of, weigh
from assistant.model import Hit
from assistant.text import listing, say

_LAST: dict[Role, int] = {"unknown": 1, "caveat": 2, "related": 3}
_NEAR_BEST = 0.8  # share of the best score from which the other kind of passage is told too


def compose(turn: Turn, knowledge: Knowledge) -> Turn:
    """Return the turn with its statements, or with the outcome that there are none."""
    if len(turn.asked) < 2:
        return _composed(turn, knowledge)
    alone = [
        replace(
            turn, text=one.said or turn.text, standalone=one.text, route=one.route, asked=(one,)
        )
        for one in turn.asked
    ]
    answered = _once_each([_composed(one, knowledge) for one in alone])
    return _merged(turn, answered) if len(answered) > 1 else answered[0]


def _once_each(answered: Sequence[Turn]) -> list[Turn]:
    """Return the answers without those that the rules give too, or instead of an open question."""
    ruled = [one for one in answered if one.route == "case" or one.asked[0].settled]
    if not ruled:
        return list(answered)
    others = [one for one in answered if one not in ruled and one.statements]
    led = {one.statements[0].passage.id for one in others}
    kept = [one for one in ruled if not led & {*one.asked[0].settled}]
    told = {item.passage.id for one in kept for item in one.statements}
    if len(others) == 1 and any(one.asked[0].kind == "what" for one in kept):
        return kept  # the one question is what the rules answered
    rest = [one for one in others if one.statements[0].passage.id not in told]
    is_first = bool(kept) and kept[0] is ruled[0]  # else another answer took the place of it
    return [*kept, *rest] if is_first else [*rest, *kept]


def _merged(turn: Turn, answered: Sequence[Turn]) -> Turn:
    """Return the answers to the questions of one message as one, question by question."""
    offering = [one for one in answered if one.statements] or answered
    judged = [one for one in answered if one.route == "case"]
    others = [(one.text, _to_the_point(one)) for one in answered if one not in judged]
    told = (
        *(item for one in judged for item in one.statements),
        *_by_question([(text, statements) for text, statements in others if statements]),
    )
    if not told:
        asked_back = (one for one in answered if one.outcome == "clarify")
        return next(asked_back, answered[0])
    return replace(
        turn,
        statements=told,
        missing=tuple(one.text for one in answered if one.outcome is not None),
        remarks=tuple(dict.fromkeys(remark for one in answered for remark in one.remarks)),
        choices=tuple(dict.fromkeys(choice for one in offering for choice in one.choices)),
        calculation=next((one.calculation for one in answered if one.calculation), None),
    )


def _to_the_point(turn: Turn) -> tuple[Statement, ...]:
    return tuple(item for item in turn.statements if item.role != "related")


def _by_question(answered: Sequence[tuple[str, tuple[Statement, ...]]]) -> tuple[Statement, ...]:
    """Return each statement once, under its question; questions with one answer share it."""
    groups: list[tuple[list[str], list[Statement]]] = []
    for question, statements in answered:
        lead = statements[0]
        same = next((group for group in groups if _holds(group[1], lead)), None)
        questions, told = same or ([], [])
        if same is None:
            groups.append((questions, told))
        questions.append(question)
        so_far = [item for _, group in groups for item in group]
        told += [item for item in statements if not _holds(so_far, item)]
    return tuple(
        replace(item, about=" ".join(questions)) for questions, told in groups for item in told
    )


def _holds(told: Iterable[Statement], wanted: Statement) -> bool:
    return any((item.passage.id, item.words) == (wanted.passage.id, wanted.words) for item in told)


def _composed(turn: Turn, knowledge: Knowledge) -> Turn:
    """Answer one question."""
    if turn.route == "money" and (computed := compose_money(turn, knowledge)):
        return computed
    if turn.route == "case" and (judged := _judged(turn, knowledge)):
        return judged
    if turn.route == "draft":
        turn = replace(turn, message=_criticised(turn, knowledge))
    one = turn.asked[0]
    if one.settled:
        return replace(turn, statements=tuple(_settled(one, turn, knowledge)))
    refused = abstain.judge(one, turn.language)
    if refused == "clarify" or (refused is None and is_open(one, turn.language)):
        return _which(one, turn)
    if refused is not None:
        return replace(turn, outcome=refused)
    told, prevails = _statements(one, turn, knowledge)
    told = _once(deadline.with_conflict(told, turn, knowledge) if not prevails else told)
    told = tuple(sorted(told, key=lambda item: _LAST.get(item.role, 0)))
    remarks = prevails or conflict.remarks(told, turn.language, knowledge)
    remarks += deadline.remarks(told, turn, knowledge)
    if turn.route == "draft":
        told = told[:1]  # what is asked of a Masterplan, beside the critique
    message = turn.message or contradiction(one, told, turn.language)
    return replace(turn, statements=told, remarks=remarks, message=message)


def _judged(turn: Turn, knowledge: Knowledge) -> Turn | None:
    """Return the turn judged by the rules; None where it asks for what no rule speaks of."""
    one = turn.asked[0]
    gap = gap_of(one, turn.language)
    is_beside = gap and not any(gap in rule.facts for rule in knowledge.rules)
    if is_beside and abstain.judge(one, turn.language) is None:
        return None
    return compose_case(turn, knowledge)


def _settled(one: Asked, turn: Turn, knowledge: Knowledge) -> Iterator[Statement]:
    """Yield the facts by which the rules answer a question."""
    for place, name in enumerate(one.settled):
        if passage := knowledge.passage(name):
            yield statement(passage, "detail" if place else "lead", turn.language)


def _which(one: Asked, turn: Turn) -> Turn:
    """Return the turn that asks what is meant, with the questions that it may mean."""
    meant = offers(weigh(one, turn.language), turn.language)
    return replace(
        turn,
        outcome="clarify",
        message=say(turn.language, "answer.vague"),
        choices=meant or tuple(listing(turn.language, "answer.examples")),
    )


def _criticised(turn: Turn, knowledge: Knowledge) -> str:
    """Return the short critique of the piece that was pasted, and where the whole one is made."""
    short = knowledge.critique(draft_in(turn.text, turn.language), turn.language)
    if not short:
        return say(turn.language, "answer.draft")
    return f"{short}\n\n{say(turn.language, 'answer.draft_tab')}"


def _statements(
    one: Asked, turn: Turn, knowledge: Knowledge
) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """Return facts and quotations, and what to remark where an official document settles them."""
    hits = weigh(one, turn.language)
    facts = [hit for hit in hits if hit.passage.fact]
    told = _best_of(one, hits, facts, turn, knowledge)
    return official_first(one, facts, told, turn, knowledge)


def _best_of(
    one: Asked, hits: Sequence[Hit], facts: Sequence[Hit], turn: Turn, knowledge: Knowledge
) -> tuple[Statement, ...]:
    """Return the best kind of passage, and the other where it is nearly as good.

    Where both are near, the one with more authority comes first.
    """
    near = hits[0].score * _NEAR_BEST
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


def _once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple({(item.passage.id, item.words): item for item in statements}.values())
