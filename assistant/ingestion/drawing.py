"""Draws a page of a PDF with words highlighted; runs in the child process of ``picture.py``."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw

from assistant.errors import Unreadable
from assistant.ingestion.readers.pdf_words import Box, around, placed, placement

_MOST_PIXELS = 8_000_000
_YELLOW = (255, 236, 110)
_CELLS = re.compile(r"\s\|\s|\n+")
_SHORT, _RUN, _NEAR = 12, 15, 400  # letters: of a short part, of a run worth marking, apart
_ENOUGH = 0.5  # of the letters looked for: below it the page stays unmarked


def run(path: Path, page: int, words: str, scale: float) -> bytes:
    """Return the PNG."""
    try:
        document = pdfium.PdfDocument(path)
        if not 1 <= page <= len(document):
            raise Unreadable("unreadable_no_picture", file=path.name)
        sheet = document[page - 1]
    except pdfium.PdfiumError as error:
        raise Unreadable("unreadable_no_picture", file=path.name) from error
    width, height = sheet.get_size()
    scale = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5 * 0.999)
    image = sheet.render(scale=scale).to_pil().convert("RGB")
    marked = _marked(image, line_boxes(_boxes(sheet, words)), scale)
    stream = io.BytesIO()
    marked.save(stream, "PNG", optimize=False)
    return stream.getvalue()


def _marked(image: Image.Image, boxes: Iterable[Box], scale: float) -> Image.Image:
    """Lay yellow over the boxes as a marker pen does: what is black stays black."""
    overlay = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(overlay)
    for box in boxes:
        left, top, right, bottom = (
            side * scale for side in (box.left - 1, box.top - 1, box.right + 1, box.bottom + 1)
        )
        pen.rectangle((left, top, right, bottom), fill=_YELLOW)
    return ImageChops.multiply(image, overlay)


def _boxes(sheet: pdfium.PdfPage, words: str) -> list[Box]:
    """Return the boxes of the characters of the page that the words were taken from."""
    textpage = sheet.get_textpage()
    count = max(0, raw.FPDFText_CountChars(textpage))
    codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
    letters = [(letter, index) for index, code in enumerate(codes) for letter in _folded(chr(code))]
    places = find("".join(letter for letter, _ in letters), words)
    place, rect = placement(sheet), raw.FS_RECTF()
    boxes = []
    for index in sorted({letters[position][1] for position in places}):
        if raw.FPDFText_GetLooseCharBox(textpage, index, rect):
            boxes.append(placed(place, rect.left, rect.bottom, rect.right, rect.top))
    return boxes


def _folded(text: str) -> str:
    """Return letters and digits only, folded: lines, hyphens and ligatures may differ."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def find(letters: str, words: str) -> list[int]:
    """Return the positions in folded page text of what was quoted, cell by cell, line by line.

    Nothing when less than half of the quotation is there.
    """
    parts = [part for part in map(_folded, _CELLS.split(words)) if part]
    found: list[int] = []
    cursor = 0
    for part in parts:
        places = list(_places(letters, part, cursor))
        found += places
        cursor = places[-1] + 1 if places else cursor
    return found if len(found) >= _ENOUGH * sum(map(len, parts)) else []


def _places(letters: str, part: str, cursor: int) -> Iterator[int]:
    start = letters.find(part, cursor)
    if len(part) < _SHORT and cursor and not cursor <= start <= cursor + _NEAR:
        return
    if start < 0:
        start = letters.find(part)
    if start >= 0:
        yield from range(start, start + len(part))
        return
    matcher = SequenceMatcher(None, letters, part, autojunk=False)
    for run_of in matcher.get_matching_blocks():
        if run_of.size >= _RUN:
            yield from range(run_of.a, run_of.a + run_of.size)


def line_boxes(boxes: Iterable[Box]) -> list[Box]:
    """Join the boxes of characters that follow each other on a line."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        height = box.bottom - box.top
        if last and abs(last.bottom - box.bottom) < height / 2 and _follows(last, box, height):
            lines[-1] = around((last, box))
        else:
            lines.append(box)
    return lines


def _follows(last: Box, box: Box, height: float) -> bool:
    return last.left - 1 <= box.left <= last.right + 2 * height
