"""Tickets found: by state, topic, person and words; and those that ask the same."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, load_only

from assistant.desk.reference import numbered, understood
from assistant.desk.states import State
from assistant.desk.tables import TicketRow
from assistant.desk.ticket import Line, line_of
from assistant.desk.words import SIMILAR, alternatives, likeness

MOST = 100  # lines of one list; more are found by words
NOBODY = "-"  # who a ticket is assigned to that nobody works on
_COMPARED = 2_000  # tickets, the newest, that duplicates are looked for among
_TWINS = 8

Chosen = TypeVar("Chosen")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; whatever is empty is not asked for. ``NOBODY`` is a person too."""

    states: tuple[State, ...] = ()
    topic: str = ""
    assigned: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The lines found, the oldest first where somebody waits, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int
    counts: dict[str, int]


def look(session: Session, wanted: Wanted) -> Found:
    """Return what is found of what is wanted, and how many tickets there are of each state."""
    rows = list(session.scalars(_filtered(select(TicketRow), wanted).limit(MOST)))
    counted = _filtered(select(func.count(TicketRow.id)), wanted).order_by(None)
    total = session.scalar(counted) or 0
    by_state = select(TicketRow.state, func.count()).group_by(TicketRow.state)
    counts = {str(state): int(count) for state, count in session.execute(by_state)}
    known = _compared(session)
    lines = (line_of(row, len(_same(row.id, row.asked, known))) for row in rows)
    return Found(tuple(lines), total, counts)


def twins(session: Session, number: int, asked: str) -> list[Line]:
    """Return the tickets that ask the same as one, the most alike first."""
    alike = _same(number, asked, _compared(session))[:_TWINS]
    rows = {
        row.id: row for row in session.scalars(select(TicketRow).where(TicketRow.id.in_(alike)))
    }
    return [line_of(rows[one]) for one in alike if one in rows]


def _filtered(query: Select[Chosen], wanted: Wanted) -> Select[Chosen]:
    if wanted.states:
        query = query.where(TicketRow.state.in_(wanted.states))
    if wanted.topic:
        query = query.where(TicketRow.topic == wanted.topic)
    if wanted.assigned:
        person = "" if wanted.assigned == NOBODY else wanted.assigned
        query = query.where(TicketRow.assigned == person)
    for word in wanted.words.split():
        query = query.where(_mentions(word))
    return query.order_by(TicketRow.opened.desc(), TicketRow.id.desc())


def _mentions(word: str) -> ColumnElement[bool]:
    """Tell the tickets that hold a word, however inflected; that are it, by number or reference."""
    ways = [TicketRow.terms.contains(f" {stem}", autoescape=True) for stem in alternatives(word)]
    ways.append(TicketRow.email.icontains(word, autoescape=True))
    if understood(word):
        ways.append(TicketRow.reference == understood(word))
    number = numbered(word)
    if number is not None:
        ways.append(TicketRow.id == number)
    return or_(*ways)


def _compared(session: Session) -> list[tuple[int, frozenset[str]]]:
    newest = select(TicketRow).order_by(TicketRow.id.desc()).limit(_COMPARED)
    rows = session.scalars(newest.options(load_only(TicketRow.id, TicketRow.asked)))
    return [(row.id, frozenset(row.asked.split())) for row in rows]


def _same(number: int, asked: str, known: list[tuple[int, frozenset[str]]]) -> list[int]:
    """Return the numbers of the tickets that ask the same, the most alike first."""
    ours = frozenset(asked.split())
    alike = ((likeness(ours, theirs), other) for other, theirs in known if other != number)
    return [other for score, other in sorted(alike, reverse=True) if score >= SIMILAR]
