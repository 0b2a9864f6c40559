"""The whole house in a browser: ``python app.py`` over a document indexed a moment ago."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import ROOT, free_port, serving
from tests.fakes_web import small_pdf

pytestmark = pytest.mark.browser

SENTENCE = "Il capofila presenta la domanda entro trenta giorni dalla pubblicazione."


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Index a folder with one PDF, lexically, and serve it; return the address and the log."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "regole.pdf").write_bytes(small_pdf(SENTENCE))
    places = ["--corpus", str(folder / "corpus"), "--data", str(folder / "data")]
    settings = {
        "SPORTELLO_CORPUS": str(folder / "corpus"),
        "SPORTELLO_DATA": str(folder / "data"),
        "SPORTELLO_EMBEDDER": "none",
        "SPORTELLO_PORT": str(port := free_port()),
    }
    command = [sys.executable, "-m", "assistant.cli", "index", *places]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **settings})
    with serving(["app.py"], port, folder / "log", settings) as address:
        yield address, folder / "log"


def test_a_document_is_quoted_with_its_page(
    context: BrowserContext, served: tuple[str, Path]
) -> None:
    page = context.new_page()
    page.goto(served[0])
    page.get_by_role("textbox").fill("Entro quando il capofila presenta la domanda?")
    page.keyboard.press("Enter")
    expect(page.locator(".answer .text")).to_contain_text("entro trenta giorni")
    expect(page.locator("#panel mark")).to_contain_text("entro trenta giorni")
    expect(page.locator("#panel")).to_contain_text("p. 1")
    expect(page.locator("#panel .picture img")).to_have_js_property("complete", True)


def test_health_names_the_index(served: tuple[str, Path]) -> None:
    with urlopen(f"{served[0]}healthz", timeout=20) as answer:
        health = json.load(answer)
    assert health["status"] == "ok"
    assert health["passages"] == 1


def test_the_address_is_printed_when_the_server_is_ready(served: tuple[str, Path]) -> None:
    address, log = served
    assert address.rstrip("/") in log.read_text(encoding="utf-8")
