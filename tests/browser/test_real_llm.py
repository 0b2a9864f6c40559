"""The whole house with a model: ``python app.py`` asks a real server of the protocol, llmock."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

import pytest
from llmock.pytest_plugin import LLMock
from llmock.testing import LLMockServer
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import ROOT, free_port, serving
from tests.fakes_llm import a_reply, says
from tests.fakes_web import small_pdf

pytestmark = pytest.mark.browser

SENTENCE = "Il capofila presenta la domanda entro trenta giorni dalla pubblicazione."
QUESTION = "Entro quando il capofila presenta la domanda?"
WORDED = "La domanda la presenta il capofila, entro trenta giorni dalla pubblicazione."
REPLY = a_reply(
    says(WORDED, ("p1", SENTENCE)),
    says("La domanda si presenta entro sessanta giorni.", ("p1", SENTENCE)),
)


@dataclass(frozen=True)
class House:
    """A served house and the model that it asks."""

    address: str
    model: LLMock

    def ask(self, text: str) -> dict[str, Any]:
        """Ask by the API."""
        body = json.dumps({"question": text}).encode()
        headers = {"content-type": "application/json"}
        with urlopen(Request(f"{self.address}api/ask", body, headers), timeout=60) as answer:
            told: dict[str, Any] = json.load(answer)
        return told


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("real-llm")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "regole.pdf").write_bytes(small_pdf(SENTENCE))
    with LLMockServer() as server:
        settings = {
            "SPORTELLO_CORPUS": str(folder / "corpus"),
            "SPORTELLO_DATA": str(folder / "data"),
            "SPORTELLO_EMBEDDER": "none",
            "SPORTELLO_PORT": str(port := free_port()),
            "SPORTELLO_MODE": "llm",
            "SPORTELLO_LLM_BASE_URL": server.base_url("openai"),
            "SPORTELLO_LLM_API_KEY": "none-needed",
            "SPORTELLO_LLM_MODEL": "gpt-4o-mini",
            "SPORTELLO_LLM_SECONDS": "8",
            "SPORTELLO_LLM_RETRIES": "1",
        }
        command = [sys.executable, "-m", "assistant.cli", "index"]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **settings})
        with serving(["app.py"], port, folder / "log", settings) as address:
            yield House(address, LLMock(server))


@pytest.fixture
def house(served: House) -> House:
    served.model.reset()
    return served


def test_the_api_answers_with_the_claims_that_the_sources_carry(house: House) -> None:
    house.model.reply(REPLY)
    answer = house.ask(QUESTION)
    assert answer["mode"] == "llm"
    assert [claim["text"] for claim in answer["claims"]] == [WORDED]
    assert "sessanta" not in json.dumps(answer)
    assert answer["made"]["dropped"] == ["number"]
    assert answer["made"]["askings"][0]["prompt"] == "answer"


def test_the_page_shows_the_answer_of_the_model_with_its_source(
    house: House, context: BrowserContext
) -> None:
    house.model.reply(REPLY)
    page = context.new_page()
    page.goto(house.address)
    page.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange .text")).to_contain_text(WORDED)
    expect(page.locator(".exchange .meta")).to_contain_text("Scritta da un modello linguistico")
    expect(page.locator("#panel mark")).to_contain_text("entro trenta giorni")


def test_a_model_that_is_down_leaves_the_answer_of_the_sources_and_a_notice(
    house: House, context: BrowserContext
) -> None:
    house.model.outage()
    page = context.new_page()
    page.goto(house.address)
    page.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange .text")).to_contain_text("entro trenta giorni")
    expect(page.locator(".exchange .notices")).to_contain_text("non è disponibile")
    expect(page.locator(".exchange .meta")).to_contain_text("senza modello linguistico")


def test_a_reply_that_breaks_off_is_never_shown(house: House) -> None:
    house.model.reply(REPLY, times=None).truncate(after_chunks=4, times=None)
    answer = house.ask(QUESTION)
    assert answer["mode"] == "embedded"
    assert WORDED not in json.dumps(answer)
    assert any("non leggibile o interrotta" in notice for notice in answer["notices"])
