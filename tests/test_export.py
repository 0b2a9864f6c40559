"""A document is written, and read back by other hands than those that wrote it."""

from io import BytesIO
from typing import Any

import docx
import pypdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from assistant.export.document import (
    Document,
    Heading,
    Run,
    listing,
    note,
    paragraph,
    quote,
    table,
)
from assistant.export.markdown import to_markdown
from assistant.export.pdf import to_pdf
from assistant.export.word import to_docx

HOSTILE = "# *Kačić* _x_ [premio](javascript:alert(1)) #let x = 1 | $y$ <b> @z"
SAMPLE = Document(
    title="Controllo di «Alfa» č",
    language="it",
    author="Sportello ZIS",
    subject="Prova",
    footer="Non è un parere.",
    blocks=(
        Heading("Le condizioni"),
        paragraph(
            "Costa ",
            Run("75.000 €", bold=True),
            ", vedi ",
            Run("l'avviso", link="https://ente.example/a"),
        ),
        quote("Il partenariato è «unico»."),
        Heading("Le domande", 2),
        listing(["Prima domanda", "Seconda domanda"], ordered=True),
        listing(["Voce con \x07 e \ud800"]),
        listing(["Di nuovo da uno"], ordered=True),
        note(HOSTILE),
        table(["Voce", "Importo"], [["Contributo", "37.500 €"]], caption="Il denaro", figures=[1]),
    ),
)


@pytest.fixture(scope="module")
def word() -> Any:
    return docx.Document(BytesIO(to_docx(SAMPLE)))


@pytest.fixture(scope="module")
def pdf() -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(to_pdf(SAMPLE)))


def pdf_words(document: Document) -> str:
    read = pypdfium2.PdfDocument(to_pdf(document))
    return " ".join(page.get_textpage().get_text_bounded() for page in read)


def styled(word: Any, style: str) -> list[str]:
    return [one.text for one in word.paragraphs if one.style.name == style]


def test_a_word_file_has_real_headings(word: Any) -> None:
    assert styled(word, "Title") == ["Controllo di «Alfa» č"]
    assert styled(word, "Heading 1") == ["Le condizioni"]
    assert styled(word, "Heading 2") == ["Le domande"]


def test_a_word_file_says_its_language_and_title(word: Any) -> None:
    assert word.core_properties.language == "it-IT"
    assert word.core_properties.title == "Controllo di «Alfa» č"
    assert {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))} == {"it-IT"}


def test_the_head_of_a_table_is_marked_as_such_in_word(word: Any) -> None:
    first = word.tables[0].rows[0]
    assert [cell.text for cell in first.cells] == ["Voce", "Importo"]
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_link_in_word_goes_to_its_address(word: Any) -> None:
    links = [link for one in word.paragraphs for link in one.hyperlinks]
    assert [(link.text, link.address) for link in links] == [("l'avviso", "https://ente.example/a")]


def test_each_numbered_list_in_word_begins_with_one(word: Any) -> None:
    numbered = [one for one in word.paragraphs if one.style.name == "List Number"]
    ids = [one._p.pPr.numPr.numId.val for one in numbered]
    assert ids[0] == ids[1] != ids[2]


def test_the_footer_is_on_every_page_of_a_word_file(word: Any) -> None:
    assert word.sections[0].footer.paragraphs[0].text == "Non è un parere."


def test_what_a_word_file_cannot_hold_is_left_out(word: Any) -> None:
    assert "Voce con  e " in styled(word, "List Bullet")


def test_a_pdf_prints_letters_and_signs_of_europe() -> None:
    assert "Controllo di «Alfa» č" in pdf_words(SAMPLE)
    assert "75.000 €" in pdf_words(SAMPLE)


def test_a_pdf_is_tagged_and_says_its_title_and_language(pdf: pypdf.PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Controllo di «Alfa» č"
    assert root["/Lang"] == "it"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_a_pdf_has_an_outline(pdf: pypdf.PdfReader) -> None:
    outline: Any = pdf.outline
    assert [outline[0].title, outline[1][0].title] == ["Le condizioni", "Le domande"]


def test_a_link_in_a_pdf_goes_to_its_address(pdf: pypdf.PdfReader) -> None:
    notes: Any = pdf.pages[0]["/Annots"]
    assert notes[0].get_object()["/A"]["/URI"] == "https://ente.example/a"


def test_a_letter_that_no_font_has_does_not_stop_a_pdf() -> None:
    assert "Alfa" in pdf_words(Document("Alfa 株式会社 🙂", "en", (paragraph("x 株 🙂"),)))


@pytest.mark.parametrize("text", [HOSTILE, "#panic()", "$ x", "```", "\\", "= a", "", " "])
def test_markup_in_a_text_is_only_text_in_a_pdf(text: str) -> None:
    printed = pdf_words(Document("T", "it", (paragraph(text), listing([text]))))
    assert "".join(text.split()) in "".join(printed.split())


def test_only_a_web_address_becomes_a_link() -> None:
    assert Run("x", link="javascript:alert(1)").target is None
    assert Run("x", link="https://[").target is None


@pytest.fixture(scope="module")
def html() -> str:
    return str(MarkdownIt("commonmark").enable("table").render(to_markdown(SAMPLE)))


def test_markdown_has_headings_lists_and_a_table(html: str) -> None:
    assert "<h1>Controllo di «Alfa» č</h1>" in html
    assert "<h3>Le domande</h3>" in html
    assert "<li>Prima domanda</li>" in html
    assert '<th style="text-align:right">Importo</th>' in html


def test_markdown_has_bold_and_links(html: str) -> None:
    assert "<strong>75.000 €</strong>" in html
    assert '<a href="https://ente.example/a">l\'avviso</a>' in html


def test_markup_in_a_text_is_only_text_in_markdown(html: str) -> None:
    assert "# *Kačić* _x_ [premio](javascript:alert(1)) #let x = 1 | $y$ &lt;b&gt; @z" in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize("text", ["1. uno", "- uno", "# uno", "1) uno", "> uno", "+ uno"])
def test_a_text_that_begins_like_a_list_is_a_paragraph_in_markdown(text: str) -> None:
    made = to_markdown(Document("T", "it", (paragraph(text),)))
    told = text.replace(">", "&gt;")
    assert f"<p>{told}</p>" in MarkdownIt("commonmark").render(made)
