"""PDF: text by pdfium, outline and encryption by pypdf, which is also the second reader."""

import ctypes
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from assistant.errors import Unreadable
from assistant.ingestion.pages import Extraction, Notice, Page
from assistant.ingestion.readers import ocr
from assistant.ingestion.readers.cleaning import one_line, squeeze
from assistant.ingestion.readers.composing import compose
from assistant.ingestion.readers.pdf_graphics import Graphics, read_graphics
from assistant.ingestion.readers.pdf_layout import (
    Sheet,
    joined_lines,
    reading_order,
    without_running_lines,
)
from assistant.ingestion.readers.pdf_manner import Manner, manner_of, outline_key
from assistant.ingestion.readers.pdf_paragraphs import pieces
from assistant.ingestion.readers.pdf_tables import Found, fill, grids
from assistant.ingestion.readers.pdf_words import Line, read_lines
from assistant.ingestion.readers.text import pieces_of_text

_MOST_PAGES = 3000
_MOST_LINES_LAID_OUT = 400
_JUNK_TITLE = ("microsoft word", "untitled", "senza titolo", "documento1", "anonymous")


def read(path: Path) -> Extraction:
    """Read a PDF page by page; raise Unreadable when it is locked, damaged or has no text."""
    document = _open(path)
    if document is None:
        return _second(path)
    notices: list[Notice] = []
    count = len(document)
    if count > _MOST_PAGES:
        notices.append(("pages_left_out", {"first": _MOST_PAGES + 1, "last": count}))
    sheets = [_sheet(document, index) for index in range(min(count, _MOST_PAGES))]
    sheets, hidden = _without_hidden(sheets)
    scanned = [sheet.number for sheet in sheets if _is_scanned(sheet)]
    recognised = ocr.recognise(document, scanned)
    if not any(sheet.lines for sheet in sheets) and not any(recognised.values()):
        return _without_text(path, scanned)
    notices += ocr.notices(scanned, recognised, hidden)
    pages = _pages(without_running_lines(sheets), _outline(document), recognised)
    return Extraction(pages, _title(document), _language(document), tuple(notices))


def _open(path: Path) -> pdfium.PdfDocument | None:
    """Return the document, or None when pdfium cannot read it at all."""
    try:
        document = pdfium.PdfDocument(path)
        return document if len(document) else None
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("unreadable_encrypted", file=path.name) from error
        return None


def _sheet(document: pdfium.PdfDocument, index: int) -> Sheet:
    """Return one page; a page that pdfium cannot load is an empty one."""
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        return Sheet(index + 1, 0, 0, (), Graphics())
    width, height = page.get_size()
    sheet = Sheet(index + 1, width, height, read_lines(page, textpage), read_graphics(page))
    textpage.close()
    page.close()
    return sheet


def _without_hidden(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[int]]:
    """Drop text that nobody sees; return also the numbers of its pages."""
    cleaned = [replace(sheet, lines=_seen_lines(sheet)) for sheet in sheets]
    hidden = [
        before.number
        for before, after in zip(sheets, cleaned, strict=True)
        if _length(before) > _length(after)
    ]
    return cleaned, hidden


def _length(sheet: Sheet) -> int:
    return sum(len(word.text) for line in sheet.lines for word in line.words)


def _seen_lines(sheet: Sheet) -> tuple[Line, ...]:
    """Keep what is seen: painted, on the page; invisible letters over a scan are its OCR text."""
    lines = []
    over_scan = _is_covered_by_picture(sheet)
    for line in sheet.lines:
        words = tuple(
            word
            for word in line.words
            if _is_on(sheet, word.box.left, word.base)
            and (word.visible or over_scan or _is_on_colour(sheet, word.box.left, word.base))
        )
        if words:
            lines.append(Line(words, line.hyphen and words[-1] is line.words[-1]))
    return tuple(lines)


def _is_on(sheet: Sheet, x: float, y: float) -> bool:
    return -5 <= x <= sheet.width + 5 and -5 <= y <= sheet.height + 10


def _is_on_colour(sheet: Sheet, x: float, y: float) -> bool:
    behind = (*sheet.graphics.areas, *sheet.graphics.pictures)
    return any(box.holds(x + 1, y - 2) for box in behind)


def _is_covered_by_picture(sheet: Sheet) -> bool:
    covered = sum(box.area for box in sheet.graphics.pictures)
    return covered >= 0.4 * sheet.width * sheet.height > 0


