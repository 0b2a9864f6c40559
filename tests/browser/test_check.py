"""A person tells a partnership step by step, with the keyboard alone or on a phone."""

from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.call.eligibility import check
from assistant.call.partnership_file import read_partnership
from assistant.call.rules import load_rules
from tests.browser.conftest import ROOT
from tests.browser.test_page import PHONE, width_of

pytestmark = pytest.mark.browser

MOST_KEYS = 160


@pytest.fixture
def tab(page: Page) -> Page:
    page.get_by_role("tab", name="Verifica i requisiti").click()
    expect(heading(page, "Chi sono i partner")).to_be_visible()
    return page


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name)


def reach(page: Page, target: Locator) -> None:
    """Press the tabulator until a control has the keyboard."""
    for _ in range(MOST_KEYS):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(target)


def press(page: Page, name: str) -> None:
    reach(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def choose(page: Page, group: str, name: str, steps: int) -> None:
    """Reach a group of radio buttons and go down some of them with the arrow."""
    buttons = page.get_by_role("group", name=group, exact=True).get_by_role("radio")
    reach(page, buttons.first)
    page.keyboard.press("Space")
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("group", name=group, exact=True)
    expect(chosen.get_by_role("radio", name=name, exact=True)).to_be_checked()


def add(page: Page, name: str, kind: str) -> None:
    """Add a partner with the mouse."""
    more = page.get_by_role("button", name="Aggiungi un altro partner")
    if more.is_visible():
        more.click()
    page.get_by_role("textbox", name="Nome").fill(name)
    page.get_by_role("radio", name=kind, exact=True).check()
    page.get_by_role("button", name="Aggiungi questo partner").click()
    expect(page.locator(".row-card", has_text=name)).to_be_visible()


def quote(page: Page, what: str, amount: str) -> None:
    """Add a quote with the mouse."""
    more = page.get_by_role("button", name="Aggiungi un altro preventivo")
    if more.is_visible():
        more.click()
    page.get_by_role("textbox", name="Per che cosa").fill(what)
    page.get_by_role("textbox", name="Importo senza IVA").fill(amount)
    page.get_by_role("button", name="Aggiungi questo preventivo").click()
    expect(page.locator(".row-card", has_text=what)).to_be_visible()


def go(page: Page, step: str, title: str) -> None:
    page.get_by_role("button", name=step, exact=True).click()
    expect(heading(page, title)).to_be_focused()


def to_result(page: Page) -> None:
    go(page, "Risultato", "Che cosa dicono le regole note")


def test_the_arrows_go_from_tab_to_tab(page: Page) -> None:
    page.get_by_role("tab", name="Chiedi").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Verifica i requisiti")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Verifica i requisiti")).to_be_visible()
    page.keyboard.press("Home")
    expect(page.get_by_role("heading", name="Come posso aiutarla?")).to_be_visible()


