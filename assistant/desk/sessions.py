"""Sessions: a signed-in browser holds a random token; we keep only its digest."""

import datetime as dt
import hashlib
import secrets

from sqlalchemy import delete, select, update

from assistant.desk import audit
from assistant.desk.accounts import person_of
from assistant.desk.roles import Person
from assistant.desk.tables import PersonRow, SessionRow
from assistant.journal.base import now
from assistant.journal.database import Database

_SEEN_EVERY = dt.timedelta(minutes=1)  # how often a use is written


class Sessions:
    """The sessions of one database; each ends some hours after it began, or when unused."""

    def __init__(self, database: Database, hours: float, idle_minutes: float) -> None:
        """Remember how long a session lasts."""
        self._database = database
        self._longest = dt.timedelta(hours=hours)
        self._idle = dt.timedelta(minutes=idle_minutes)

    def begin(self, person: Person, old: str = "") -> str:
        """Return the token of a new session; an older one of the same browser ends."""
        token = secrets.token_urlsafe(32)
        instant = now()
        with self._database.writing() as session:
            gone = SessionRow.began < instant - self._longest
            session.execute(delete(SessionRow).where(gone | (SessionRow.token == _digest(old))))
            row = SessionRow(token=_digest(token), person=person.id, began=instant, seen=instant)
            session.add(row)
        return token

    def person(self, token: str) -> Person | None:
        """Return who holds a token; None for nobody, a session that has ended, or the disabled."""
        if not token:
            return None
        kept = select(SessionRow, PersonRow).join(PersonRow, PersonRow.id == SessionRow.person)
        with self._database.reading() as session:
            found = session.execute(kept.where(SessionRow.token == _digest(token))).first()
        if found is None or not found[1].is_active or self._has_ended(found[0]):
            return None
        if now() - found[0].seen > _SEEN_EVERY:
            self._see(token)
        return person_of(found[1])

    def end(self, token: str) -> None:
        """End a session."""
        person = self.person(token)
        with self._database.writing() as session:
            session.execute(delete(SessionRow).where(SessionRow.token == _digest(token)))
            if person:
                audit.write(session, person.name, "signed_out")

    def _has_ended(self, row: SessionRow) -> bool:
        instant = now()
        return instant - row.began > self._longest or instant - row.seen > self._idle

    def _see(self, token: str) -> None:
        with self._database.writing() as session:
            same = SessionRow.token == _digest(token)
            session.execute(update(SessionRow).where(same).values(seen=now()))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
