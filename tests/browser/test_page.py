"""A person with a browser: asks, reads, checks the sources, changes language, comes back."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request, ViewportSize, expect

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}


def ask(page: Page, text: str) -> None:
    """Write a question, send it with the keyboard, and wait for its answer."""
    answers = page.locator(".exchange .answer")
    before = answers.count()
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)


def width_of(page: Page) -> tuple[int, int]:
    """Return the width of the content and of the window."""
    content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return content, window


def test_an_answer_has_a_citation_and_its_source_beside_it(page: Page) -> None:
    ask(page, "Come si compone il partenariato?")
    expect(page.get_by_role("link", name="Fonte 1").first).to_be_visible()
    expect(page.locator("#panel mark").first).to_contain_text("Il partenariato comprende")
    expect(page.locator("#panel")).to_contain_text("Ente di prova, 17 novembre 2025")


def test_the_outcome_is_said_in_words(page: Page) -> None:
    ask(page, "Quali sono i punteggi?")
    expect(page.locator(".outcome")).to_contain_text("Non è nelle fonti")


def test_an_example_is_asked_with_a_click(page: Page) -> None:
    page.get_by_role("button", name="Chi può fare da capofila?").click()
    expect(page.locator(".exchange .answer")).to_contain_text("Il capofila è un ente pubblico")


def test_a_choice_is_asked_with_a_click(page: Page) -> None:
    ask(page, "chi?")
    page.get_by_role("button", name="Chi può essere partner?").click()
    expect(page.locator(".question").nth(1)).to_contain_text("Chi può essere partner?")


def test_the_button_sends_as_well(page: Page) -> None:
    page.get_by_role("textbox").fill("Chi guida?")
    page.get_by_role("button", name="Invia").click()
    expect(page.locator(".exchange .answer")).to_be_visible()


def test_a_citation_of_an_earlier_answer_brings_its_sources_back(page: Page) -> None:
    ask(page, "Come si compone il partenariato?")
    ask(page, "Chi può fare da capofila?")
    page.locator("#exchange-0 .cite").first.click()
    expect(page.locator("#source-1")).to_contain_text("Avviso di prova")
    expect(page.locator("#source-1")).to_be_focused()


def test_the_page_of_a_pdf_is_shown(page: Page) -> None:
    ask(page, "Come si compone il partenariato?")
    picture = page.locator("#panel .picture img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 100


def test_the_switch_changes_every_label_and_the_first_message(page: Page) -> None:
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("heading", name="How can I help?")).to_be_visible()
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    expect(page.get_by_role("button", name="Clear conversation")).to_be_visible()
    expect(page.get_by_placeholder("Write your question here")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title(re.compile("questions and answers"))


def test_a_question_in_english_is_answered_in_english(page: Page) -> None:
    ask(page, "Who is the lead partner of the partnership?")
    expect(page.locator(".text")).to_have_attribute("lang", "en")


def test_the_conversation_and_the_language_survive_a_reload(page: Page) -> None:
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    ask(page, "Who is the lead partner?")
    page.reload()
    expect(page.locator(".exchange .answer")).to_contain_text("The lead partner is")
    expect(page.locator("#source-1")).to_contain_text("Editorial summary")
    expect(page.get_by_role("radio", name="English")).to_be_checked()


def test_a_cleared_conversation_stays_cleared(page: Page) -> None:
    ask(page, "Chi può fare da capofila?")
    page.get_by_role("button", name="Cancella conversazione").click()
    expect(page.locator(".exchange")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Come posso aiutarla?")).to_be_visible()


def test_the_page_makes_no_request_to_another_host(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    hosts: set[str | None] = set()

    def note(request: Request) -> None:
        hosts.add(urlsplit(request.url).hostname)

    page.on("request", note)
    page.goto(site)
    ask(page, "Come si compone il partenariato?")
    assert hosts - {None} == {"127.0.0.1"}


def test_nothing_is_blocked_by_the_policy_of_the_page(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.goto(site)
    ask(page, "Come si compone il partenariato?")
    assert [error for error in errors if "Content Security Policy" in error] == []


def test_markup_in_a_passage_is_inert(page: Page) -> None:
    ask(page, "ostile")
    expect(page.locator(".text")).to_contain_text("<img src=x onerror=")
    expect(page.locator("#panel mark")).to_contain_text("[premio](javascript:alert(1)) ${1+1}")
    assert page.locator("#thread img, #panel img, a[href^=javascript]").count() == 0
    assert page.evaluate("window.attacked") is None


def test_markup_in_a_question_is_inert(page: Page) -> None:
    ask(page, '<img src=x onerror="window.attacked=1">')
    expect(page.locator(".exchange .question")).to_contain_text("<img src=x")
    assert page.evaluate("window.attacked") is None


def test_a_crash_is_told_without_its_detail(page: Page) -> None:
    ask(page, "guasto")
    expect(page.locator(".answer")).to_contain_text("Si è verificato un problema interno")
    expect(page.locator("body")).not_to_contain_text("secret detail")


def test_a_question_is_shown_before_its_answer_comes(page: Page) -> None:
    page.route("**/queue/join*", lambda route: None)
    page.get_by_role("textbox").fill("Chi guida?")
    page.keyboard.press("Enter")
    expect(page.locator(".pending")).to_contain_text("Chi guida?")
    expect(page.locator(".pending")).to_contain_text("Cerco nelle fonti")


def test_a_question_that_could_not_be_sent_is_given_back(page: Page) -> None:
    page.route("**/queue/join*", lambda route: route.fulfill(status=503, body="{}"))
    page.get_by_role("textbox").fill("Chi guida?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_have_value("Chi guida?")
    expect(page.locator(".pending")).to_be_hidden()


def test_an_answer_is_copied_with_its_sources(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Chi può fare da capofila?")
    page.get_by_role("button", name="Copia con fonti").click()
    expect(page.get_by_role("button", name="Copiato")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "https://associazione.example/zis" in copied


@pytest.mark.parametrize("text", ["", "Come si compone il partenariato?", "ostile"])
def test_a_phone_never_scrolls_sideways(page: Page, text: str) -> None:
    page.set_viewport_size(PHONE)
    ask(page, text or "Chi guida?")
    content, window = width_of(page)
    assert content <= window


def test_the_page_ends_where_its_content_ends(page: Page) -> None:
    ask(page, "Come si compone il partenariato?")
    assert (
        page.evaluate(
            """document.documentElement.scrollHeight - Math.max(innerHeight,
            scrollY + document.querySelector('#desk').getBoundingClientRect().bottom)"""
        )
        <= 1
    )


def test_on_a_phone_the_sources_come_after_the_conversation(page: Page) -> None:
    page.set_viewport_size(PHONE)
    ask(page, "Chi può fare da capofila?")
    assert page.evaluate(
        """document.querySelector('#panel').getBoundingClientRect().top
            >= document.querySelector('#talk').getBoundingClientRect().bottom"""
    )


def test_the_keyboard_reaches_the_question_first_and_the_citation(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Vai alla domanda")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()


def test_a_screen_reader_hears_the_answer(page: Page) -> None:
    ask(page, "Quali sono i punteggi?")
    expect(page.get_by_role("status").filter(has_text="Risposta pronta")).to_contain_text(
        "Non è nelle fonti"
    )


def test_every_control_has_a_name(page: Page) -> None:
    ask(page, "Come si compone il partenariato?")
    controls = page.locator("button:visible, a:visible, textarea:visible, input:visible")
    nameless = controls.evaluate_all(
        """all => all.filter(control => !(control.getAttribute('aria-label')
            || control.innerText.trim() || control.labels?.[0]?.textContent.trim()))
            .map(control => control.outerHTML)"""
    )
    assert nameless == []


def test_the_headings_go_down_one_level_at_a_time(page: Page) -> None:
    ask(page, "Come si compone il partenariato?")
    headings = page.locator("h1, h2, h3, h4")
    levels = [int(tag[1]) for tag in headings.evaluate_all("all => all.map(h => h.tagName)")]
    assert levels[0] == 1
    assert [b - a for a, b in pairwise(levels) if b - a > 1] == []
