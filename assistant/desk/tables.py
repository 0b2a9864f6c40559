"""The tables of the desk: tickets, who works there, their sessions, and the audit of it all.

A row of the audit is written once and stays; the others change by conditional updates, which count
the version that somebody had before their eyes.
"""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.journal.base import Base, Json, Moment, Words


class TicketRow(Base):
    """One question at the desk.

    ``answers``: Answer contracts, frozen: one, or one for each question of a pasted message.
    ``terms``: the stems of all its words between blanks, for the search; ``asked``: those of the
    question alone, for its duplicates. ``draft``: the letter being written; ``reply``: the one
    sent. ``approved``: the approved answer that it became.
    """

    __tablename__ = "tickets"
    # The number of a ticket that was forgotten is not given again.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), index=True)
    opened: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    changed: Mapped[dt.datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2))
    question: Mapped[str] = mapped_column(Words)
    note: Mapped[str] = mapped_column(Words)
    email: Mapped[str | None] = mapped_column(Words)
    topic: Mapped[str] = mapped_column(String(40), index=True)
    turn: Mapped[str | None] = mapped_column(String(32))
    answers: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    assigned: Mapped[str] = mapped_column(String(80))
    draft: Mapped[str] = mapped_column(Words)
    reply: Mapped[str] = mapped_column(Words)
    approved: Mapped[str] = mapped_column(String(80))
    terms: Mapped[str] = mapped_column(Words)
    asked: Mapped[str] = mapped_column(Words)


class AuditRow(Base):
    """Who did what, when. ``ticket``: 0 for what is about none; ``about``: a name, a state."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    by: Mapped[str] = mapped_column(String(80))
    act: Mapped[str] = mapped_column(String(30))
    ticket: Mapped[int] = mapped_column(index=True)
    before: Mapped[str] = mapped_column(Words)
    after: Mapped[str] = mapped_column(Words)


class PersonRow(Base):
    """Somebody of the desk. ``issuer`` and ``subject``: of a person who signs in elsewhere.

    ``password``: its argon2 hash, "" for who signs in elsewhere. ``failures``: in a row.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[str] = mapped_column(String(10))
    password: Mapped[str] = mapped_column(Words)
    issuer: Mapped[str] = mapped_column(Words)
    subject: Mapped[str] = mapped_column(Words)
    is_active: Mapped[bool]
    created: Mapped[dt.datetime] = mapped_column(Moment)
    failures: Mapped[int]
    locked_until: Mapped[dt.datetime | None] = mapped_column(Moment)


class SessionRow(Base):
    """A signed-in browser. ``token``: sha256 of what its cookie holds, which is kept nowhere."""

    __tablename__ = "sessions"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    began: Mapped[dt.datetime] = mapped_column(Moment)
    seen: Mapped[dt.datetime] = mapped_column(Moment)
