"""The people of the desk: who they are, what they may, and whether they are who they say.

After some wrong passwords in a row a person is locked out for a while. Wrong name, wrong password,
locked and disabled are told by the same word, in the same time.
"""

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.desk import audit
from assistant.desk.audit import NOBODY
from assistant.desk.passwords import hashed, is_old, is_right
from assistant.desk.roles import Person, Role, known_role
from assistant.desk.tables import PersonRow, SessionRow
from assistant.errors import InputError, Unknown
from assistant.journal.base import now
from assistant.journal.database import Database

FAILURES = 5  # in a row, after which a person is locked out
LOCKED = dt.timedelta(minutes=15)
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")


@dataclass(frozen=True, slots=True)
class Account:
    """What the list of people shows of one."""

    name: str
    role: Role
    is_active: bool
    is_local: bool
    created: dt.datetime
    locked_until: dt.datetime | None


class Accounts:
    """The people in one database."""

    def __init__(self, database: Database) -> None:
        """Remember where people are kept."""
        self._database = database

    def add(self, name: str, role: str, password: str, by: str) -> None:
        """Add a person who has a password of ours; InputError for what cannot be."""
        known = known_role(role)
        if not _NAME.fullmatch(name):
            raise InputError("desk.user_name")
        kept = hashed(password, name)
        with self._database.writing() as session:
            if _named(session, name):
                raise InputError("desk.user_known", name=name)
            session.add(_row(name, known, kept))
            audit.write(session, by, "user_added", step=(name, known))

    def change(
        self, name: str, by: str, *, role: str | None = None, active: bool | None = None
    ) -> None:
        """Change a role, or disable or enable somebody, who is signed out everywhere."""
        with self._database.writing() as session:
            row = _required(session, name)
            row.role = known_role(role) if role else row.role
            row.is_active = row.is_active if active is None else active
            row.failures, row.locked_until = 0, None
            _sign_out_everywhere(session, row)
            after = f"{row.role} {'active' if row.is_active else 'disabled'}"
            audit.write(session, by, "user_changed", step=(name, after))

    def set_password(self, name: str, password: str, by: str) -> None:
        """Give somebody a new password, who is signed out everywhere."""
        kept = hashed(password, name)
        with self._database.writing() as session:
            row = _required(session, name)
            if row.issuer:
                raise InputError("desk.password_elsewhere", name=name)
            row.password, row.failures, row.locked_until = kept, 0, None
            _sign_out_everywhere(session, row)
            audit.write(session, by, "password", step=(name, ""))

    def change_own_password(self, person: Person, present: str, new: str) -> None:
        """Change a password by who knows the present one; InputError where they do not."""
        if self.check(person.name, present) is None:
            raise InputError("desk.password_wrong")
        self.set_password(person.name, new, person.name)

    def check(self, name: str, password: str) -> Person | None:
        """Return the person of a name and a password, None for every reason not to."""
        with self._database.reading() as session:
            row = _named(session, name)
            kept = row.password if row else ""
            is_open = row is not None and row.is_active and not _is_locked(row)
        right = is_right(password, kept)
        if row is None:
            return None
        if not right or not is_open:
            self._fail(row, counts=is_open)
            return None
        return self._succeed(row, password)

    def named(self, name: str) -> Person | None:
        """Return an active person by name, with the role of now."""
        with self._database.reading() as session:
            row = _named(session, name)
            return person_of(row) if row and row.is_active else None

    def people(self) -> list[Account]:
        """Return everybody, by name."""
        with self._database.reading() as session:
            rows = session.scalars(select(PersonRow).order_by(PersonRow.name))
            return [_account(row) for row in rows]

    def elsewhere(self, issuer: str, subject: str, name: str, role: Role) -> Person:
        """Return who has signed in with another service, known or new, with the role of today."""
        with self._database.writing() as session:
            theirs = (PersonRow.issuer == issuer) & (PersonRow.subject == subject)
            row = session.scalar(select(PersonRow).where(theirs))
            if row is None:
                row = self._welcome(session, issuer, subject, name.casefold(), role)
            if not row.is_active:
                raise InputError("desk.oidc_role")
            if row.role != role:
                audit.write(session, NOBODY, "user_changed", step=(row.name, role))
                row.role = role
            audit.write(session, row.name, "signed_in", step=("", issuer))
            return person_of(row)

    def _welcome(
        self, session: Session, issuer: str, subject: str, name: str, role: Role
    ) -> PersonRow:
        if not _NAME.fullmatch(name):
            raise InputError("desk.user_name")
        if _named(session, name):
            raise InputError("desk.oidc_name", name=name)
        row = _row(name, role, "", issuer, subject)
        session.add(row)
        session.flush()
        audit.write(session, NOBODY, "user_added", step=(name, role))
        return row

    def _fail(self, row: PersonRow, *, counts: bool) -> None:
        """Count a failure, by one statement, so that many at once are all counted."""
        with self._database.writing() as session:
            audit.write(session, NOBODY, "sign_in_failed", step=(row.name, ""))
            if not counts:
                return
            same = PersonRow.id == row.id
            session.execute(
                update(PersonRow).where(same).values(failures=PersonRow.failures + 1),
                execution_options={"synchronize_session": False},
            )
            fresh = session.get_one(PersonRow, row.id)
            if fresh.failures >= FAILURES:
                fresh.failures, fresh.locked_until = 0, now() + LOCKED
                audit.write(session, NOBODY, "locked", step=(row.name, ""))

    def _succeed(self, row: PersonRow, password: str) -> Person:
        with self._database.writing() as session:
            fresh = session.get_one(PersonRow, row.id)
            fresh.failures = 0
            if is_old(fresh.password):
                fresh.password = hashed(password, fresh.name)
            audit.write(session, fresh.name, "signed_in")
            return person_of(fresh)


def person_of(row: PersonRow) -> Person:
    """Return a row as a person."""
    return Person(row.id, row.name, known_role(row.role), is_local=not row.issuer)


def _row(name: str, role: Role, password: str, issuer: str = "", subject: str = "") -> PersonRow:
    return PersonRow(
        name=name,
        role=role,
        password=password,
        issuer=issuer,
        subject=subject,
        is_active=True,
        created=now(),
        failures=0,
        locked_until=None,
    )


def _account(row: PersonRow) -> Account:
    locked = row.locked_until if _is_locked(row) else None
    is_local = not row.issuer
    return Account(row.name, known_role(row.role), row.is_active, is_local, row.created, locked)


def _is_locked(row: PersonRow) -> bool:
    return row.locked_until is not None and row.locked_until > now()


def _named(session: Session, name: str) -> PersonRow | None:
    return session.scalar(select(PersonRow).where(PersonRow.name == name))


def _required(session: Session, name: str) -> PersonRow:
    row = _named(session, name)
    if row is None:
        raise Unknown("desk.user_unknown", name=name)
    return row


def _sign_out_everywhere(session: Session, row: PersonRow) -> None:
    for one in session.scalars(select(SessionRow).where(SessionRow.person == row.id)):
        session.delete(one)
