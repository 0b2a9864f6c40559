"""The lines of a PDF page in reading order, without what is printed on every page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from assistant.ingestion.readers.pdf_graphics import Graphics
from assistant.ingestion.readers.pdf_tables import Found
from assistant.ingestion.readers.pdf_words import Box, Line

_HEAD, _FOOT = 0.17, 0.15  # share of a page's height where running lines live
_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\W*pag(?:ina|e|\.)?\W*\d{1,4}(?:\W*(?:di|of|/)\W*\d{1,4})?\W*", re.I)
_SAME_PLACE, _EDGE = 6.0, 0.115


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it lies: its lines in the order of the content, and its drawings."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    graphics: Graphics


def without_running_lines(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Drop headers, footers and page numbers: lines that recur at the same place, figures apart.

    Whatever is printed between such a line and the edge of the page goes with it.
    """
    recurring = _recurring(sheets)
    return [replace(sheet, lines=_inner_lines(sheet, recurring)) for sheet in sheets]


def _recurring(sheets: Sequence[Sheet]) -> dict[tuple[str, str], float]:
    """Return the running lines and how far from the edge they usually are."""
    places: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.lines:
            zone, distance = _zone(line, sheet)
            if zone:
                places[zone, _folded(line, sheet)].append((sheet.number, distance))
    found: dict[tuple[str, str], float] = {}
    for key, where in places.items():
        middle = median(distance for _, distance in where)
        there = {number for number, distance in where if abs(distance - middle) <= _SAME_PLACE}
        depth = 0.0 if key[1].startswith("#") else middle / sheets[0].height
        if _recurs(there, len(sheets), depth):
            found[key] = middle
    return found


def _recurs(pages: set[int], count: int, depth: float) -> bool:
    """Tell whether a line that is on these pages is a running one.

    Near the edge: on a tenth of the pages, or on three in a row (the title of a section).
    Deeper, where tables repeat their heads: on half of the pages.
    """
    if count < 3:
        return len(pages) == count == 2
    in_a_row = any(number + 1 in pages and number + 2 in pages for number in pages)
    often = len(pages) >= count / 10 or in_a_row
    return len(pages) >= 3 and (often if depth < _EDGE else len(pages) >= count / 2)


def _inner_lines(sheet: Sheet, recurring: Mapping[tuple[str, str], float]) -> tuple[Line, ...]:
    limits = {"head": -1.0, "foot": -1.0, "side": -1.0}
    for zone, distance in _running(sheet, recurring):
        limits[zone] = max(limits[zone], distance + 2)
    kept = []
    for line in sheet.lines:
        zone, distance = _zone(line, sheet)
        if not zone or distance > limits[zone]:
            kept.append(line)
    return tuple(kept)


def _running(
    sheet: Sheet, recurring: Mapping[tuple[str, str], float]
) -> Iterator[tuple[str, float]]:
    """Yield the zones and places of the running lines of a page.

    A title may say the same as the running line above it: only the nearest to its usual place goes.
    """
    nearest: dict[tuple[str, str], float] = {}
    for line in sheet.lines:
        zone, distance = _zone(line, sheet)
        key = (zone, _folded(line, sheet))
        is_own_number = zone == "foot" and line.text.strip(" -–") == str(sheet.number)
        if zone and (is_own_number or _PAGE_NUMBER.fullmatch(line.text)):
            yield zone, distance
        if key in recurring:
            usual = recurring[key]
            nearest[key] = min(
                distance, nearest.get(key, distance), key=lambda place: abs(place - usual)
            )
    for (zone, _), distance in nearest.items():
        yield zone, distance


def _zone(line: Line, sheet: Sheet) -> tuple[str, float]:
    """Return whether a line is at the head, foot or side of its page, and how far from the edge."""
    if not line.words[0].upright:
        return "side", line.box.left
    if line.base < sheet.height * _HEAD:
        return "head", line.base
    if line.base > sheet.height * (1 - _FOOT):
        return "foot", sheet.height - line.base
    return "", 0.0


