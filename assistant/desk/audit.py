"""The audit: who did what, when; written in the same transaction as what was done."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.desk.tables import AuditRow
from assistant.journal.base import now
from assistant.journal.database import Database

Act = Literal[
    "opened",
    "assigned",
    "state",
    "topic",
    "draft",
    "reply",
    "approved",
    "renewed",
    "withdrawn",
    "topic_off",
    "topic_on",
    "signed_in",
    "signed_out",
    "sign_in_failed",
    "locked",
    "user_added",
    "user_changed",
    "password",
    "forgotten",
]
NOBODY = ""  # the applicant, who is anonymous, or the machine


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit. ``ticket``: 0 for what is about none."""

    at: dt.datetime
    by: str
    act: str
    ticket: int = 0
    before: str = ""
    after: str = ""


def write(
    session: Session, by: str, act: Act, ticket: int = 0, step: tuple[str, str] = ("", "")
) -> None:
    """Write what is being done in the session. ``step``: what it was before and is after."""
    before, after = step
    session.add(AuditRow(at=now(), by=by, act=act, ticket=ticket, before=before, after=after))


def of_ticket(session: Session, number: int) -> list[Entry]:
    """Return what happened to a ticket, the first first."""
    wanted = select(AuditRow).where(AuditRow.ticket == number).order_by(AuditRow.id)
    return [_entry(row) for row in session.scalars(wanted)]


def latest(session: Session, most: int) -> list[Entry]:
    """Return the last entries, the last first."""
    wanted = select(AuditRow).order_by(AuditRow.id.desc()).limit(most)
    return [_entry(row) for row in session.scalars(wanted)]


def _entry(row: AuditRow) -> Entry:
    return Entry(row.at, row.by, row.act, row.ticket, row.before, row.after)


def record(database: Database, by: str, act: Act, step: tuple[str, str]) -> None:
    """Write what was done to a file of the corpus; raise DatabaseDown."""
    with database.writing() as session:
        write(session, by, act, step=step)
