"""A ticket as the desk sees it: the whole, and the line of it that a list shows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.desk.reference import spelled
from assistant.desk.states import State, known_state
from assistant.desk.tables import TicketRow
from assistant.journal.base import now
from assistant.model import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Line:
    """What a list shows of a ticket: its first question, and how many ``more`` it has.

    ``age``: since it was opened.
    """

    number: int
    state: State
    question: str
    topic: str
    assigned: str
    channel: str
    outcome: str
    opened: dt.datetime
    age: dt.timedelta
    has_email: bool
    twins: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket whole. ``version``: what a change must name, so that none is lost.

    ``answers``: Answer contracts as they were given, frozen, one for each question in it.
    """

    number: int
    reference: str
    version: int
    state: State
    opened: dt.datetime
    changed: dt.datetime
    changed_by: str
    channel: str
    language: Language
    question: str
    note: str
    email: str | None
    topic: str
    turn: str | None
    answers: tuple[Mapping[str, Any], ...]
    assigned: str
    draft: str
    reply: str
    approved: str

    @property
    def questions(self) -> tuple[str, ...]:
        """Return what is asked, one question after the other."""
        return tuple(str(answer["question"]) for answer in self.answers)


def ticket_of(row: TicketRow) -> Ticket:
    """Return a row as a ticket."""
    return Ticket(
        number=row.id,
        reference=spelled(row.reference),
        version=row.version,
        state=known_state(row.state),
        opened=row.opened,
        changed=row.changed,
        changed_by=row.changed_by,
        channel=row.channel,
        language=_language(row.language),
        question=row.question,
        note=row.note,
        email=row.email,
        topic=row.topic,
        turn=row.turn,
        answers=tuple(row.answers),
        assigned=row.assigned,
        draft=row.draft,
        reply=row.reply,
        approved=row.approved,
    )


def line_of(row: TicketRow, twins: int = 0) -> Line:
    """Return the line of a row. ``twins``: how many other tickets ask the same."""
    return Line(
        number=row.id,
        state=known_state(row.state),
        question=str(row.answers[0]["question"]) if row.answers else row.question,
        topic=row.topic,
        assigned=row.assigned,
        channel=row.channel,
        outcome=str(row.answers[0]["outcome"]) if row.answers else "",
        opened=row.opened,
        age=now() - row.opened,
        has_email=bool(row.email),
        twins=twins,
        more=max(0, len(row.answers) - 1),
    )


def _language(code: str) -> Language:
    return next((language for language in LANGUAGES if language == code), LANGUAGES[0])
