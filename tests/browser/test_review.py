"""A person with a browser has a draft reviewed: file or text, findings, words, files, languages."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from tests.critiques import TEXT

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}


def named(name: str) -> FilePayload:
    return {"name": name, "mimeType": "text/markdown", "buffer": TEXT.encode()}


DRAFT = named("bozza.md")


@pytest.fixture
def review(page: Page) -> Page:
    page.get_by_role("tab", name="Rivedi il Masterplan").click()
    page.get_by_role("heading", name="Rivedi il Masterplan").wait_for()
    return page


@pytest.fixture
def reviewed(review: Page) -> Page:
    send(review, DRAFT)
    expect(review.locator("#review-head")).to_be_focused()
    return review


def send(page: Page, file: FilePayload, older: FilePayload | None = None) -> None:
    page.get_by_label("File della bozza").set_input_files(file)
    if older:
        page.get_by_label("Versione precedente").set_input_files(older)
    page.get_by_role("button", name="Rivedi la bozza").click()


def width_of(page: Page) -> tuple[int, int]:
    content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return content, window


def test_a_file_is_reviewed(reviewed: Page) -> None:
    expect(reviewed.locator("#review-result")).to_contain_text("Bozza: bozza.md")
    expect(reviewed.locator(".finding")).to_have_count(3)
    expect(reviewed.locator("#review-result")).to_contain_text("Un avviso sulla bozza.")
    expect(reviewed.locator(".review-progress")).to_be_hidden()


def test_the_picture_has_words_and_a_table_beside_it(reviewed: Page) -> None:
    picture = reviewed.get_by_role("img", name="Livello della bozza per ciascun criterio")
    expect(picture).to_be_visible()
    expect(picture.locator("text.bar-words").first).to_have_text("3 · solido")
    expect(reviewed.locator(".levels-table tbody tr")).to_have_count(13)
    expect(reviewed.get_by_role("row", name="Indicatori 0 su 3, assente 1")).to_be_visible()


def test_pasted_text_is_reviewed_with_the_keyboard_alone(review: Page) -> None:
    review.get_by_label("Carico un file").focus()
    review.keyboard.press("ArrowDown")
    review.keyboard.press("Tab")
    review.keyboard.type("Il nostro Masterplan.")
    review.keyboard.press("Tab")
    review.keyboard.press("Tab")
    review.keyboard.press("Tab")
    expect(review.get_by_role("button", name="Rivedi la bozza")).to_be_focused()
    review.keyboard.press("Enter")
    expect(review.locator("#review-head")).to_be_focused()
    expect(review.locator("#review-result")).to_contain_text("Bozza: Testo incollato")


def test_a_finding_leads_to_its_words_and_back(reviewed: Page) -> None:
    button = reviewed.get_by_role("button", name="Due costi diversi")
    button.focus()
    reviewed.keyboard.press("Enter")
    now = reviewed.locator("mark.now")
    expect(now).to_have_text("Il piano costa 300.000 euro")
    expect(now).to_be_focused()
    expect(now).to_be_in_viewport()
    reviewed.get_by_role("button", name="Torna al rilievo").click()
    expect(button).to_be_focused()


def test_the_other_half_of_a_contradiction_is_in_the_draft_too(reviewed: Page) -> None:
    reviewed.get_by_role("button", name="Il piano costa 250.000 euro").click()
    expect(reviewed.locator("mark.now")).to_have_text("Il piano costa 250.000 euro")


def test_markup_in_a_draft_is_only_text(reviewed: Page) -> None:
    assert reviewed.locator(".draft-text").evaluate("pane => pane.textContent") == TEXT
    expect(reviewed.locator(".draft-text b")).to_have_count(0)


def test_findings_are_filtered_by_severity_and_criterion(reviewed: Page) -> None:
    reviewed.get_by_role("checkbox", name="Gravi").uncheck()
    expect(reviewed.locator(".finding:visible")).to_have_count(2)
    reviewed.get_by_role("radio", name="Indicatori (1)").check()
    expect(reviewed.locator(".finding:visible")).to_have_count(1)
    expect(reviewed.locator("[data-count]")).to_have_text("Rilievi mostrati: 1 di 3")
    reviewed.get_by_role("checkbox", name="Medie").uncheck()
    expect(reviewed.locator("[data-count]")).to_have_text("Nessun rilievo con questi filtri.")


def test_what_a_finding_rests_on_says_who_published_it(reviewed: Page) -> None:
    reviewed.get_by_text("Regola e fonte").click()
    rests = reviewed.locator(".rests")
    expect(rests).to_contain_text("regola-di-prova La regola di prova.")
    expect(rests).to_contain_text("Associazione delle imprese, novembre 2025")


def test_strengths_lead_to_the_draft(reviewed: Page) -> None:
    reviewed.locator(".criterion summary").first.click()
    reviewed.get_by_role("button", name="fotonica integrata").click()
    expect(reviewed.locator("mark.now")).to_have_text("fotonica integrata")


def test_two_versions_are_compared(review: Page) -> None:
    send(review, DRAFT, older=named("prima.md"))
    expect(review.locator(".review-two .fixed")).to_contain_text("Mancava la visione.")
    expect(review.locator(".review-two .new")).to_contain_text("Nessuno.")
    expect(review.get_by_role("row", name="Visione")).to_have_count(2)
    expect(review.get_by_role("row", name="0 su 3, assente 2 su 3, adeguato")).to_contain_text(
        "salito"
    )


def test_no_draft_is_told_in_one_sentence(review: Page) -> None:
    review.get_by_role("button", name="Rivedi la bozza").click()
    expect(review.get_by_role("alert").filter(has_text="Scelga un file")).to_be_visible()


def test_a_file_that_cannot_be_read_loses_nothing(reviewed: Page) -> None:
    send(reviewed, named("rotta.docx"))
    expect(reviewed.get_by_role("alert").filter(has_text="danneggiato")).to_be_focused()
    expect(reviewed.locator(".finding")).to_have_count(3)
    assert reviewed.get_by_label("File della bozza").evaluate("field => field.files.length") == 1


def test_a_file_that_is_too_large_is_not_sent(review: Page, tmp_path: Path) -> None:
    large = tmp_path / "grande.pdf"
    large.write_bytes(b"x" * 20_000_001)
    review.get_by_label("File della bozza").set_input_files(large)
    review.get_by_role("button", name="Rivedi la bozza").click()
    expect(review.get_by_role("alert").filter(has_text="20 MB")).to_be_visible()


def test_a_file_nearly_as_large_as_the_limit_is_reviewed(review: Page, tmp_path: Path) -> None:
    large = tmp_path / "quasi.pdf"
    large.write_bytes(b"x" * 19_000_000)
    review.get_by_label("File della bozza").set_input_files(large)
    review.get_by_role("button", name="Rivedi la bozza").click()
    expect(review.locator("#review-result")).to_contain_text("Bozza: quasi.pdf")


@pytest.mark.parametrize(
    ("button", "name"),
    [
        ("Scarica in Word (DOCX)", "revisione-masterplan-zis.docx"),
        ("Scarica in PDF", "revisione-masterplan-zis.pdf"),
        ("Scarica in Markdown", "revisione-masterplan-zis.md"),
    ],
)
def test_a_review_is_taken_away_as_a_file(reviewed: Page, button: str, name: str) -> None:
    with reviewed.expect_download() as download:
        reviewed.get_by_role("button", name=button).click()
    assert download.value.suggested_filename == name
    assert Path(download.value.path()).stat().st_size > 500


def test_another_language_keeps_the_review_and_what_was_written(reviewed: Page) -> None:
    reviewed.get_by_label("Incollo il testo").check()
    reviewed.get_by_label("Testo della bozza").fill("Prima stesura.")
    reviewed.get_by_text("English", exact=True).click()
    expect(reviewed.get_by_role("tab", name="Review the Masterplan")).to_be_visible()
    expect(reviewed.get_by_label("Text of the draft")).to_have_value("Prima stesura.")
    expect(reviewed.locator("#review-result")).to_contain_text("Findings shown: 3 of 3")
    expect(reviewed.locator("#review-result")).to_contain_text("Unofficial grid.")
    expect(reviewed.get_by_role("button", name="Download as PDF")).to_be_visible()


def test_a_draft_is_forgotten_on_request(reviewed: Page) -> None:
    reviewed.get_by_role("button", name="Dimentica questa bozza").click()
    expect(reviewed.locator(".finding")).to_have_count(0)


def test_a_phone_needs_no_horizontal_scroll(reviewed: Page) -> None:
    reviewed.set_viewport_size(PHONE)
    content, window = width_of(reviewed)
    assert content <= window


def test_on_a_phone_a_finding_leads_to_the_draft(reviewed: Page) -> None:
    reviewed.set_viewport_size(PHONE)
    reviewed.get_by_role("button", name="Due costi diversi").click()
    expect(reviewed.locator("mark.now")).to_be_in_viewport()
