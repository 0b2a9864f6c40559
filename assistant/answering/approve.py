"""Approve: a question that an office has answered is served that answer, word by word."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.language import guess
from assistant.answering.route import questions_of
from assistant.answering.switch import switched_off
from assistant.answering.turn import Knowledge, Statement, Turn, Words
from assistant.answering.verify import claim_of
from assistant.approved.matcher import Match
from assistant.approved.record import Approved
from assistant.model import Language, Passage, Status
from assistant.text import say

Find = Callable[[str, Language], Match | None]


def approve(turn: Turn, knowledge: Knowledge) -> Turn:
    """End the turn with the approved answer of its question; leave every other turn alone.

    Its passages are located again: one that cannot be quoted as approved is not served.
    """
    found = match_of(turn, lambda text, lang: knowledge.approved(text, lang, turn.as_of))
    answer = found.entry.answer.get(turn.language) if found else None
    if found is None or answer is None:
        return turn
    off = switched_off(turn, [found.entry.topic], knowledge)
    if off:
        return off
    statement = _statement(found.entry, answer, turn.language, knowledge)
    claim = claim_of(statement, turn.language, knowledge) if statement else None
    if statement is None or claim is None:
        return turn
    return replace(
        turn,
        outcome="approved",
        statements=(statement,),
        claims=(claim,),
        approved=_told(found.entry, turn.language),
    )


def match_of(turn: Turn, find: Find) -> Match | None:
    """Return the approved answer to the one question of a message.

    A follow-up is one only where its subject took the place of another: a message told together
    with what it is about ("e perché? (a proposito di: ...)") has the words of two questions.
    """
    is_told_with_subject = turn.standalone != turn.text and turn.text in turn.standalone
    if is_told_with_subject or len(questions_of(turn)) != 1:
        return None
    return find(turn.standalone, guess(turn.standalone) or turn.language)


def _statement(
    entry: Approved, answer: str, language: Language, knowledge: Knowledge
) -> Statement | None:
    """Return an answer with the words cited that carry it; None where a passage is gone."""
    found = [(one, knowledge.passage(one.passage)) for one in entry.sources]
    carriers = [Words(passage, one.words_in(language)) for one, passage in found if passage]
    if len(carriers) < len(found):
        return None
    first, *others = carriers
    certainty = _certainty([one.passage for one in carriers])
    return Statement(answer, first.words, first.passage, certainty=certainty, also=tuple(others))


def _certainty(passages: Sequence[Passage]) -> Status:
    """Return the certainty that all the passages share; an office that saw several reports them."""
    found = {one.fact.status if one.fact else "reported" for one in passages}
    return found.pop() if len(found) == 1 else "reported"


def _told(entry: Approved, language: Language) -> dict[str, str]:
    """Return what an answer tells of its approval, ready for JSON."""
    day = entry.approved_on.strftime(say(language, "approved.day"))
    return {
        "id": entry.id,
        "office": entry.office,
        "approved_by": entry.approved_by,
        "approved_on": entry.approved_on.isoformat(),
        "expires": entry.expires.isoformat(),
        "label": say(language, "approved.label", office=entry.office, day=day),
    }
