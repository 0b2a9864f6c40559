"""What is drawn on a PDF page besides text: rules, filled areas, pictures."""

import ctypes
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

from assistant.ingestion.readers.pdf_words import Box, Place, around, placed, placement

_MOST_OBJECTS, _MOST_SEGMENTS = 4000, 400
_THIN, _LIGHT = 3.0, 230

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Graphics:
    """Rules as thin boxes (across, down), coloured areas and pictures of one page."""

    across: tuple[Box, ...] = ()
    down: tuple[Box, ...] = ()
    areas: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()


def read_graphics(page: pdfium.PdfPage) -> Graphics:
    """Return what is drawn; of a page with very many drawings, the first ones."""
    place = placement(page)
    rules: list[Box] = []
    areas: list[Box] = []
    pictures: list[Box] = []
    wanted = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
    for count, thing in enumerate(page.get_objects(filter=wanted, max_depth=1)):
        if count > _MOST_OBJECTS:
            break
        box = placed(place, *thing.get_bounds())
        if thing.type != raw.FPDF_PAGEOBJ_PATH and _is_thin(box):
            rules.append(box)  # dotted rules are rows of tiny pictures
        elif thing.type != raw.FPDF_PAGEOBJ_PATH:
            (pictures if thing.type == raw.FPDF_PAGEOBJ_IMAGE else areas).append(box)
        else:
            areas += [box] if _is_coloured(thing.raw) and not _is_thin(box) else []
            rules += _rules(thing.raw, box, place)
    across = [rule for rule in rules if rule.right - rule.left > rule.bottom - rule.top]
    down = [rule for rule in rules if rule.bottom - rule.top > rule.right - rule.left]
    return Graphics(_whole_across(across), _whole_down(down), tuple(areas), tuple(pictures))


def _whole_across(rules: list[Box]) -> tuple[Box, ...]:
    """Join the dashes of a level rule that follow each other closely."""
    whole: list[Box] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.top), rule.left)):
        last = whole[-1] if whole else None
        if last and abs(last.top - rule.top) < 1 and 0 <= rule.left - last.left <= _reach(last):
            whole[-1] = around((last, rule))
        else:
            whole.append(rule)
    return tuple(whole)


def _reach(rule: Box) -> float:
    return rule.right - rule.left + _THIN


def _whole_down(rules: list[Box]) -> tuple[Box, ...]:
    turned = [Box(rule.top, rule.left, rule.bottom, rule.right) for rule in rules]
    return tuple(Box(r.top, r.left, r.bottom, r.right) for r in _whole_across(turned))


def _is_coloured(path: object) -> bool:
    """Tell whether the inside is painted in a colour on which white letters would show."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    is_filled, _ = _manner(path)
    return bool(is_filled and known and min(red.value, green.value, blue.value) < _LIGHT)


def _manner(path: object) -> tuple[bool, bool]:
    """Return whether a path is filled, and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value), bool(stroke.value)


def _rules(path: object, box: Box, place: Place) -> list[Box]:
    """Return the straight lines of a path: stroked, or filled rectangles so thin that they read so.

    One path may draw all the rules of a row.
    """
    if _is_thin(box):
        return [box]
    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_SEGMENTS:
        return []
    is_filled, is_stroked = _manner(path)
    rules: list[Box] = []
    for points in _figures(path, count, place):
        outline = around(Box(x, y, x, y) for x, y in points)
        if is_filled and _is_thin(outline):
            rules.append(outline)
        elif is_stroked:
            rules += _straight(points)
    return rules


def _is_thin(box: Box) -> bool:
    return min(box.right - box.left, box.bottom - box.top) <= _THIN


def _figures(path: object, count: int, place: Place) -> list[list[Point]]:
    """Return the figures of a path, each a run of points on the displayed page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    figures: list[list[Point]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if not figures or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            figures.append([])
        figures[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            figures[-1].append(figures[-1][0])
    return figures


def _straight(points: list[Point]) -> list[Box]:
    """Return the level and upright lines between points that follow each other."""
    boxes = (around((Box(*one, *one), Box(*other, *other))) for one, other in pairwise(points))
    return [box for box in boxes if min(box.right - box.left, box.bottom - box.top) <= 1]
