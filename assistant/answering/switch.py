"""Switch: what is about a topic that an operator has switched off is not told."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.answering import abstain
from assistant.answering.turn import Knowledge, Turn
from assistant.model import Passage
from assistant.text import say

_BESIDE = ("counterpart", "caveat", "state", "related")  # told beside what was asked


def hold(turn: Turn, knowledge: Knowledge) -> Turn:
    """End the turn of a question that would be answered from a topic that is off.

    It stands before what words the answer: what a model would say is shown as it comes.
    """
    return switched_off(turn, _found(turn), knowledge) or turn


def switch(turn: Turn, knowledge: Knowledge) -> Turn:
    """End the turn of an answer that tells of a topic that is off, however it was found."""
    told = (_topic(item.passage) for item in turn.statements if item.role not in _BESIDE)
    return switched_off(turn, told, knowledge) or turn


def switched_off(turn: Turn, topics: Iterable[str], knowledge: Knowledge) -> Turn | None:
    """Return the turn with the operator's message; None where no topic is off."""
    for topic in dict.fromkeys(topics):
        message = knowledge.switched_off(topic, turn.language)
        if message:
            label = say(turn.language, f"catalogue.topics.{topic}")
            told = say(turn.language, "approved.topic_off", topic=label, message=message)
            return _without_answer(turn, told)
    return None


def _without_answer(turn: Turn, message: str) -> Turn:
    return replace(
        turn,
        outcome="desk",
        message=message,
        statements=(),
        claims=(),
        missing=(),
        choices=(),
        calculation=None,
    )


def _found(turn: Turn) -> Iterator[str]:
    """Yield the topics of the facts found first for the questions that are answered."""
    for asked in turn.asked:
        hits = asked.search.hits if asked.search else ()
        if hits and abstain.judge(asked, turn.language) is None:
            yield next((topic for hit in hits if (topic := _topic(hit.passage))), "")


def _topic(passage: Passage) -> str:
    return passage.fact.topic if passage.fact else ""
