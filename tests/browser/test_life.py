"""The life of a question: chat, ticket, letter, approved answer, served, then suspended."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import ROOT, free_port, serving
from tests.desks import PASSWORD

pytestmark = pytest.mark.browser
QUESTION = "Che cos'è il Masterplan ZIS?"
ANSWER = "È il progetto che enti pubblici e privati di un territorio presentano insieme."
LETTER = f"Gentile richiedente,\n\n{ANSWER}\n\nSportello ZIS"
PICTURES = os.environ.get("SPORTELLO_PICTURES", "")  # a folder that wants them


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", folder)
    return folder


@pytest.fixture
def environment(tmp_path: Path, corpus: Path) -> dict[str, str]:
    folders = {"SPORTELLO_CORPUS": str(corpus), "SPORTELLO_DATA": str(tmp_path / "data")}
    return {**folders, "SPORTELLO_EMBEDDER": "none"}


@pytest.fixture
def address(tmp_path: Path, environment: dict[str, str]) -> Iterator[str]:
    sportello(environment, "index")
    sportello(environment, "desk", "user", "add", "anna", "--role", "approver", typed=PASSWORD)
    port = free_port()
    arguments = ["-m", "assistant.cli", "serve", "--port", str(port)]
    with serving(arguments, port, tmp_path / "log", environment) as found:
        yield found


def sportello(environment: dict[str, str], *arguments: str, typed: str = "") -> None:
    command = [sys.executable, "-m", "assistant.cli", *arguments]
    whole = {**os.environ, **environment}
    subprocess.run(command, env=whole, cwd=ROOT, input=typed, text=True, check=True, timeout=240)


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.wait_for_timeout(700)
        page.screenshot(path=f"{PICTURES}/{name}.png")


def asked(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("textbox").first.fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".answer .text").last).to_be_visible()


def taken_to_the_desk(page: Page) -> None:
    page.get_by_role("button", name="Chiedi allo sportello").click()
    page.get_by_role("button", name="Manda allo sportello", exact=True).click()
    expect(page.get_by_text("ZIS-").first).to_be_visible()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}banco/")
    page.get_by_label("Nome").fill("anna")
    page.get_by_label("Parola d'ordine").fill(PASSWORD)
    page.get_by_role("button", name="Entra").click()
    page.locator("#inbox-title").wait_for()


def answered_by_letter(page: Page) -> None:
    picture(page, "desk-inbox")
    page.get_by_role("button", name=QUESTION).click()
    page.get_by_role("button", name="La seguo io").click()
    expect(page.get_by_text("In lavorazione").first).to_be_visible()
    page.locator("#letter").fill(LETTER)
    page.get_by_role("button", name="La lascio").click()  # the page is drawn again
    page.get_by_role("button", name="La seguo io").click()
    expect(page.locator("#letter")).to_have_value(LETTER)
    saved(page)
    picture(page, "desk-ticket")


def saved(page: Page) -> None:
    page.get_by_role("button", name="Salva la bozza").click()
    expect(page.locator("#announced")).to_contain_text("salvata. Stato:")  # a refusal has none


def written_by_two(page: Page, colleague: Page) -> None:
    """Who did not see the letter of a colleague is shown it, and loses nothing."""
    colleague.get_by_role("button", name=QUESTION).click()
    colleague.locator("#letter").fill("Un'altra lettera.")
    page.locator("#letter").fill(f"{LETTER}\nIn fede")
    saved(colleague)
    page.get_by_role("button", name="La lascio").click()  # refused: the page is drawn as it is now
    expect(page.locator("#tickets .fault")).to_be_visible()
    expect(page.locator("#letter")).to_have_value(f"{LETTER}\nIn fede")
    page.get_by_role("button", name="Salva la bozza").click()  # as of what its author saw
    expect(page.locator("#tickets .saved")).to_contain_text("Un'altra lettera.")
    expect(page.locator("#letter")).to_have_value(f"{LETTER}\nIn fede")
    page.locator("label", has_text="English").click()
    expect(page.locator("#letter")).to_have_value(f"{LETTER}\nIn fede")
    page.locator("label", has_text="Italiano").click()
    saved(page)


def approved(page: Page) -> None:
    page.get_by_text("Approva come risposta per tutti").click()
    page.locator("#answer-it").fill(ANSWER)
    expires = page.locator("#approve-expires").input_value()
    page.locator("#approve-expires").fill("2020-01-01")
    page.get_by_role("button", name="Approva", exact=True).click()
    expect(page.locator("#tickets .fault")).to_be_visible()
    expect(page.locator("#answer-it")).to_have_value(ANSWER)
    page.locator("#approve-expires").fill(expires)
    for box in page.locator("input[name=source]:not([value^=Z120])").all():
        box.uncheck()
    page.get_by_role("button", name="Approva", exact=True).click()
    expect(page.get_by_text("È diventata la risposta approvata")).to_be_visible()


def change_the_source(corpus: Path) -> None:
    facts = corpus / "facts.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(
        text.replace("un progetto preliminare presentato", "un progetto ordinario presentato"),
        "utf-8",
    )


def test_a_question_lives_from_the_chat_to_its_suspension(
    context: BrowserContext, address: str, environment: dict[str, str], corpus: Path
) -> None:
    chat, banco = context.new_page(), context.new_page()
    banco.on("dialog", lambda dialog: dialog.accept())
    asked(chat, address)
    taken_to_the_desk(chat)
    sign_in(banco, address)
    answered_by_letter(banco)
    colleague = context.new_page()
    colleague.goto(f"{address}banco/")
    written_by_two(banco, colleague)
    approved(banco)
    asked(chat, address)
    expect(chat.locator(".answer .text").last).to_contain_text(ANSWER)
    expect(chat.get_by_text("Risposta approvata da Sportello ZIS").last).to_be_visible()
    picture(chat, "desk-served")
    change_the_source(corpus)
    sportello(environment, "index")
    asked(chat, address)  # the first to ask after an update makes the server take it up
    chat.wait_for_timeout(4000)
    banco.get_by_role("tab", name="Risposte approvate").click()
    expect(banco.get_by_text("Sospesa", exact=True).first).to_be_visible()
    banco.locator("#approved").get_by_role("button", name=QUESTION).click()
    expect(banco.locator("ins").first).to_contain_text("ordinario")
    expect(banco.locator("del").first).to_contain_text("preliminare")
    picture(banco, "desk-suspended")
    asked(chat, address)
    expect(chat.locator(".answer .text").last).to_contain_text("ordinario")
    expect(chat.locator(".answer .text").last).not_to_contain_text(ANSWER)
