"""The people of the desk: hashed passwords, roles, lockout, sessions that end."""

import datetime as dt
import threading

import pytest

from assistant.desk import accounts as accounts_module
from assistant.desk import sessions as sessions_module
from assistant.desk.accounts import FAILURES, LOCKED, Accounts
from assistant.desk.audit import latest
from assistant.desk.passwords import is_right
from assistant.desk.roles import ROLES, Person, Role
from assistant.desk.sessions import Sessions
from assistant.desk.tables import PersonRow, SessionRow
from assistant.errors import Forbidden, InputError, Unknown
from assistant.journal.base import now
from assistant.journal.database import Database
from tests.desks import PASSWORD, staffed


@pytest.fixture
def accounts(database: Database) -> Accounts:
    opened = Accounts(database)
    opened.add("anna", "drafter", PASSWORD, "test")
    return opened


@pytest.fixture
def sessions(database: Database) -> Sessions:
    return Sessions(database, hours=8, idle_minutes=60)


def later(monkeypatch: pytest.MonkeyPatch, by: dt.timedelta) -> None:
    monkeypatch.setattr(accounts_module, "now", lambda: now() + by)
    monkeypatch.setattr(sessions_module, "now", lambda: now() + by)


def signed_in(accounts: Accounts) -> Person:
    person = accounts.check("anna", PASSWORD)
    assert person
    return person


def acts(database: Database) -> list[str]:
    with database.reading() as session:
        return [entry.act for entry in reversed(latest(session, 50))]


def test_the_right_password_opens(accounts: Accounts) -> None:
    person = accounts.check("anna", PASSWORD)
    assert person
    assert (person.name, person.role) == ("anna", "drafter")


@pytest.mark.parametrize("password", ["", PASSWORD.upper(), PASSWORD + " ", "\0", "x" * 5000])
def test_any_other_password_does_not(accounts: Accounts, password: str) -> None:
    assert accounts.check("anna", password) is None


def test_the_password_is_kept_nowhere(accounts: Accounts, database: Database) -> None:
    with database.reading() as session:
        kept = session.query(PersonRow).one().password
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_nobody_has_the_empty_password_of_who_signs_in_elsewhere(database: Database) -> None:
    accounts = Accounts(database)
    accounts.elsewhere("https://issuer.example", "1", "carla", "reader")
    assert accounts.check("carla", "") is None


def test_an_unknown_name_is_checked_against_a_real_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_right(PASSWORD, "") is False


