"""What is written on the staff page and not taken: kept, and never shown for something else."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assistant.journal.database import open_database
from tests.browser.conftest import free_port, serving
from tests.databases import settings_with
from tests.desks import PASSWORD, staffed

pytestmark = pytest.mark.browser
FIRST, SECOND = "Chi guida il partenariato?", "Chi entra nel partenariato?"


@pytest.fixture
def banco(tmp_path: Path) -> Iterator[str]:
    """Serve the fake pipeline with a staff; return the address of their page."""
    settings = settings_with(tmp_path)
    with closing(open_database(settings)) as database:
        staffed(database)
    port = free_port()
    arguments = [str(port), str(settings.corpus), str(settings.data)]
    with serving(["-m", "tests.browser.server", *arguments], port, tmp_path / "log") as address:
        yield f"{address}banco/"


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_label("Nome").fill(name)
    page.get_by_label("Parola d'ordine").fill(PASSWORD)
    page.get_by_role("button", name="Entra").click()
    page.locator("#inbox-title").wait_for()


def read(page: Page, message: str) -> None:
    page.locator("#message-text").fill(message)
    page.get_by_role("button", name="Trova le domande").click()
    expect(page.locator("#message h4")).to_have_text(f"1. {message}")


def test_a_letter_to_one_message_is_not_shown_for_another(
    banco: str, context: BrowserContext
) -> None:
    page = context.new_page()
    sign_in(page, banco, "drafter")
    page.get_by_role("tab", name="Nuova da un'e-mail").click()
    letter = page.locator("#message-letter")
    read(page, FIRST)
    letter.fill("Per il primo messaggio.")
    read(page, SECOND)
    expect(letter).to_have_value(re.compile("Chi entra nel partenariato"))
    letter.fill("Per il secondo.")
    read(page, FIRST)
    expect(letter).to_have_value("Per il primo messaggio.")
    page.get_by_role("button", name="Apri la richiesta").click()
    expect(page.locator("#message .done")).to_be_visible()
    read(page, FIRST)
    expect(letter).not_to_have_value("Per il primo messaggio.")