def test_a_check_is_done_with_the_keyboard_alone(page: Page) -> None:
    reach(page, page.get_by_role("tab", name="Chiedi"))
    page.keyboard.press("ArrowRight")
    reach(page, page.get_by_role("textbox", name="Nome"))
    page.keyboard.type("Alfa S.p.A.")
    choose(page, "Tipo di soggetto", "impresa", 0)
    page.keyboard.press("Enter")
    expect(page.locator("#check-rows")).to_be_focused()
    press(page, "Aggiungi un altro partner")
    expect(heading(page, "Aggiungi un partner")).to_be_focused()
    reach(page, page.get_by_role("textbox", name="Nome"))
    page.keyboard.type("Provincia di Pavia")
    choose(page, "Tipo di soggetto", "Provincia", 5)
    press(page, "Aggiungi questo partner")
    expect(heading(page, "Partner aggiunti: 2")).to_be_visible()
    press(page, "Avanti")
    expect(heading(page, "Chi guida il partenariato")).to_be_focused()
    reach(page, page.get_by_role("radio", name="non indicato"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Alfa S.p.A.")).to_be_checked()
    press(page, "Avanti")
    expect(heading(page, "Dove si candida la ZIS")).to_be_focused()
    reach(page, page.get_by_role("checkbox", name="Pavia"))
    page.keyboard.press("Space")
    press(page, "Avanti")
    expect(heading(page, "Specializzazione, lettere e altre candidature")).to_be_focused()
    press(page, "Avanti")
    expect(heading(page, "Preventivi e contributo")).to_be_focused()
    reach(page, page.get_by_role("textbox", name="Importo senza IVA"))
    page.keyboard.type("90mila €")
    press(page, "Avanti")
    expect(heading(page, "Che cosa c'è nel Masterplan")).to_be_focused()
    press(page, "Vedi il risultato")
    expect(heading(page, "Che cosa dicono le regole note")).to_be_focused()
    expect(page.get_by_role("row", name="Contributo stimato")).to_contain_text("45.000 euro")
    expect(page.locator(".condition", has_text="Il capofila (Alfa S.p.A.)").first).to_be_visible()


def test_an_error_is_said_beside_its_field_and_nothing_is_lost(tab: Page) -> None:
    go(tab, "Denaro", "Preventivi e contributo")
    tab.get_by_role("textbox", name="Per che cosa").fill("Studio")
    tab.get_by_role("textbox", name="Importo senza IVA").fill("tanto")
    tab.get_by_role("button", name="Avanti").click()
    expect(tab.get_by_role("group", name="Da correggere: 1")).to_be_focused()
    amount = tab.get_by_role("textbox", name="Importo senza IVA")
    expect(amount).to_have_accessible_description(
        "Per esempio: 60.000 € oppure 60mila "
        "Errore: Scriva una somma in euro, per esempio 45.000 €."
    )
    expect(amount).to_have_value("tanto")
    expect(tab.get_by_role("textbox", name="Per che cosa")).to_have_value("Studio")
    tab.get_by_role("link", name="Scriva una somma").click()
    expect(amount).to_be_focused()


def test_the_result_follows_what_is_typed(tab: Page) -> None:
    add(tab, "Alfa", "impresa")
    add(tab, "Comune di Lodi", "Comune")
    side = tab.get_by_role("region", name="Finora")
    expect(side.locator(".count.met")).not_to_contain_text("0 soddisfatte")
    go(tab, "Capofila", "Chi guida il partenariato")
    tab.get_by_role("radio", name="Comune di Lodi").check()
    expect(side).to_contain_text("Il capofila (Comune di Lodi) è un soggetto pubblico.")


def test_a_state_is_told_by_a_word_and_a_sign(tab: Page) -> None:
    to_result(tab)
    expect(tab.locator(".condition .state").first).to_contain_text("?da verificare")


def test_a_partner_is_changed_and_taken_away(tab: Page) -> None:
    add(tab, "Alfa", "impresa")
    tab.get_by_role("button", name="Modifica Alfa").click()
    tab.get_by_role("textbox", name="Nome").fill("Beta")
    tab.get_by_role("button", name="Salva le modifiche").click()
    expect(tab.locator(".row-card")).to_contain_text("Beta")
    tab.get_by_role("button", name="Togli Beta").click()
    expect(heading(tab, "Partner aggiunti: 0")).to_be_visible()


def test_what_a_kind_settles_is_not_asked(tab: Page) -> None:
    tab.get_by_role("radio", name="impresa", exact=True).check()
    expect(tab.get_by_role("group", name="È un soggetto privato o pubblico?")).to_be_hidden()
    tab.get_by_role("radio", name="fondazione", exact=True).check()
    expect(tab.get_by_role("group", name="Quale categoria copre?")).to_be_visible()
    tab.get_by_role("radio", name="mista").check()
    expect(tab.get_by_role("textbox", name="Quota in mano privata")).to_be_visible()


def test_another_language_keeps_what_is_being_typed(tab: Page) -> None:
    tab.get_by_role("textbox", name="Nome").fill("Alfa in corso")
    tab.get_by_role("radio", name="start-up").check()
    tab.get_by_text("English", exact=True).click()
    expect(heading(tab, "Who the partners are")).to_be_visible()
    expect(tab.get_by_role("textbox", name="Name")).to_have_value("Alfa in corso")
    expect(tab.get_by_role("radio", name="start-up")).to_be_checked()
    expect(tab.get_by_role("tab", name="Check the requirements")).to_be_visible()


def test_a_case_goes_to_the_chat(tab: Page) -> None:
    add(tab, "Alfa", "impresa")
    to_result(tab)
    tab.get_by_role("button", name="Porta questo caso in chat").click()
    expect(tab.get_by_role("textbox", name="La sua domanda")).to_be_focused()
    expect(tab.get_by_role("textbox", name="La sua domanda")).to_have_value(
        "I partner del nostro partenariato sono: Alfa (impresa). "
        "Che cosa ci manca per presentare la candidatura?"
    )


def saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as sent:
        page.get_by_role("button", name=button).click()
    path = folder / sent.value.suggested_filename
    sent.value.save_as(path)
    return path


def test_a_check_is_taken_away_in_three_files(tab: Page, tmp_path: Path) -> None:
    add(tab, "Čapek S.p.A.", "impresa")
    to_result(tab)
    word = saved(tab, "Scarica in Word", tmp_path)
    assert "Čapek S.p.A." in docx.Document(str(word)).tables[0].rows[1].cells[0].text
    pdf = saved(tab, "Scarica in PDF", tmp_path)
    assert "Čapek" in pypdf.PdfReader(pdf).pages[0].extract_text()
    toml = saved(tab, "Scarica i dati", tmp_path)
    rules = load_rules(ROOT / "corpus" / "rules.yaml")
    assert (
        check(read_partnership(toml, rules), rules).partnership.partners[0].name == "Čapek S.p.A."
    )


def test_another_visitor_sees_nothing_of_it(tab: Page, site: str) -> None:
    add(tab, "Alfa", "impresa")
    other = tab.context.new_page()
    other.goto(site)
    other.get_by_role("tab", name="Verifica i requisiti").click()
    expect(heading(other, "Partner aggiunti: 0")).to_be_visible()


def test_markup_in_a_name_is_inert(tab: Page) -> None:
    add(tab, '<img src=x onerror="window.attacked=1"> ${1+1}', "impresa")
    to_result(tab)
    assert tab.locator("#check-desk img").count() == 0
    assert tab.evaluate("window.attacked") is None


@pytest.mark.parametrize("step", ["Partner", "Tema e lettere", "Denaro", "Masterplan", "Risultato"])
def test_a_phone_never_scrolls_sideways_in_the_check(tab: Page, step: str) -> None:
    add(tab, "Alfa", "impresa")
    go(tab, "Denaro", "Preventivi e contributo")
    quote(tab, "Studio di fattibilità", "160.000")
    quote(tab, "Piano economico", "1.300.000")
    tab.set_viewport_size(PHONE)
    tab.get_by_role("button", name=step, exact=True).click()
    expect(tab.get_by_role("button", name=step, exact=True)).to_have_attribute(
        "aria-current", "step"
    )
    content, window = width_of(tab)
    assert content <= window


def test_every_control_of_the_check_has_a_name(tab: Page) -> None:
    controls = tab.locator("#check-desk button:visible, #check-desk input:visible")
    assert controls.count() > 30
    nameless = controls.evaluate_all(
        """all => all.filter(one => !(one.getAttribute('aria-label')
            || one.innerText.trim() || one.labels?.[0]?.textContent.trim())).map(one => one.id)"""
    )
    assert nameless == []
