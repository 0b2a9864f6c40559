"""Who is at the staff page: the people, their sessions, and the cookie that a browser holds."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.responses import Response

from assistant.desk.accounts import Accounts
from assistant.desk.roles import Person, Role
from assistant.desk.sessions import Sessions
from assistant.errors import Forbidden
from assistant.journal.database import Database
from assistant.settings import Settings

BANCO = "/banco"
COOKIE = "sportello_banco"
_PERSON = "sportello.person"  # in the scope of a request that came through the gate


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of the desk and their sessions."""

    accounts: Accounts
    sessions: Sessions

    def who(self, connection: HTTPConnection) -> Person | None:
        """Return who sent a request, None for nobody; raise DatabaseDown."""
        return self.sessions.person(connection.cookies.get(COOKIE, ""))

    def required(self, name: str | None, needed: Role) -> Person:
        """Return the person of an event of the page; Forbidden for nobody, or too low a role."""
        person = self.accounts.named(name) if name else None
        if person is None:
            raise Forbidden("desk.signed_out")
        person.check(needed)
        return person


def open_staff(database: Database, settings: Settings) -> Staff:
    """Return the staff of a database."""
    sessions = Sessions(database, settings.session_hours, settings.session_idle_minutes)
    return Staff(Accounts(database), sessions)


def remember(connection: HTTPConnection, person: Person) -> None:
    """Keep who sent a request with it: the gate looks once."""
    connection.scope[_PERSON] = person


def user_of(connection: HTTPConnection) -> str | None:
    """Return the name of who came through the gate: what Gradio asks before it serves."""
    person = connection.scope.get(_PERSON)
    return person.name if isinstance(person, Person) else None


def give_cookie(response: Response, connection: HTTPConnection, token: str) -> None:
    """Let a browser hold a token; no script can read it, no other site can send it with a POST."""
    secure = connection.url.scheme == "https"
    response.set_cookie(COOKIE, token, path=BANCO, httponly=True, samesite="lax", secure=secure)


def take_cookie(response: Response) -> None:
    """Let a browser forget its token."""
    response.delete_cookie(COOKIE, path=BANCO, httponly=True, samesite="lax")
