"""Words and lines of a PDF page with their places, as pdfium sees them.

Coordinates are those of the displayed page in points, from its top left corner.
"""

import ctypes
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

HYPHENS = {0x2, 0xFFFE, 0xAD}
_BREAKS = {0xA, 0xD}
_BLANKS = {0x20, 0x9, 0xA0, 0x0}
_ENDS = HYPHENS | _BREAKS | _BLANKS
_BOLD = re.compile(r"bold|black|heavy|demi|[,-]bd\b", re.IGNORECASE)
_LONG, _BLANK = 14, 0.12  # letters of a suspiciously long word; a blank in font sizes
_INVISIBLE, _TINY, _WHITE = 3, 1.5, 250

Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``bottom`` is below ``top``, so it is the larger number."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Return the area in square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds them all."""
    left, top, right, bottom = math.inf, math.inf, -math.inf, -math.inf
    for box in boxes:  # asked for every word: min() over lists takes three times as long
        left = box.left if box.left < left else left
        top = box.top if box.top < top else top
        right = box.right if box.right > right else right
        bottom = box.bottom if box.bottom > bottom else bottom
    return Box(left, top, right, bottom)


@dataclass(frozen=True, slots=True)
class Word:
    """Characters with no blank between them. ``size``: of the font as displayed, in points."""

    text: str
    box: Box
    base: float
    size: float
    font: str
    bold: bool
    upright: bool
    visible: bool


@dataclass(frozen=True)
class Line:
    """Words on one baseline. ``hyphen``: its last word goes on in the next line."""

    words: tuple[Word, ...]
    hyphen: bool = False

    @cached_property
    def text(self) -> str:
        """Return the words with blanks between them."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        """Return the box around its words."""
        return around(word.box for word in self.words)

    @property
    def base(self) -> float:
        """Return the height of its baseline."""
        return self.words[0].base

    @cached_property
    def size(self) -> float:
        """Return the size of most of its characters."""
        return float(most(self.words, lambda word: round(word.size, 1)))

    @cached_property
    def font(self) -> str:
        """Return the font of most of its characters."""
        return str(most(self.words, lambda word: word.font))

    @cached_property
    def bold(self) -> bool:
        """Tell whether all of it is bold."""
        return all(word.bold or not any(map(str.isalnum, word.text)) for word in self.words)


def most(words: Iterable[Word], key: Callable[[Word], Any]) -> Any:
    """Return the value that most characters share."""
    counts: dict[Any, int] = {}
    for word in words:
        counts[key(word)] = counts.get(key(word), 0) + len(word.text)
    return max(counts, key=lambda value: counts[value])


def placement(page: pdfium.PdfPage) -> Place:
    """Return the function from page space to the displayed page."""
    left, bottom, right, top = page.get_bbox()
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[page.get_rotation() % 360]


def placed(place: Place, left: float, bottom: float, right: float, top: float) -> Box:
    """Return a rectangle of page space as a box of the displayed page."""
    (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def read_lines(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> tuple[Line, ...]:
    """Return the lines of a page in the order of its content."""
    reader = _Characters(page, textpage)
    return tuple(Line(tuple(words), hyphen) for words, hyphen in reader.lines() if words)


class _Characters:
    """Reads characters of one page by number; holds the buffers that pdfium fills."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self.handle = textpage.raw
        self.count = max(0, raw.FPDFText_CountChars(self.handle))
        self.place = placement(page)
        self.turn = page.get_rotation() % 360
        self.rect, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.rgba = [ctypes.c_uint() for _ in range(4)]
        self.last_address, self.last_look = 0, (0.0, "", False, True, True)
        self.name, self.flags = ctypes.create_string_buffer(128), ctypes.c_int()

    def lines(self) -> Iterator[tuple[list[Word], bool]]:
        unicode = raw.FPDFText_GetUnicode
        codes = [unicode(self.handle, index) for index in range(self.count)]
        words: list[Word] = []
        start = 0
        for index, code in enumerate((*codes, 0xA)):
            if code not in _ENDS:
                continue
            if index > start:
                words += self.words("".join(map(chr, codes[start:index])), start)
            start = index + 1
            if code not in _BLANKS:
                yield words, code in HYPHENS
                words = []

    def words(self, text: str, start: int) -> list[Word]:
        """Return one word, or several where pdfium overlooked a narrow blank in a long one."""
        if len(text) < _LONG:
            return [self.word(text, start)]
        boxes = [self.box(start + offset) for offset in range(len(text))]
        gap = _BLANK * self.size(start)
        cuts = [0, *(i for i in range(1, len(text)) if boxes[i].left - boxes[i - 1].right > gap)]
        ends = [*cuts[1:], len(text)]
        if max(map(int.__sub__, ends, cuts)) < 2:  # letter-spaced: no gap is a blank
            return [self.word(text, start)]
        return [self.word(text[a:b], start + a) for a, b in zip(cuts, ends, strict=True)]

    def word(self, text: str, start: int) -> Word:
        first = self.box(start)
        box = around((first, self.box(start + len(text) - 1))) if len(text) > 1 else first
        raw.FPDFText_GetCharOrigin(self.handle, start, self.x, self.y)
        base = self.place(self.x.value, self.y.value)[1]
        return Word(text, box, base, *self.look(start))

    def look(self, index: int) -> tuple[float, str, bool, bool, bool]:
        """Return size, font, bold, upright, visible: asked once for each text object."""
        thing = raw.FPDFText_GetTextObject(self.handle, index)
        address = ctypes.addressof(thing.contents) if thing else 0
        if not address or address != self.last_address:
            self.last_address, self.last_look = address, self.new_look(index, thing)
        return self.last_look

    def new_look(self, index: int, thing: object) -> tuple[float, str, bool, bool, bool]:
        size = self.size(index)
        bold, font = self.font(index)
        angle = math.degrees(raw.FPDFText_GetCharAngle(self.handle, index)) + self.turn
        upright = abs((angle + 45) % 360 - 45) < 8
        visible = size >= _TINY and self.is_painted(index, thing)
        return size, font, bold, upright, visible

    def box(self, index: int) -> Box:
        raw.FPDFText_GetLooseCharBox(self.handle, index, self.rect)
        rect = self.rect
        return placed(self.place, rect.left, rect.bottom, rect.right, rect.top)

    def size(self, index: int) -> float:
        raw.FPDFText_GetMatrix(self.handle, index, self.matrix)
        scale = math.hypot(self.matrix.c, self.matrix.d)
        return float(raw.FPDFText_GetFontSize(self.handle, index) * scale)

    def font(self, index: int) -> tuple[bool, str]:
        raw.FPDFText_GetFontInfo(self.handle, index, self.name, len(self.name), self.flags)
        name = self.name.value.decode("utf-8", "replace")
        heavy = 650 <= raw.FPDFText_GetFontWeight(self.handle, index) <= 1000
        return heavy or bool(_BOLD.search(name)), name

    def is_painted(self, index: int, thing: object) -> bool:
        if thing and raw.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE:
            return False
        if not raw.FPDFText_GetFillColor(self.handle, index, *self.rgba):
            return True
        red, green, blue, alpha = (channel.value for channel in self.rgba)
        return alpha > 0 and min(red, green, blue) < _WHITE
