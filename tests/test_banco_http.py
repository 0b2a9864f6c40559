"""The staff page over raw HTTP: nobody without a session, no deed above a role, no other site."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx
import pytest

from assistant.journal.database import Database, open_database
from assistant.settings import Settings
from assistant.web.banco_staff import COOKIE
from assistant.web.site import build_site
from tests.databases import settings_with
from tests.desks import PASSWORD, a_ticket, staffed, tickets_of
from tests.fakes_web import FakePipeline
from tests.visitors import Visitor, served

ATTACK = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return settings_with(tmp_path_factory.mktemp("banco"))


@pytest.fixture(scope="module")
def database(settings: Settings) -> Database:
    return open_database(settings)


@pytest.fixture(scope="module")
def address(settings: Settings, database: Database) -> Iterator[str]:
    staffed(database)
    with served(build_site(settings, FakePipeline())) as found:
        yield found


class Clerk(Visitor):
    """A session of the staff page, signed in."""

    def __init__(self, address: str, role: str) -> None:
        self.token = signed_in(address, role)
        super().__init__(f"{address}banco/", cookies={COOKIE: self.token})

    def act(self, component: str, what: str, **fields: Any) -> str:
        return self.trigger(component, "act", [None, "it"], do=what, **fields)


@cache
def signed_in(address: str, name: str) -> str:
    """Return the token of somebody who signs in once: the door counts how often."""
    answer = httpx.post(f"{address}banco/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303
    return answer.cookies[COOKIE]


PATHS = [
    ("GET", "banco"),
    ("GET", "banco/"),
    ("GET", "banco/config"),
    ("GET", "banco/theme.css"),
    ("GET", "banco/assets/index.js"),
    ("GET", "banco/static/img/logo.svg"),
    ("GET", "banco/gradio_api/info"),
    ("GET", "banco/gradio_api/app_id"),
    ("GET", "banco/gradio_api/startup-events"),
    ("POST", "banco/gradio_api/queue/join"),
    ("GET", "banco/gradio_api/queue/data?session_hash=x"),
    ("GET", "banco/gradio_api/queue/status"),
    ("GET", "banco/gradio_api/heartbeat/x"),
    ("POST", "banco/gradio_api/run/act"),
    ("POST", "banco/gradio_api/run/predict"),
    ("POST", "banco/gradio_api/call/act"),
    ("POST", "banco/gradio_api/upload"),
    ("GET", "banco/gradio_api/file=pyproject.toml"),
    ("GET", "banco/gradio_api/file/pyproject.toml"),
    ("POST", "banco/gradio_api/component_server"),
    ("POST", "banco/gradio_api/reset"),
    ("POST", "banco/gradio_api/cancel"),
    ("GET", "banco/account"),
    ("POST", "banco/account"),
    ("POST", "banco/logout"),
    ("GET", "banco/oidc"),
    ("GET", "banco/anything"),
    ("GET", "banco//config"),
    ("PUT", "banco/config"),
    ("HEAD", "banco/config"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_nobody_gets_401(address: str, method: str, path: str) -> None:
    answer = httpx.request(method, f"{address}{path}", json={"fn_index": 0, "data": []})
    assert answer.status_code == 401
    assert answer.headers["cache-control"] == "no-store"
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "' OR 1=1 --"])
def test_a_forged_session_gets_401(address: str, token: str) -> None:
    answer = httpx.get(f"{address}banco/config", cookies={COOKIE: token})
    assert answer.status_code == 401


@pytest.mark.parametrize("number", range(6))
def test_no_event_can_be_called_by_its_index(address: str, number: int) -> None:
    body = {"fn_index": number, "data": [], "session_hash": "x"}
    for path in ("queue/join", "run/predict", "api/predict", f"run/{number}"):
        answer = httpx.post(f"{address}banco/gradio_api/{path}", json=body)
        assert answer.status_code == 401


SPELLINGS = ["banco%2fconfig", "Banco/config", "banco;x/config", "x/../banco/config"]


@pytest.mark.parametrize("path", SPELLINGS)
def test_no_spelling_of_the_path_passes_the_gate(address: str, path: str) -> None:
    answer = httpx.get(f"{address}{path}")
    assert "tickets" not in answer.text or answer.status_code == 401


def test_the_page_of_the_applicants_does_not_tell_of_the_staff(address: str) -> None:
    config = httpx.get(f"{address}config").text
    page = httpx.get(address).text
    assert "banco" not in page.lower().replace("sportello_banco", "")
    assert "tickets-desk" not in config
    described = httpx.get(f"{address}api/openapi.json").text
    assert "/banco" not in described


def test_an_event_of_the_staff_is_not_there_for_applicants(address: str) -> None:
    visitor, clerk = Visitor(address), Clerk(address, "reader")
    staff_event = clerk.event_of("tickets", "act")
    with pytest.raises(ValueError, match="unpack"):
        visitor.event_of("tickets", "act")
    assert staff_event >= 0


def test_a_browser_is_shown_the_form_with_401(address: str) -> None:
    answer = httpx.get(f"{address}banco/", headers={"accept": "text/html"})
    assert answer.status_code == 401
    assert 'action="/banco/login' in answer.text


@pytest.mark.parametrize("name", ["approver", "nobody", "", ATTACK])
def test_a_wrong_password_is_told_alike_for_the_known_and_the_unknown(
    address: str, name: str
) -> None:
    answer = httpx.post(f"{address}banco/login", data={"name": name, "password": "sbagliata"})
    assert answer.status_code == 401
    assert "Nome e parola d&#39;ordine non vanno insieme" in answer.text
    assert "<img" not in answer.text
    assert COOKIE not in answer.cookies


def test_the_cookie_is_for_no_script_and_no_other_site(address: str) -> None:
    data = {"name": "reader", "password": PASSWORD}
    told = httpx.post(f"{address}banco/login", data=data).headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=lax" in told
    assert "path=/banco" in told


def test_over_https_the_cookie_travels_encrypted_only(settings: Settings) -> None:
    from fastapi.testclient import TestClient

    site = TestClient(build_site(settings, FakePipeline()), base_url="https://testserver")
    data = {"name": "reader", "password": PASSWORD}
    told = site.post("/banco/login", data=data, follow_redirects=False)
    assert "secure" in told.headers["set-cookie"].lower()


def test_signing_out_ends_the_session(address: str) -> None:
    cookies = {COOKIE: signed_in.__wrapped__(address, "reader")}
    assert httpx.get(f"{address}banco/config", cookies=cookies).status_code == 200
    assert httpx.post(f"{address}banco/logout", cookies=cookies).status_code == 303
    assert httpx.get(f"{address}banco/config", cookies=cookies).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["login", "logout", "account", "gradio_api/queue/join"])
def test_another_site_can_send_nothing(address: str, path: str, headers: dict[str, str]) -> None:
    cookies = {COOKIE: signed_in(address, "approver")}
    answer = httpx.post(f"{address}banco/{path}", headers=headers, cookies=cookies)
    assert answer.status_code == 403
    assert httpx.get(f"{address}banco/config", cookies=cookies).status_code == 200


def test_our_own_page_can_send(address: str) -> None:
    data = {"name": "reader", "password": PASSWORD}
    origin = {"origin": address.rstrip("/")}
    assert httpx.post(f"{address}banco/login", data=data, headers=origin).status_code == 303


DEEDS = [
    ("tickets", "assign", "drafter"),
    ("tickets", "move", "drafter"),
    ("tickets", "topic", "drafter"),
    ("tickets", "save", "drafter"),
    ("tickets", "redraft", "drafter"),
    ("tickets", "reply", "drafter"),
    ("tickets", "docx", "drafter"),
    ("tickets", "eml", "drafter"),
    ("tickets", "approve", "approver"),
    ("message", "read", "drafter"),
    ("message", "ticket", "drafter"),
    ("approved", "renew", "approver"),
    ("approved", "withdraw", "approver"),
]
BELOW = {"drafter": "reader", "approver": "drafter", "admin": "approver"}


@pytest.mark.parametrize(("component", "deed", "needed"), DEEDS)
def test_a_deed_above_the_role_is_refused_by_the_server(
    address: str, database: Database, component: str, deed: str, needed: str
) -> None:
    tickets = tickets_of(database)
    number = a_ticket(tickets)
    fields = {"number": str(number), "version": "1", "letter": "forzata", "state": "closed"}
    told = Clerk(address, BELOW[needed]).act(component, deed, **fields)
    assert f"serve il ruolo {needed}" in told
    assert tickets.ticket(number).version == 1


def test_a_drafter_saves_and_the_next_who_saw_the_old_one_is_told(
    address: str, database: Database
) -> None:
    tickets = tickets_of(database)
    number = a_ticket(tickets)
    fields = {"number": str(number), "version": "1"}
    clerk, other = Clerk(address, "drafter"), Clerk(address, "approver")
    for one in (clerk, other):
        assert f"Richiesta n. {number}" in one.act("tickets", "open", number=str(number))
    clerk.act("tickets", "save", letter="la prima", **fields)
    told = other.act("tickets", "save", letter="la seconda", **fields)
    assert "cambiata nel frattempo da drafter" in told
    assert tickets.ticket(number).draft == "la prima"


@pytest.mark.parametrize("deed", ["", "drop", None, ["save"], {"a": 1}])
def test_a_deed_that_there_is_not_is_told_so(address: str, deed: Any) -> None:
    assert "error" not in json.loads(Clerk(address, "admin").act("tickets", deed))


def test_who_is_disabled_while_at_work_is_out(address: str, database: Database) -> None:
    from assistant.desk.accounts import Accounts

    accounts = Accounts(database)
    accounts.add("temporary", "drafter", PASSWORD, "test")
    clerk = Clerk(address, "temporary")
    accounts.change("temporary", "test", active=False)
    with pytest.raises(httpx.HTTPStatusError, match="401"):
        clerk.act("tickets", "list")
