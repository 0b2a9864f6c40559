"""A person waits for a model: sees verified sentences arrive, stops it, asks how it was made."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import ROOT, free_port, serving
from tests.browser.server_llm import STOPPED
from tests.browser.test_page import PHONE, width_of

pytestmark = pytest.mark.browser
_PATIENCE = 15  # seconds


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("generated")
    (made / "corpus" / "documents").mkdir(parents=True)
    shutil.copy(ROOT / "corpus" / "rules.yaml", made / "corpus")
    return made


@pytest.fixture(scope="module")
def slow_site(folder: Path, browser: Browser) -> Iterator[str]:
    port = free_port()
    places = [str(folder / "corpus"), str(folder / "data")]
    arguments = ["-m", "tests.browser.server_llm", str(port), *places]
    with serving(arguments, port, folder / "log") as address:
        yield address


@pytest.fixture
def slow_page(context: BrowserContext, slow_site: str) -> Page:
    opened = context.new_page()
    opened.goto(slow_site)
    opened.get_by_role("heading", name="Come posso aiutarla?").wait_for()
    return opened


def begin(page: Page, text: str) -> None:
    """Ask, and wait for the first sentence of the model."""
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")
    page.locator(".verified li").first.wait_for()


def test_verified_sentences_are_shown_before_the_answer_is_whole(slow_page: Page) -> None:
    begin(slow_page, "Come si compone il partenariato?")
    expect(slow_page.locator(".answering")).to_contain_text("Sto verificando")
    expect(slow_page.locator(".verified")).to_contain_text("almeno un'impresa")
    expect(slow_page.locator(".exchange")).to_have_count(0)
    expect(slow_page.locator(".exchange .answer")).to_contain_text("Ente di prova")
    expect(slow_page.locator(".answering")).to_have_count(0)
    expect(slow_page.locator(".exchange .meta")).to_contain_text("modello linguistico")


def test_who_waits_can_stop_the_model_and_still_gets_an_answer(slow_page: Page) -> None:
    begin(slow_page, "Come si compone il partenariato, alla lenta?")
    slow_page.get_by_role("button", name="Interrompi").click()
    expect(slow_page.locator(".exchange .notices")).to_contain_text(STOPPED)
    expect(slow_page.locator(".exchange .meta")).to_contain_text("senza modello linguistico")


def test_who_leaves_stops_the_model(slow_page: Page, folder: Path) -> None:
    stopped = folder / "data" / "stopped.txt"
    begin(slow_page, "Il partenariato, domanda lenta di chi se ne va")
    slow_page.close()
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and not _has(stopped, "se ne va"):
        time.sleep(0.2)
    assert _has(stopped, "se ne va")


def test_how_it_was_made_is_told_on_request(slow_page: Page) -> None:
    begin(slow_page, "Come si compone il partenariato?")
    panel = slow_page.locator(".exchange details.made")
    expect(panel.locator("table").first).not_to_be_visible()
    panel.get_by_text("Come è stata fatta questa risposta").press("Enter")
    expect(panel).to_contain_text("modello-di-prova")
    expect(panel).to_contain_text("1.751")
    expect(panel).to_contain_text("cifre che la citazione non ha")
    expect(panel.get_by_role("table", name="Passi delle fonti trovati")).to_be_visible()


def test_how_it_was_made_fits_a_phone(browser: Browser, slow_site: str) -> None:
    page = browser.new_context(viewport=PHONE, locale="it-IT").new_page()
    page.goto(slow_site)
    begin(page, "Come si compone il partenariato?")
    page.locator(".exchange details.made summary").click()
    content, window = width_of(page)
    assert content <= window
    page.context.close()


def _has(file: Path, words: str) -> bool:
    return file.is_file() and words in file.read_text(encoding="utf-8")