def _folded(line: Line, sheet: Sheet) -> str:
    """Return what a running line has in common from page to page.

    Of a line of figures alone that is the distance between its figure and the number of the page.
    """
    if sum(map(str.isalpha, line.text)) >= 3:
        return _FIGURES.sub("#", line.text).strip().lower()
    figure = re.search(r"\d+", line.text)
    return f"#{int(figure.group()) - sheet.number}" if figure else line.text.strip().lower()


def reading_order(items: Sequence[Line | Found], width: float) -> list[Line | Found]:
    """Order what is on a page as a person reads it.

    The order of the content is kept where it runs downwards; else columns are looked for, and
    a page without columns is read from top to bottom unless boxes stand side by side on it.
    """
    if _runs_down(items):
        return list(items)
    gutter = _gutter(items, width)
    if gutter is not None:
        return _by_columns(items, gutter)
    if _stand_side_by_side(items):
        return list(items)
    return _downwards(items)


def _base(item: Line | Found) -> float:
    return item.base if isinstance(item, Line) else item.box.top


def _runs_down(items: Sequence[Line | Found]) -> bool:
    tops = [_base(item) for item in items]
    return all(above <= below + 3 for above, below in pairwise(tops))


def _downwards(items: Iterable[Line | Found]) -> list[Line | Found]:
    return sorted(items, key=lambda item: (round(_base(item) / 3), item.box.left))


def _gutter(items: Sequence[Line | Found], width: float) -> float | None:
    """Return the place between two columns: few lines cross it, many lie on either side."""
    best: tuple[int, float] | None = None
    for place in range(int(width * 0.3), int(width * 0.7), 3):
        left = [item for item in items if item.box.right <= place + 2]
        right = [item for item in items if item.box.left >= place - 2]
        crossing = len(items) - len(left) - len(right)
        if min(len(left), len(right)) < 5 or crossing > len(items) / 4:
            continue
        if _shared_height(left, right) > 0.4 and (best is None or crossing < best[0]):
            best = (crossing, float(place))
    return best[1] if best else None


def _shared_height(left: Sequence[Line | Found], right: Sequence[Line | Found]) -> float:
    """Return the share of the shorter side's height along which both sides have lines."""
    spans = [(min(map(_base, side)), max(map(_base, side))) for side in (left, right)]
    shared = min(span[1] for span in spans) - max(span[0] for span in spans)
    return shared / max(1.0, min(span[1] - span[0] for span in spans))


def _by_columns(items: Sequence[Line | Found], gutter: float) -> list[Line | Found]:
    ordered: list[Line | Found] = []
    left: list[Line | Found] = []
    right: list[Line | Found] = []
    for item in _downwards(items):
        if item.box.right <= gutter + 2:
            left.append(item)
        elif item.box.left >= gutter - 2:
            right.append(item)
        else:
            ordered += [*left, *right, item]
            left, right = [], []
    return [*ordered, *left, *right]


def _stand_side_by_side(items: Sequence[Line | Found]) -> bool:
    """Tell whether lines at one height were written apart from each other: boxes, captions."""
    conflicts = 0
    placed = sorted(enumerate(items), key=lambda pair: _base(pair[1]))
    for (i, one), (j, other) in pairwise(placed):
        level = abs(_base(one) - _base(other)) < 4
        conflicts += level and abs(i - j) > 1 and _apart(one.box, other.box)
    return conflicts > 3


def _apart(one: Box, other: Box) -> bool:
    return one.right <= other.left or other.right <= one.left


def joined_lines(items: Iterable[Line | Found]) -> list[Line | Found]:
    """Join what stands on one baseline: "a)" and its text, a number and its title."""
    joined: list[Line | Found] = []
    for item in items:
        last = joined[-1] if joined else None
        if isinstance(item, Line) and isinstance(last, Line) and _continues(last, item):
            joined[-1] = Line((*last.words, *item.words), item.hyphen)
        else:
            joined.append(item)
    return joined


def _continues(last: Line, line: Line) -> bool:
    gap = line.box.left - last.box.right
    return abs(last.base - line.base) < 2.5 and -2 <= gap <= 5 * line.size