def _is_scanned(sheet: Sheet) -> bool:
    """Tell whether a page is a picture without text, or its letters cannot be mapped to text."""
    text = "".join(line.text for line in sheet.lines)
    if len(text) < 10:
        return bool(sheet.graphics.pictures)
    private = sum("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in text)
    return private > 0.3 * len(text)


def _without_text(path: Path, scanned: Sequence[int]) -> Extraction:
    if scanned:
        raise Unreadable("unreadable_scanned", file=path.name, pages=len(scanned))
    return _second(path)


def _second(path: Path) -> Extraction:
    """Read with pypdf, which is slow to import and seldom needed."""
    from assistant.ingestion.readers import pdf_second

    return pdf_second.read(path)


def _pages(
    sheets: Sequence[Sheet], outline: dict[str, int], recognised: dict[int, str]
) -> tuple[Page, ...]:
    manner = manner_of([line for sheet in sheets for line in sheet.lines], outline)
    return tuple(
        compose(pieces_of_text(recognised[sheet.number]), sheet.number)
        if recognised.get(sheet.number)
        else _page(sheet, manner)
        for sheet in sheets
    )


def _page(sheet: Sheet, manner: Manner) -> Page:
    if _is_unusual(sheet):
        text = "\n".join(line.text for line in sheet.lines)
        return compose(pieces_of_text(squeeze(text)), sheet.number)
    upright = [line for line in sheet.lines if line.words[0].upright]
    sideways = [line for line in sheet.lines if not line.words[0].upright]
    items = joined_lines(reading_order(_with_tables(sheet, upright), sheet.width))
    return compose([*pieces(items, manner), *pieces(sideways, manner)], sheet.number)


def _is_unusual(sheet: Sheet) -> bool:
    """Tell whether lines have no usual geometry: a crowded drawing, or text in columns of signs."""
    text = "".join(line.text for line in sheet.lines)
    east_asian = sum("\u3000" <= character <= "\u9fff" for character in text)
    return len(sheet.lines) > _MOST_LINES_LAID_OUT or east_asian > 0.2 * len(text)


def _with_tables(sheet: Sheet, lines: Sequence[Line]) -> list[Line | Found]:
    """Replace the lines that lie in ruled tables by the tables, where their first line was."""
    items: list[Line | Found] = list(lines)
    for grid in grids(sheet.graphics):
        remaining = [item for item in items if isinstance(item, Line)]
        filled = fill(grid, remaining)
        if not filled:
            continue
        found, others = filled
        kept = {id(word) for line in others for word in line.words}
        items = _replaced(items, found, kept)
    return items


def _replaced(items: Sequence[Line | Found], found: Found, kept: set[int]) -> list[Line | Found]:
    result: list[Line | Found] = []
    placed = False
    for item in items:
        if isinstance(item, Found):
            result.append(item)
            continue
        words = tuple(word for word in item.words if id(word) in kept)
        if len(words) < len(item.words) and not placed:
            result.append(found)
            placed = True
        if words:
            result.append(Line(words, item.hyphen and words[-1] is item.words[-1]))
    return result


def _outline(document: pdfium.PdfDocument) -> dict[str, int]:
    """Return the titles of the outline and their levels; a broken outline is no outline."""
    titles: dict[str, int] = {}
    try:
        for count, entry in enumerate(document.get_toc(max_depth=6)):
            if count > 5000:
                break
            title = outline_key(one_line(entry.get_title() or ""))
            if len(title) > 3:
                titles.setdefault(title, entry.level + 1)
    except (pdfium.PdfiumError, ValueError, UnicodeError):
        return titles
    return titles


def _title(document: pdfium.PdfDocument) -> str | None:
    title = one_line(document.get_metadata_value("Title"))
    is_file_name = title.lower().endswith((".doc", ".docx", ".pdf", ".dvi", ".odt", ".rtf"))
    junk = title.lower().startswith(_JUNK_TITLE) or is_file_name or len(title) < 4
    return None if junk else title


def _language(document: pdfium.PdfDocument) -> str | None:
    length = raw.FPDFCatalog_GetLanguage(document, None, 0) // 2
    if length < 2:
        return None
    buffer = (ctypes.c_ushort * length)()
    raw.FPDFCatalog_GetLanguage(document, buffer, 2 * length)
    return bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0")
