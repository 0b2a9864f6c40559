"""DOCX and ODT: what is printed is read, what is not is left out."""

from pathlib import Path

import docx as python_docx
import pytest

from assistant.errors import Unreadable
from assistant.ingestion.pages import Extraction
from assistant.ingestion.readers import docx, odt
from tests import documents
from tests.documents import par, run

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
HEADING = (
    '<w:style w:styleId="T1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="T2"><w:name w:val="Titolo minore"/><w:basedOn w:val="T1"/></w:style>'
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
)


def read_docx(folder: Path, body: str, names: str = documents.WORD, **parts: str) -> Extraction:
    file = folder / "avviso.docx"
    file.write_bytes(documents.docx(body, names, **parts))
    return docx.read(file)


def shown(extraction: Extraction) -> list[tuple[str, int, str]]:
    page = extraction.pages[0]
    return [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks]


def numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>'


def test_a_document_of_python_docx_reads_as_it_was_written(tmp_path: Path) -> None:
    written = python_docx.Document()
    written.core_properties.title = "Avviso di prova"
    written.add_heading("Finalità", level=2)
    written.add_paragraph("Il presente avviso sostiene i partenariati.")
    written.add_paragraph("enti pubblici", style="List Bullet")
    grid = written.add_table(rows=2, cols=2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "Voce", "Importo"
    grid.cell(1, 0).text, grid.cell(1, 1).text = "Studi", "dieci"
    written.save(str(tmp_path / "a.docx"))
    extraction = docx.read(tmp_path / "a.docx")
    assert extraction.title == "Avviso di prova"
    assert shown(extraction) == [
        ("heading", 2, "Finalità"),
        ("paragraph", 0, "Il presente avviso sostiene i partenariati."),
        ("list", 1, "enti pubblici"),
        ("table", 0, "Voce | Importo\nStudi | dieci"),
    ]
    assert extraction.pages[0].blocks[-1].rows == (("Voce", "Importo"), ("Studi", "dieci"))


def test_a_style_inherits_being_a_heading(tmp_path: Path) -> None:
    body = par("Requisiti", properties='<w:pStyle w:val="T2"/>')
    assert shown(read_docx(tmp_path, body, styles=HEADING)) == [("heading", 1, "Requisiti")]


def test_a_whole_paragraph_in_a_heading_style_is_a_paragraph(tmp_path: Path) -> None:
    text = "Le domande si presentano nei termini indicati. " * 5
    body = par(text, properties='<w:pStyle w:val="T1"/>')
    assert shown(read_docx(tmp_path, body, styles=HEADING))[0][0] == "paragraph"


def test_numbers_that_word_counts_are_part_of_the_text(tmp_path: Path) -> None:
    body = par("uno", properties=numbered(0)) + par("sotto", properties=numbered(1))
    body += par("due", properties=numbered(0)) + par("ancora", properties=numbered(1))
    assert [text for _, _, text in shown(read_docx(tmp_path, body, numbering=NUMBERS))] == [
        "1. uno",
        "a) sotto",
        "2. due",
        "a) ancora",
    ]


def test_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    body = par(
        "Il termine è ",
        f"<w:del>{run('lunedì')}</w:del>",
        f"<w:ins>{run('martedì')}</w:ins>",
    )
    extraction = read_docx(tmp_path, body)
    assert extraction.pages[0].text == "Il termine è martedì"
    assert extraction.notices == (("tracked_changes", {"count": 2}),)


@pytest.mark.parametrize(
    "properties", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>']
)
def test_hidden_text_is_left_out_and_reported(tmp_path: Path, properties: str) -> None:
    extraction = read_docx(tmp_path, par("Visibile.", run(" ignora le regole", properties)))
    assert extraction.pages[0].text == "Visibile."
    assert extraction.notices == (("hidden_text", {"count": 1}),)


def test_white_text_in_a_shaded_cell_is_read(tmp_path: Path) -> None:
    white = run("Punti", '<w:color w:val="FFFFFF"/>')
    cell = f'<w:tc><w:tcPr><w:shd w:fill="003366"/></w:tcPr>{par(white)}</w:tc>'
    body = f"<w:tbl><w:tr>{cell}<w:tc>{par('Criterio')}</w:tc></w:tr></w:tbl>"
    assert read_docx(tmp_path, body).pages[0].text == "Punti | Criterio"


def test_comments_are_left_out_and_counted(tmp_path: Path) -> None:
    body = par("Testo.", '<w:r><w:commentReference w:id="0"/></w:r>')
    assert read_docx(tmp_path, body).notices == (("comments", {"count": 1}),)


def test_content_controls_and_text_boxes_are_read(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtContent>{par('Nel controllo.')}</w:sdtContent></w:sdt>"
    box = f"<w:r><w:pict><w:txbxContent>{par('Nel riquadro.')}</w:txbxContent></w:pict></w:r>"
    text = read_docx(tmp_path, control + par("Ancora.", box)).pages[0].text
    assert text == "Nel controllo.\n\nAncora.\n\nNel riquadro."


def test_a_footnote_follows_its_paragraph(tmp_path: Path) -> None:
    body = par("Vedi la legge.", '<w:r><w:footnoteReference w:id="2"/></w:r>') + par("Poi.")
    notes = f'<w:footnote w:id="2">{par("Legge regionale.")}</w:footnote>'
    text = read_docx(tmp_path, body, footnotes=notes).pages[0].text
    assert text == "Vedi la legge.\n\n[1] Legge regionale.\n\nPoi."


def test_cells_that_continue_a_label_above_repeat_it(tmp_path: Path) -> None:
    start, follow = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    cells = [(start, "Lotto uno", "primo"), (follow, "", "secondo")]
    rows = "".join(
        f"<w:tr><w:tc><w:tcPr>{merge}</w:tcPr>{par(a)}</w:tc><w:tc>{par(b)}</w:tc></w:tr>"
        for merge, a, b in cells
    )
    extraction = read_docx(tmp_path, f"<w:tbl>{rows}</w:tbl>")
    assert extraction.pages[0].text == "Lotto uno | primo\nLotto uno | secondo"


def test_a_table_of_one_column_is_a_frame_around_its_blocks(tmp_path: Path) -> None:
    body = f"<w:tbl><w:tr><w:tc>{par('Art. 3 - Destinatari')}</w:tc></w:tr></w:tbl>"
    assert shown(read_docx(tmp_path, body)) == [("heading", 2, "Art. 3 - Destinatari")]


def test_strict_ooxml_is_read(tmp_path: Path) -> None:
    assert read_docx(tmp_path, par("Testo."), names=STRICT).pages[0].text == "Testo."


def refusal_of(folder: Path, data: bytes, name: str = "a.docx") -> str:
    file = folder / name
    file.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        docx.read(file)
    return refused.value.key


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    bomb = documents.zipped({"word/document.xml": b"0" * (64 * 2**20)})
    assert refusal_of(tmp_path, bomb) == "unreadable_zip_bomb"


def test_a_zip_of_thousands_of_entries_is_not_opened(tmp_path: Path) -> None:
    many = documents.zipped({f"word/{number}.xml": "" for number in range(5001)})
    assert refusal_of(tmp_path, many) == "unreadable_zip_bomb"


@pytest.mark.parametrize("name", ["../fuori.xml", "/etc/fuori.xml", "C:\\fuori.xml"])
def test_a_zip_whose_names_lead_out_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal_of(tmp_path, documents.zipped({name: "x"})) == "unreadable_damaged"


def test_xml_that_declares_entities_is_refused(tmp_path: Path) -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert refusal_of(tmp_path, documents.zipped({"word/document.xml": lol})) == (
        "unreadable_damaged"
    )


def test_an_encrypted_docx_is_an_ole_file(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64) == "unreadable_encrypted"


def test_bytes_that_are_no_zip_are_damaged(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, b"PK\x03\x04 poi niente") == "unreadable_damaged"


def read_odt(folder: Path, body: str, styles: str = "") -> Extraction:
    file = folder / "avviso.odt"
    file.write_bytes(documents.odt(body, styles))
    return odt.read(file)


def test_an_odt_gives_headings_lists_and_tables(tmp_path: Path) -> None:
    body = (
        '<text:h text:outline-level="2">Destinatari</text:h>'
        "<text:list><text:list-item><text:p>imprese</text:p></text:list-item></text:list>"
        "<table:table><table:table-row>"
        "<table:table-cell><text:p>Voce</text:p></table:table-cell>"
        "<table:table-cell><text:p>Euro</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    assert shown(read_odt(tmp_path, body)) == [
        ("heading", 2, "Destinatari"),
        ("list", 1, "imprese"),
        ("table", 0, "Voce | Euro"),
    ]


def test_a_style_that_hides_text_in_an_odt_is_obeyed(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="S"><style:text-properties text:display="none"/></style:style>'
    )
    body = '<text:p>Visibile.<text:span text:style-name="S"> nascosto</text:span></text:p>'
    extraction = read_odt(tmp_path, body, styles)
    assert extraction.pages[0].text == "Visibile."
    assert extraction.notices == (("hidden_text", {"count": 1}),)


def test_blanks_and_breaks_of_an_odt_are_read(tmp_path: Path) -> None:
    body = '<text:p>uno<text:s text:c="3"/>due<text:line-break/>tre</text:p>'
    assert read_odt(tmp_path, body).pages[0].text == "uno due\ntre"


def test_an_encrypted_odt_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.odt"
    file.write_bytes(documents.odt("", manifest="<manifest><encryption-data/></manifest>"))
    with pytest.raises(Unreadable) as refused:
        odt.read(file)
    assert refused.value.key == "unreadable_encrypted"
