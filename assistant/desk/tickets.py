"""Tickets: opened by applicants or from a message, worked on by staff; nothing is overwritten.

Every change names the version that its author saw. A change of an older version is refused with
who came first, and every change of a state is in the audit, in the same transaction.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from assistant.desk import audit, inbox
from assistant.desk.audit import NOBODY, Entry
from assistant.desk.counter import Opening, TicketState
from assistant.desk.inbox import Found, Wanted
from assistant.desk.reference import new_reference, numbered, spelled, understood
from assistant.desk.states import TOLD, State, check_step, known_state
from assistant.desk.tables import TicketRow
from assistant.desk.ticket import Line, Ticket, ticket_of
from assistant.desk.words import as_terms
from assistant.errors import Conflict, InputError, Unknown
from assistant.journal.base import now
from assistant.journal.database import Database
from assistant.journal.journal import Find
from assistant.text import sentences

LETTER_CHARS = 20_000


class Tickets:
    """The tickets of one database. ``find`` gives a passage by its id, for the topic."""

    def __init__(self, database: Database, find: Find) -> None:
        """Remember where tickets are kept."""
        self._database = database
        self._find = find

    def open_ticket(self, opening: Opening) -> str:
        """Open a ticket; return its reference, which nobody can guess; raise DatabaseDown."""
        row = self._row(opening, [dict(opening.answer)])
        self._add(row, NOBODY)
        return spelled(row.reference)

    def open_message(
        self, opening: Opening, answers: Sequence[Mapping[str, Any]], draft: str, by: str
    ) -> int:
        """Open a ticket from a message that somebody of the desk pasted; return its number."""
        row = self._row(opening, answers)
        row.draft, row.assigned, row.state = draft, by, "open"
        self._add(row, by)
        return row.id

    def state_of(self, reference: str) -> TicketState | None:
        """Return the state of a ticket, None for a reference of none; raise DatabaseDown."""
        wanted = select(TicketRow).where(TicketRow.reference == understood(reference))
        with self._database.reading() as session:
            row = session.scalar(wanted)
            return _told(row) if row else None

    def look(self, wanted: Wanted) -> Found:
        """Return the tickets that are wanted; raise DatabaseDown."""
        with self._database.reading() as session:
            return inbox.look(session, wanted)

    def ticket(self, number: int) -> Ticket:
        """Return a ticket whole; raise Unknown, DatabaseDown."""
        with self._database.reading() as session:
            return ticket_of(_row_of(session, number))

    def seen(self, number: int, version: int) -> Ticket:
        """Return a ticket as somebody saw it; raise Conflict when it has been changed since."""
        with self._database.reading() as session:
            return ticket_of(_seen(session, number, version))

    def twins(self, number: int) -> list[Line]:
        """Return the tickets that ask the same, the most alike first; raise Unknown."""
        with self._database.reading() as session:
            return inbox.twins(session, number, _row_of(session, number).asked)

    def history(self, number: int) -> list[Entry]:
        """Return what happened to a ticket, the first first."""
        with self._database.reading() as session:
            return audit.of_ticket(session, number)

    def by_reference(self, typed: str) -> Ticket:
        """Return the ticket of a reference or of a number; raise Unknown."""
        wanted = select(TicketRow).where(TicketRow.reference == understood(typed))
        with self._database.reading() as session:
            row = session.scalar(wanted)
            if row:
                return ticket_of(row)
        return self.ticket(numbered(typed) or 0)  # which no ticket has

    def assign(self, number: int, seen: int, to: str, by: str) -> Ticket:
        """Give a ticket to somebody ("": to nobody); one that was new is open then."""
        with self._database.writing() as session:
            row = _seen(session, number, seen)
            following = _after_assignment(known_state(row.state), to)
            audit.write(session, by, "assigned", number, (row.assigned, to))
            if following != row.state:
                audit.write(session, by, "state", number, (row.state, following))
            return _change(session, row, by, assigned=to, state=following)

    def move(self, number: int, seen: int, state: State, by: str) -> Ticket:
        """Put a ticket in another state; raise InputError where that may not follow, Conflict."""
        with self._database.writing() as session:
            row = _seen(session, number, seen)
            check_step(known_state(row.state), state)
            audit.write(session, by, "state", number, (row.state, state))
            return _change(session, row, by, state=state)

    def set_topic(self, number: int, seen: int, topic: str, by: str) -> Ticket:
        """Say what a ticket is about; InputError for a topic that there is not, Conflict."""
        if topic and topic not in sentences("it")["catalogue"]["topics"]:
            raise InputError("desk.topic_unknown")
        with self._database.writing() as session:
            row = _seen(session, number, seen)
            audit.write(session, by, "topic", number, (row.topic, topic))
            return _change(session, row, by, topic=topic)

    def save_draft(self, number: int, seen: int, draft: str, by: str) -> Ticket:
        """Keep a letter that is being written; Conflict when somebody kept another meanwhile."""
        _check_letter(draft)
        with self._database.writing() as session:
            row = _seen(session, number, seen)
            audit.write(session, by, "draft", number, ("", f"{len(draft)}"))
            return _change(session, row, by, draft=draft, terms=_terms(row, draft))

    def answer(self, number: int, seen: int, reply: str, by: str) -> Ticket:
        """Keep a letter as the reply, which the applicant sees; Conflict, InputError as above."""
        _check_letter(reply)
        if not reply.strip():
            raise InputError("desk.reply_empty")
        with self._database.writing() as session:
            row = _seen(session, number, seen)
            if row.state != "answered":
                check_step(known_state(row.state), "answered")
                audit.write(session, by, "state", number, (row.state, "answered"))
            audit.write(session, by, "reply", number, ("", f"{len(reply)}"))
            changes = {"draft": reply, "reply": reply, "terms": _terms(row, reply)}
            return _change(session, row, by, state="answered", **changes)

    def set_approved(self, number: int, seen: int, name: str, by: str) -> Ticket:
        """Say which approved answer a ticket became."""
        with self._database.writing() as session:
            row = _seen(session, number, seen)
            audit.write(session, by, "approved", number, (row.approved, name))
            return _change(session, row, by, approved=name)

    def forget(self, before: dt.datetime, by: str) -> int:
        """Forget the closed tickets opened before an instant; return how many; the audit stays."""
        old = (TicketRow.opened < before) & (TicketRow.state == "closed")
        with self._database.writing() as session:
            done = session.execute(delete(TicketRow).where(old))
            assert isinstance(done, CursorResult)
            audit.write(session, by, "forgotten", step=("", str(done.rowcount)))
        self._database.shred()
        return int(done.rowcount)

    def _row(self, opening: Opening, answers: Sequence[Mapping[str, Any]]) -> TicketRow:
        instant = now()
        asked = [str(answer["question"]) for answer in answers] or [opening.question]
        return TicketRow(
            reference=new_reference(),
            version=1,
            state="new",
            opened=instant,
            changed=instant,
            changed_by=NOBODY,
            channel=opening.channel,
            language=opening.language,
            question=opening.question,
            note=opening.note,
            email=opening.email,
            topic=self._topic(answers),
            turn=opening.turn,
            answers=[dict(answer) for answer in answers],
            assigned="",
            draft="",
            reply="",
            approved="",
            terms=as_terms([opening.question, opening.note, *asked]),
            asked=as_terms(asked),
        )

    def _topic(self, answers: Sequence[Mapping[str, Any]]) -> str:
        """Return the topic of the first passage quoted that has one."""
        quotes = (
            quote for answer in answers for claim in answer["claims"] for quote in claim["quotes"]
        )
        passages = (self._find(quote["passage"]) for quote in quotes)
        return next((one.fact.topic for one in passages if one and one.fact), "")

    def _add(self, row: TicketRow, by: str) -> None:
        row.changed_by = by
        with self._database.writing() as session:
            session.add(row)
            session.flush()
            audit.write(session, by, "opened", row.id, ("", row.state))


def _row_of(session: Session, number: int) -> TicketRow:
    row = session.get(TicketRow, number)
    if row is None:
        raise Unknown("ticket_unknown")
    return row


def _seen(session: Session, number: int, version: int) -> TicketRow:
    """Return a row as it was seen; Conflict when it has been changed since."""
    row = _row_of(session, number)
    if row.version != version:
        raise _conflict(row)
    return row


def _change(session: Session, row: TicketRow, by: str, **changes: Any) -> Ticket:
    """Write changes over the version that was read, by one statement: two cannot both win."""
    session.flush()
    counted = {"version": row.version + 1, "changed": now(), "changed_by": by, **changes}
    same = (TicketRow.id == row.id) & (TicketRow.version == row.version)
    statement = update(TicketRow).where(same).values(counted)
    done = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(done, CursorResult)
    session.refresh(row)
    if done.rowcount != 1:
        raise _conflict(row)
    return ticket_of(row)


def _conflict(row: TicketRow) -> Conflict:
    return Conflict("desk.conflict", by=row.changed_by or "-", number=row.id)


def _after_assignment(state: State, to: str) -> State:
    if to and state == "new":
        return "open"
    return "new" if not to and state == "open" else state


def _terms(row: TicketRow, letter: str) -> str:
    return as_terms([row.question, row.note, *(one["question"] for one in row.answers), letter])


def _check_letter(text: str) -> None:
    if len(text) > LETTER_CHARS:
        raise InputError("desk.letter_long", limit=LETTER_CHARS)


def _told(row: TicketRow) -> TicketState:
    state = TOLD[known_state(row.state)]
    return TicketState(spelled(row.reference), state, row.opened, row.changed, row.reply)
