"""Approved answers that may serve again: those whose questions share words with a new one."""

from collections.abc import Iterable

from assistant.approved.record import Approved
from assistant.desk.words import likeness, stems_of

_ALIKE = 0.34  # of the words of both questions: a person decides, so a suggestion may be far
_MOST = 3


def earlier(question: str, entries: Iterable[Approved]) -> tuple[Approved, ...]:
    """Return the answers in force that ask something near, the nearest first."""
    asked = stems_of(question)
    in_force = (entry for entry in entries if not entry.withdrawn)
    scored = ((_nearness(asked, entry), entry.id, entry) for entry in in_force)
    near = [one for one in scored if one[0] >= _ALIKE]
    near.sort(key=lambda one: one[:2], reverse=True)
    return tuple(entry for _, _, entry in near[:_MOST])


def _nearness(asked: frozenset[str], entry: Approved) -> float:
    every = (text for texts in entry.questions.values() for text in texts)
    return max((likeness(asked, stems_of(text)) for text in every), default=0.0)
