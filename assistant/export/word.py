"""A document as DOCX: real headings, lists and table headers, the language set."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from assistant.export.document import Block, Document, Heading, Listing, Run, Runs, Table, printable

_LOCALES = {"it": "it-IT", "en": "en-GB"}
_STYLES = {"plain": "Normal", "quote": "Quote", "note": "Intense Quote"}
_BLUE = RGBColor(0x00, 0x3D, 0x7A)
_LINK = RGBColor(0x00, 0x59, 0xB3)


def to_docx(document: Document) -> bytes:
    """Return the document as the bytes of a DOCX."""
    written = BytesIO()
    word_document(document).save(written)
    return written.getvalue()


def word_document(document: Document) -> Any:
    """Return python-docx's own document, for what only DOCX has (comments, say)."""
    made = docx.Document()
    _set_properties(made, document)
    _set_styles(made, _LOCALES[document.language])
    made.add_paragraph(printable(document.title), style="Title")
    for block in document.blocks:
        _add(made, block)
    made.sections[0].footer.paragraphs[0].text = printable(document.footer)
    return made


def _set_properties(made: Any, document: Document) -> None:
    properties = made.core_properties
    properties.title = printable(document.title)[:255]
    properties.author = printable(document.author)[:255]
    properties.subject = printable(document.subject)[:255]
    properties.language = _LOCALES[document.language]
    properties.comments = ""


def _set_styles(made: Any, locale: str) -> None:
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for style in made.styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), locale)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        made.styles[name].font.color.rgb = _BLUE
        made.styles[name].font.name = "Calibri"


def _add(made: Any, block: Block) -> None:
    if isinstance(block, Heading):
        made.add_heading(printable(block.text), block.level)
    elif isinstance(block, Listing):
        _add_list(made, block)
    elif isinstance(block, Table):
        _add_table(made, block)
    else:
        _write(made.add_paragraph(style=_STYLES[block.look]), block.runs)


def _add_list(made: Any, block: Listing) -> None:
    style = "List Number" if block.ordered else "List Bullet"
    number = _numbering_from_one(made) if block.ordered else None
    for item in block.items:
        added = made.add_paragraph(style=style)
        if number is not None:
            properties = added._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = number
            properties.get_or_add_ilvl().val = 0
        _write(added, item)


def _numbering_from_one(made: Any) -> int:
    """Return a new numbering of the style "List Number": each list begins with 1."""
    numbering = made.part.numbering_part.element
    style = made.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(style).abstractNumId.val
    added = numbering.add_num(abstract)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def _add_table(made: Any, block: Table) -> None:
    if block.caption:
        made.add_paragraph(
            printable(block.caption), style="Caption"
        ).paragraph_format.keep_with_next = True
    added = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
    head = tuple((Run(cell, bold=True),) for cell in block.head)
    _fill(added.rows[0], head, block.figures)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    added.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in block.rows:
        _fill(added.add_row(), row, block.figures)
    made.add_paragraph()


def _fill(row: Any, cells: Sequence[Runs], figures: Sequence[int]) -> None:
    for column, cell in enumerate(cells):
        written = row.cells[column].paragraphs[0]
        _write(written, cell)
        if column in figures:
            written.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _write(paragraph: Any, parts: Runs) -> None:
    for part in parts:
        run = paragraph.add_run(printable(part.text))
        run.bold, run.italic = part.bold or None, part.italic or None
        if part.target:
            _link(paragraph, run, part.target)


def _link(paragraph: Any, run: Any, target: str) -> None:
    run.font.color.rgb, run.font.underline = _LINK, True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, True))
    run._r.addprevious(link)
    link.append(run._r)
