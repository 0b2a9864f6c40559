"""An approved answer, and a topic that is off, as a person sees them in the chat."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from assistant.approved.acts import Proposal, Seen, approve, withdraw
from assistant.approved.files import FOLDER
from assistant.approved.record import Approved, cite
from assistant.retrieval.search import open_searcher
from assistant.settings import Settings
from tests.browser.conftest import ROOT, free_port, serving
from tests.fakes_web import small_pdf

pytestmark = pytest.mark.browser

SENTENCE = "Il capofila presenta la domanda entro trenta giorni dalla pubblicazione."
QUESTION = "Entro quando il capofila presenta la domanda?"
ASKED = "entro quando presenta la domanda il capofila"
ANSWER = "Entro trenta giorni.\n\nConta la data di pubblicazione sul BURL."
PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Settings]]:
    """Serve a folder with one PDF; return the address and the settings of its corpus."""
    folder = tmp_path_factory.mktemp("approved")
    corpus, data, port = folder / "corpus", folder / "data", free_port()
    corpus.mkdir()
    (corpus / "regole.pdf").write_bytes(small_pdf(SENTENCE))
    chosen = {
        "SPORTELLO_CORPUS": str(corpus),
        "SPORTELLO_DATA": str(data),
        "SPORTELLO_EMBEDDER": "none",
        "SPORTELLO_PORT": str(port),
    }
    index = [sys.executable, "-m", "assistant.cli", "index"]
    subprocess.run(index, check=True, cwd=ROOT, env={**os.environ, **chosen})
    with serving(["app.py"], port, folder / "log", chosen) as address:
        yield address, Settings(corpus=corpus, data=data, embedder="none", _env_file=None)


@pytest.fixture
def entry(served: tuple[str, Settings]) -> Iterator[Approved]:
    """Approve an answer while the server runs; withdraw it afterwards."""
    settings = served[1]
    (passage,) = open_searcher(settings).passages
    today = dt.date.today()
    proposal = Proposal(
        topic="calendario",
        questions={"it": [QUESTION]},
        answer={"it": ANSWER},
        owner="Anna",
        office="Ufficio ZIS",
        expires=today + dt.timedelta(days=180),
        sources=[cite(passage, SENTENCE, ["it"])],
    )
    made = approve(settings.corpus / FOLDER, proposal, "Bruno", today)
    yield made
    withdraw(settings.corpus / FOLDER, Seen(made.id, 1), "Anna", today, "Fine della prova.")


def asked(context: BrowserContext, address: str, text: str = ASKED) -> Page:
    page = context.new_page()
    page.goto(address)
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange .answer")).to_be_visible()
    return page


def test_an_approved_answer_says_who_approved_it_and_shows_its_source(
    context: BrowserContext, served: tuple[str, Settings], entry: Approved
) -> None:
    page = asked(context, served[0])
    day = entry.approved_on.strftime("%d/%m/%Y")
    expect(page.locator(".outcome")).to_contain_text("Risposta approvata dallo sportello")
    expect(page.locator(".answer .text p").first).to_have_text("Entro trenta giorni.")
    expect(page.locator(".approval")).to_contain_text(
        f"Risposta approvata da Ufficio ZIS il {day}."
    )
    expect(page.locator(".meta")).to_contain_text("Scritta e approvata da una persona")
    page.locator(".approval .cite").click()
    expect(page.locator("#panel mark")).to_contain_text("entro trenta giorni")


def test_an_approved_answer_fits_a_phone(
    context: BrowserContext, served: tuple[str, Settings], entry: Approved
) -> None:
    page = asked(context, served[0])
    page.set_viewport_size(PHONE)
    expect(page.locator(".approval")).to_be_visible()
    content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert content <= window
    assert entry.approved_by == "Bruno"


def test_a_program_is_told_who_approved_it(
    context: BrowserContext, served: tuple[str, Settings], entry: Approved
) -> None:
    answer = context.request.post(f"{served[0]}api/ask", data={"question": QUESTION})
    told = json.loads(answer.text())
    assert told["outcome"] == "approved"
    assert told["approved"]["id"] == entry.id
    assert told["claims"][0]["quotes"][0]["words"] == SENTENCE


def test_after_its_withdrawal_the_sources_answer(
    context: BrowserContext, served: tuple[str, Settings]
) -> None:
    page = asked(context, served[0], QUESTION)
    expect(page.locator(".answer .text")).to_contain_text("entro trenta giorni")
    expect(page.locator(".approval")).to_have_count(0)
    assert Path(served[1].corpus / FOLDER).is_dir()
