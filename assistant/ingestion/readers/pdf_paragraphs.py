"""Lines of a PDF become paragraphs, items, headings and tables."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.ingestion.readers import structure
from assistant.ingestion.readers.cleaning import one_line
from assistant.ingestion.readers.composing import Piece, heading, item, paragraph, table
from assistant.ingestion.readers.pdf_aligned import aligned_rows, table_runs
from assistant.ingestion.readers.pdf_manner import Manner, heading_level, stands_out
from assistant.ingestion.readers.pdf_tables import Found
from assistant.ingestion.readers.pdf_words import Line

_LISTED = re.compile(r"[^\d.,] \d{1,3}$")  # a title and its page


def pieces(items: Sequence[Line | Found], manner: Manner) -> list[Piece]:
    """Return the blocks of a page whose lines are in reading order."""
    result: list[Piece] = []
    lines: list[Line] = []
    for thing in items:
        if isinstance(thing, Line):
            lines.append(thing)
            continue
        result += _from_lines(lines, manner)
        lines = []
        result.append(_table(thing, manner))
    return result + _from_lines(lines, manner)


def _table(found: Found, manner: Manner) -> Piece:
    return table([[text_of(cell, manner.words) for cell in row] for row in found.cells])


def _from_lines(lines: Sequence[Line], manner: Manner) -> list[Piece]:
    indents: list[float] = []
    result: list[Piece] = []
    for group in _groups(lines, manner):
        rows = aligned_rows(group)
        if rows:
            result.append(table(rows))
            continue
        piece = _piece(group, manner, indents)
        if piece.kind != "list":
            indents.clear()
        result.append(piece)
    return result


def _piece(group: Sequence[Line], manner: Manner, indents: list[float]) -> Piece:
    text = text_of(group, manner.words)
    level = heading_level(group, text, manner)
    if level:
        return heading(text, level)
    mark, number = structure.bullet(text), structure.ordinal(text)
    if mark:
        return item(text[len(mark) :], _depth(group[0].box.left, indents))
    if number and not (number[0].isdigit() and text[len(number) :].lstrip()[:1].isupper()):
        return item(text[len(number) :], _depth(group[0].box.left, indents), number)
    return paragraph(text)


def _depth(left: float, indents: list[float]) -> int:
    """Return how deep an item is: how many of the open indents lie to its left, itself included."""
    while indents and indents[-1] > left - 5:
        indents.pop()
    indents.append(left)
    return len(indents)


def text_of(lines: Iterable[Line], words: Mapping[str, int]) -> str:
    """Join lines into running text; a word cut at a line end is made whole."""
    text = ""
    cut = False
    for line in lines:
        addition = one_line(line.text)
        text = _mend(text, addition, words) if cut else f"{text} {addition}".strip()
        dash = text.endswith("-") and not text.endswith(" -") and not line.hyphen
        cut = line.hyphen or dash
        text = text.removesuffix("-") if dash else text
    return text + "-" if cut else text


def _mend(text: str, addition: str, words: Mapping[str, int]) -> str:
    """Join the halves of a word; keep the hyphen where the document writes it elsewhere."""
    left = re.search(r"[^\W_]*$", text)
    right = re.match(r"[^\W_]*", addition)
    first, second = left.group() if left else "", right.group() if right else ""
    whole, hyphened = (first + second).lower(), f"{first}-{second}".lower()
    keeps = not first or not second[:1].islower() or first[-1:].isdigit()
    if not keeps and words.get(whole, 0) == 0:
        parts_known = words.get(first.lower(), 0) and words.get(second.lower(), 0) > 1
        keeps = words.get(hyphened, 0) > 0 or bool(parts_known and len(first) > 3)
    elif not keeps:
        keeps = words.get(hyphened, 0) > words[whole]
    return f"{text}-{addition}" if keeps else text + addition


@dataclass(frozen=True, slots=True)
class Flow:
    """How lines follow each other: the usual distance of baselines in font sizes, the look."""

    pitch: float
    manner: Manner


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """Drop the entries of a table of contents, with the lines on which long ones begin."""
    entries = [structure.is_contents_entry(line.text) for line in lines]
    if sum(entries) < 3:
        return [line for line, is_entry in zip(lines, entries, strict=True) if not is_entry]
    first, last = entries.index(True), len(entries) - 1 - entries[::-1].index(True)
    kept = []
    for number, line in enumerate(lines):
        between = first <= number <= last and any(entries[number : number + 3])
        between = between or bool(_LISTED.search(line.text) and structure.number_level(line.text))
        if not between and not entries[number]:
            kept.append(line)
    return kept


def _groups(lines: Sequence[Line], manner: Manner) -> list[list[Line]]:
    """Group lines that make one paragraph, heading or item."""
    kept = _without_contents(lines)
    flow = Flow(_pitch(kept), manner)
    edges = _right_edges(kept)
    tables = table_runs(kept)
    groups: list[list[Line]] = []
    for number, line in enumerate(kept):
        last = groups[-1][-1] if groups else None
        if last is not None and number in tables and number - 1 in tables:
            together = tables[number] == tables[number - 1]
        elif last is None or number in tables or number - 1 in tables:
            together = False
        else:
            together = _goes_on(groups[-1], line, edges[number - 1], flow)
        if together:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance between baselines, in font sizes."""
    steps = [
        (below.base - above.base) / above.size
        for above, below in pairwise(lines)
        if abs(below.size - above.size) < 1 and 0.8 < (below.base - above.base) / above.size < 3
    ]
    return max(median(steps), 1.1) if steps else 1.3


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """Return, for each line, how far right the lines around it reach."""
    return [
        max(
            (
                other.box.right
                for other in lines[max(0, number - 12) : number + 13]
                if other.box.left < line.box.right and line.box.left < other.box.right
            ),
            default=line.box.right,
        )
        for number, line in enumerate(lines)
    ]


def _goes_on(group: Sequence[Line], line: Line, edge: float, flow: Flow) -> bool:
    """Tell whether a line continues a paragraph, whose lines may reach as far as ``edge``."""
    last = group[-1]
    mid_sentence = _is_mid_sentence(last, line)
    if not _is_next(last, line, flow.pitch * (1.8 if mid_sentence else 1.3)):
        return False
    if last.hyphen:
        return True
    if structure.starts_item(line.text) or structure.division_level(line.text):
        return False
    if _changes_look(group, line, flow.manner):
        return mid_sentence
    first_word = line.words[0].box
    room = edge - last.box.right - last.size * 0.4
    if room <= first_word.right - first_word.left:
        return True
    return mid_sentence and room < 0.5 * (edge - group[0].box.left)


def _is_next(last: Line, line: Line, most: float) -> bool:
    """Tell whether a line stands under the last one, near it and in its size."""
    step = (line.base - last.base) / last.size
    same_size = abs(line.size - last.size) <= 0.12 * last.size
    under = line.box.left < last.box.right and last.box.left < line.box.right
    return 0 < step <= most and same_size and under


def _changes_look(group: Sequence[Line], line: Line, manner: Manner) -> bool:
    """Tell whether a title ends or begins between a group and a line."""
    stands = stands_out(line, manner)
    differs = stands_out(group[-1], manner) != stands
    return differs and (stands or all(stands_out(other, manner) for other in group))


def _is_mid_sentence(last: Line, line: Line) -> bool:
    return not last.text.endswith((".", ";", ":", "!", "?")) and line.text[:1].islower()