def test_after_some_failures_even_the_right_password_does_not_open(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(FAILURES):
        assert accounts.check("anna", "sbagliata") is None
    assert accounts.check("anna", PASSWORD) is None
    later(monkeypatch, LOCKED + dt.timedelta(seconds=1))
    assert accounts.check("anna", PASSWORD)


def test_a_success_forgets_the_failures(accounts: Accounts) -> None:
    for _ in range(FAILURES - 1):
        accounts.check("anna", "sbagliata")
    assert accounts.check("anna", PASSWORD)
    accounts.check("anna", "sbagliata")
    assert accounts.check("anna", PASSWORD)


def test_failures_at_the_same_time_are_all_counted(accounts: Accounts) -> None:
    threads = [
        threading.Thread(target=accounts.check, args=("anna", "sbagliata")) for _ in range(FAILURES)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert accounts.check("anna", PASSWORD) is None


def test_failures_and_the_lock_are_in_the_audit(accounts: Accounts, database: Database) -> None:
    for _ in range(FAILURES):
        accounts.check("anna", "sbagliata")
    assert acts(database) == ["user_added", *["sign_in_failed"] * FAILURES, "locked"]


@pytest.mark.parametrize("name", ["", "a", "Anna", "anna rossi", "../anna", "x" * 81, "è una"])
def test_a_name_that_cannot_be_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(InputError, match="user_name"):
        accounts.add(name, "reader", PASSWORD, "test")


@pytest.mark.parametrize("password", ["", "corta", "x" * 257, "anna.la.lunga"])
def test_a_bad_password_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(InputError, match="password"):
        accounts.add("anna.la.lunga", "reader", password, "test")


def test_two_people_have_two_names(accounts: Accounts) -> None:
    with pytest.raises(InputError, match="user_known"):
        accounts.add("anna", "admin", PASSWORD, "test")


def test_an_unknown_role_is_refused(accounts: Accounts) -> None:
    with pytest.raises(InputError, match="role_unknown"):
        accounts.add("bruno", "root", PASSWORD, "test")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_those_before_it_may(database: Database, role: Role) -> None:
    person = staffed(database).check(role, PASSWORD)
    assert person
    allowed = [needed for needed in ROLES if person.may(needed)]
    assert allowed == list(ROLES[: ROLES.index(role) + 1])


def test_a_role_that_is_not_enough_is_told_so() -> None:
    with pytest.raises(Forbidden):
        Person(1, "anna", "reader").check("drafter")


def test_a_session_is_of_who_began_it(accounts: Accounts, sessions: Sessions) -> None:
    token = sessions.begin(signed_in(accounts))
    person = sessions.person(token)
    assert person
    assert person.name == "anna"


@pytest.mark.parametrize("token", ["", "x", "\ud800", "' OR 1=1"])
def test_any_other_token_is_nobodys(accounts: Accounts, sessions: Sessions, token: str) -> None:
    sessions.begin(signed_in(accounts))
    assert sessions.person(token) is None


def test_the_database_does_not_hold_what_the_cookie_holds(
    accounts: Accounts, sessions: Sessions, database: Database
) -> None:
    token = sessions.begin(signed_in(accounts))
    with database.reading() as session:
        kept = session.query(SessionRow).one().token
    assert token not in kept
    assert sessions.person(kept) is None


def test_a_session_ends_when_told(accounts: Accounts, sessions: Sessions) -> None:
    token = sessions.begin(signed_in(accounts))
    sessions.end(token)
    assert sessions.person(token) is None


@pytest.mark.parametrize("after", [dt.timedelta(minutes=61), dt.timedelta(hours=9)])
def test_a_session_ends_unused_or_old(
    accounts: Accounts, sessions: Sessions, monkeypatch: pytest.MonkeyPatch, after: dt.timedelta
) -> None:
    token = sessions.begin(signed_in(accounts))
    later(monkeypatch, after)
    assert sessions.person(token) is None


def test_a_session_in_use_does_not_end_before_its_time(
    accounts: Accounts, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sessions.begin(signed_in(accounts))
    for minutes in (50, 100, 150):
        later(monkeypatch, dt.timedelta(minutes=minutes))
        assert sessions.person(token)


def test_signing_in_again_ends_the_session_before(accounts: Accounts, sessions: Sessions) -> None:
    old = sessions.begin(signed_in(accounts))
    new = sessions.begin(signed_in(accounts), old)
    assert new != old
    assert sessions.person(old) is None


def test_the_disabled_are_out_at_once(accounts: Accounts, sessions: Sessions) -> None:
    token = sessions.begin(signed_in(accounts))
    accounts.change("anna", "test", active=False)
    assert sessions.person(token) is None
    assert accounts.check("anna", PASSWORD) is None


def test_another_role_holds_from_the_next_session(accounts: Accounts, sessions: Sessions) -> None:
    token = sessions.begin(signed_in(accounts))
    accounts.change("anna", "test", role="reader")
    assert sessions.person(token) is None
    assert signed_in(accounts).role == "reader"


def test_a_changed_password_signs_out_everywhere(accounts: Accounts, sessions: Sessions) -> None:
    person = signed_in(accounts)
    token = sessions.begin(person)
    accounts.change_own_password(person, PASSWORD, "un'altra frase lunga")
    assert sessions.person(token) is None
    assert accounts.check("anna", PASSWORD) is None
    assert accounts.check("anna", "un'altra frase lunga")


def test_who_does_not_know_the_present_password_does_not_change_it(accounts: Accounts) -> None:
    with pytest.raises(InputError, match="password_wrong"):
        accounts.change_own_password(signed_in(accounts), "sbagliata", "un'altra frase lunga")
    assert accounts.check("anna", PASSWORD)


def test_nobody_unknown_is_changed(accounts: Accounts) -> None:
    with pytest.raises(Unknown):
        accounts.change("dora", "test", active=False)


def test_who_signs_in_elsewhere_is_known_by_issuer_and_subject(accounts: Accounts) -> None:
    first = accounts.elsewhere("https://issuer.example", "1", "carla", "reader")
    again = accounts.elsewhere("https://issuer.example", "1", "carla.bianchi", "approver")
    assert (again.id, again.name, again.role) == (first.id, "carla", "approver")


def test_a_stranger_does_not_take_the_name_of_somebody(accounts: Accounts) -> None:
    with pytest.raises(InputError, match="oidc_name"):
        accounts.elsewhere("https://issuer.example", "2", "anna", "admin")


def test_who_is_disabled_here_does_not_come_in_from_elsewhere(accounts: Accounts) -> None:
    accounts.elsewhere("https://issuer.example", "1", "carla", "reader")
    accounts.change("carla", "test", active=False)
    with pytest.raises(InputError, match="oidc_role"):
        accounts.elsewhere("https://issuer.example", "1", "carla", "reader")
