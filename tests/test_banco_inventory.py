"""What every route of the site answers to whom; docs/desk.md has the table."""

import os
from pathlib import Path

import pytest

from assistant.journal.database import open_database
from assistant.web.banco_door import LOGIN
from assistant.web.banco_staff import open_staff
from assistant.web.site import build_site
from tests.databases import settings_with
from tests.desks import staffed
from tests.fakes_web import FakePipeline
from tests.inventory import WHO, Route, routes_of, status_of

DOCS = Path(__file__).resolve().parent.parent / "docs" / "desk.md"
_BEGIN, _END = "<!-- inventory -->\n", "<!-- /inventory -->"
_ENDING = "/banco/logout"  # asked last: it ends the session


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> dict[Route, list[int]]:
    settings = settings_with(tmp_path_factory.mktemp("inventory"))
    database = open_database(settings)
    accounts = staffed(database)
    staff = open_staff(database, settings)
    app = build_site(settings, FakePipeline())
    people = [accounts.named(role) for role in WHO[1:]]
    tokens = ["", *(staff.sessions.begin(person) for person in people if person)]
    ordered = sorted(routes_of(app), key=lambda route: route.path == _ENDING)
    return {route: [status_of(app, route, token) for token in tokens] for route in ordered}


def test_under_the_banco_nobody_gets_anything_but_the_form_to_sign_in(
    inventory: dict[Route, list[int]],
) -> None:
    told = {route: found[0] for route, found in inventory.items() if "/banco" in route.path}
    assert len(told) > 50
    assert {status for route, status in told.items() if route.path != LOGIN} == {401}


def test_what_applicants_can_ask_does_not_change_with_who_asks(
    inventory: dict[Route, list[int]],
) -> None:
    public = {route: found for route, found in inventory.items() if "/banco" not in route.path}
    assert {route: found for route, found in public.items() if len(set(found)) > 1} == {}


def test_the_documentation_has_the_inventory_as_it_is(inventory: dict[Route, list[int]]) -> None:
    table = "\n".join(_table(inventory)) + "\n"
    text = DOCS.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    if os.environ.get("SPORTELLO_WRITE_INVENTORY"):
        DOCS.write_text(f"{before}{_BEGIN}{table}{_END}{rest.partition(_END)[2]}", "utf-8")
    assert table == rest.partition(_END)[0]


def _table(inventory: dict[Route, list[int]]) -> list[str]:
    """Return the rows; routes of Gradio that answer alike are told together."""
    rows = ["| route | " + " | ".join(WHO) + " |", "|---" * (len(WHO) + 1) + "|"]
    grouped: dict[tuple[int, ...], list[str]] = {}
    for route, found in sorted(inventory.items(), key=lambda item: item[0].written):
        place = f"`{route.method} {route.written}`"
        if "gradio_api" in route.written or _is_of_gradio(route):
            grouped.setdefault(tuple(found), []).append(place)
        else:
            rows.append(f"| {place} | " + " | ".join(map(str, found)) + " |")
    for statuses, places in grouped.items():
        rows.append(f"| {' '.join(places)} | " + " | ".join(map(str, statuses)) + " |")
    return rows


def _is_of_gradio(route: Route) -> bool:
    """Tell the routes that Gradio brings, at the root and under the Banco."""
    own = ("/api/", "/healthz", "/review/", "/banco/login", "/banco/logout", "/banco/account")
    return not any(route.written.startswith(one) for one in own)
