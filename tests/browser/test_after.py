"""A person after an answer: judges it, takes it to the desk, asks where it is."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_page import PHONE, ask, width_of

pytestmark = pytest.mark.browser

NUMBER = re.compile(r"ZIS(-[0-9A-Z]{4}){3}")


def open_ticket(page: Page, email: str = "") -> None:
    page.get_by_role("button", name="Chiedi allo sportello").click()
    page.get_by_label("Vuole aggiungere").fill("Mi serve per il Masterplan")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Manda allo sportello").click()


def test_an_answer_is_judged_useful_with_the_keyboard(page: Page) -> None:
    ask(page, "Chi guida?")
    page.get_by_role("button", name="Sì, utile").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".judge")).to_contain_text("il suo giudizio è registrato")
    expect(page.get_by_role("status").filter(has_text="registrato")).to_be_attached()
    page.reload()
    expect(page.get_by_role("button", name="Sì, utile")).to_have_attribute("aria-pressed", "true")


def test_why_an_answer_was_not_useful_is_asked_and_may_be_left_out(page: Page) -> None:
    ask(page, "Chi guida?")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("radio", name="È sbagliata")).to_be_focused()
    page.get_by_role("button", name="Preferisco non dirlo").click()
    expect(page.locator(".judge")).to_contain_text("registrato")
    expect(page.locator("form.below:visible")).to_have_count(0)


def test_what_was_typed_outlives_another_answer(page: Page) -> None:
    ask(page, "Chi guida?")
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("radio", name="È incompleta").check()
    page.get_by_label("Con parole sue").fill("Manca la data")
    page.get_by_role("button", name="Chiedi allo sportello").click()
    page.get_by_label("Vuole aggiungere").fill("Urgente")
    page.locator("#question textarea").fill("E i punteggi?")
    page.keyboard.press("Enter")
    expect(page.locator(".exchange .answer")).to_have_count(2)
    expect(page.get_by_role("radio", name="È incompleta")).to_be_checked()
    expect(page.get_by_label("Con parole sue")).to_have_value("Manca la data")
    first = page.locator("#exchange-0")
    expect(first.get_by_label("Vuole aggiungere")).to_have_value("Urgente")


def test_a_wrong_address_is_explained_and_nothing_typed_is_lost(page: Page) -> None:
    ask(page, "Quali sono i punteggi?")
    open_ticket(page, "mario.rossi@")
    expect(page.locator(".below .fault")).to_contain_text("nome@dominio.it")
    expect(page.get_by_label("E-mail")).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_value("mario.rossi@")
    expect(page.get_by_label("Vuole aggiungere")).to_have_value("Mi serve per il Masterplan")


def test_a_ticket_has_a_number_that_is_copied_and_tells_where_it_is(
    context: BrowserContext, page: Page
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Quali sono i punteggi?")
    open_ticket(page)
    expect(page.locator(".sent code")).to_have_text(NUMBER)
    page.reload()
    page.get_by_role("button", name="Copia il numero").click()
    expect(page.get_by_role("button", name="Copiato")).to_be_visible()
    assert NUMBER.fullmatch(page.evaluate("navigator.clipboard.readText()"))
    page.locator(".sent").get_by_role("button", name="Vedi a che punto è").click()
    expect(page.locator(".ticket-state")).to_be_focused()
    expect(page.locator(".ticket-state")).to_contain_text("Ricevuta")


def test_a_number_is_asked_for_from_any_browser(page: Page) -> None:
    page.get_by_text("Ha già mandato una richiesta").click()
    page.get_by_label("Numero della richiesta").fill("ZIS-9")
    page.keyboard.press("Enter")
    expect(page.locator("#lookup .fault")).to_contain_text("Nessuna richiesta ha questo numero")
    expect(page.get_by_label("Numero della richiesta")).to_have_value("ZIS-9")


def test_the_page_says_what_is_kept_for_how_long_and_under_which_code(page: Page) -> None:
    expect(page.locator("#privacy")).to_contain_text("si conservano 365 giorni")
    ask(page, "Chi guida?")
    code = page.locator("#privacy code").text_content() or ""
    assert re.fullmatch("[0-9a-f]{32}", code)
    page.reload()
    expect(page.locator("#privacy code")).to_have_text(code)
    page.get_by_role("button", name="Cancella conversazione").click()
    expect(page.locator("#privacy code")).to_have_count(0)


def test_the_forms_fit_a_phone_and_every_control_has_a_name(page: Page) -> None:
    page.set_viewport_size(PHONE)
    ask(page, "Chi guida?")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("radio", name="È sbagliata")).to_be_visible()
    page.get_by_role("button", name="Chiedi allo sportello").click()
    page.get_by_text("Ha già mandato una richiesta").click()
    content, window = width_of(page)
    assert content <= window
    nameless = page.locator("#talk :is(button, input, textarea, summary):visible").evaluate_all(
        """all => all.filter(control => !(control.innerText.trim()
            || control.labels?.[0]?.textContent.trim())).map(control => control.outerHTML)"""
    )
    assert nameless == []


def test_the_forms_speak_the_other_language(page: Page) -> None:
    ask(page, "Chi guida?")
    page.get_by_text("English", exact=True).click()
    page.get_by_role("button", name="Ask the desk").click()
    expect(page.get_by_text("A person at the desk will read")).to_be_visible()
    expect(page.locator("#lookup summary")).to_have_text(
        "Have you sent a request to the desk already?"
    )
