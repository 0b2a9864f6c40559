"""Lines of a PDF become paragraphs, items, headings and tables."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from assistant.ingestion.readers import structure
from assistant.ingestion.readers.cleaning import one_line
from assistant.ingestion.readers.composing import Piece, heading, item, paragraph, table
from assistant.ingestion.readers.pdf_tables import Found
from assistant.ingestion.readers.pdf_words import Line

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LISTED = re.compile(r"[^\d.,] \d{1,3}$")  # a title and its page
_TITLE_LINES, _TITLE_CHARACTERS = 3, 200


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document looks: its body size and font, its words, its outline (title to level)."""

    size: float
    font: str
    has_bold: bool
    words: Mapping[str, int]
    outline: Mapping[str, int]


def manner_of(lines: Sequence[Line], outline: Mapping[str, int]) -> Manner:
    """Look at all the lines of a document."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
        fonts[line.font] += len(line.text)
        words.update(_WORD.findall(line.text.lower()))
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    font = fonts.most_common(1)[0][0] if fonts else ""
    return Manner(size, font, any(line.bold for line in lines), words, outline)


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
        rows = _aligned_rows(group)
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
    level = _heading_level(group, text, manner)
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


def _groups(lines: Sequence[Line], manner: Manner) -> list[list[Line]]:
    """Group lines that make one paragraph, heading or item."""
    kept = _without_contents(lines)
    pitch = _pitch(kept)
    edges = _right_edges(kept)
    tables = _table_runs(kept)
    groups: list[list[Line]] = []
    for number, line in enumerate(kept):
        last = groups[-1][-1] if groups else None
        if last is not None and number in tables and number - 1 in tables:
            together = tables[number] == tables[number - 1]
        elif last is None or number in tables or number - 1 in tables:
            together = False
        else:
            together = _goes_on(last, line, groups[-1], pitch, edges[number - 1], manner)
        if together:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


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


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance between baselines, in font sizes."""
    steps = [
        (below.base - above.base) / above.size
        for above, below in zip(lines, lines[1:], strict=False)
        if abs(below.size - above.size) < 1 and 0.8 < (below.base - above.base) / above.size < 3
    ]
    return median(steps) if steps else 1.3


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


def _goes_on(
    last: Line, line: Line, group: Sequence[Line], pitch: float, edge: float, manner: Manner
) -> bool:
    """Tell whether a line continues the paragraph of the last one."""
    step = (line.base - last.base) / last.size
    if step <= 0 or abs(line.size - last.size) > 0.12 * last.size:
        return False
    if step > max(pitch, 1.1) * (1.8 if _is_mid_sentence(last, line) else 1.3):
        return False
    if not (line.box.left < last.box.right and last.box.left < line.box.right):
        return False
    if last.hyphen:
        return True
    if structure.starts_item(line.text) or structure.division_level(line.text):
        return False
    if _stands_out(last, manner) != _stands_out(line, manner) and (
        all(_stands_out(other, manner) for other in group) or _stands_out(line, manner)
    ):
        return _is_mid_sentence(last, line)
    first_word = line.words[0].box
    room = edge - last.box.right - last.size * 0.4
    if room > first_word.right - first_word.left:
        return _is_mid_sentence(last, line) and room < 0.5 * (edge - group[0].box.left)
    return True


def _is_mid_sentence(last: Line, line: Line) -> bool:
    return not last.text.endswith((".", ";", ":", "!", "?")) and line.text[:1].islower()


def _stands_out(line: Line, manner: Manner) -> bool:
    """Tell whether a line is bold, or (where no font says so) in another font than the body."""
    return line.bold if manner.has_bold else line.font != manner.font


def _heading_level(group: Sequence[Line], text: str, manner: Manner) -> int:
    """Return the level of a heading, or 0."""
    if len(group) > _TITLE_LINES or len(text) > _TITLE_CHARACTERS or not _has_words(text):
        return 0
    if structure.bullet(text):
        return 0
    division = structure.division_level(text)
    if division:
        return division
    numbered = structure.number_level(text)
    known = manner.outline.get(outline_key(text), 0)
    if known and not text.endswith((".", ";", ":", ",")):
        return numbered or known
    marked = all(_stands_out(line, manner) for line in group)
    larger = min(line.size for line in group) / manner.size
    if numbered and (marked or larger > 1.08 or structure.is_capitals(text) or numbered > 1):
        return numbered
    if text.endswith((".", ";", ",")) or structure.starts_item(text) or text[:1].islower():
        return 0
    if larger >= 1.15:
        return 1 if larger >= 1.4 else 2
    if structure.is_capitals(text):
        return 3
    return 4 if marked and len(text) <= 120 and not text.endswith(":") else 0


def _has_words(text: str) -> bool:
    return any(len(word) > 2 for word in _WORD.findall(text))


def outline_key(text: str) -> str:
    """Return a title as compared with the outline: letters and digits only."""
    return "".join(character for character in text.lower() if character.isalnum())


def _cells(line: Line) -> list[Line]:
    """Cut a line where words stand wide apart."""
    cells: list[list[object]] = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.box.left - before.box.right > max(7.0, line.size):
            cells.append([])
        cells[-1].append(word)
    return [Line(tuple(cell)) for cell in cells]  # type: ignore[arg-type]


def _table_runs(lines: Sequence[Line]) -> dict[int, int]:
    """Return, for the lines of tables without rules, the number of the first line of each."""
    runs: dict[int, int] = {}
    start = 0
    cells = [_cells(line) for line in lines]
    for number in range(1, len(lines) + 1):
        goes_on = number < len(lines) and _line_up(cells[start], cells[number - 1], cells[number])
        if goes_on:
            continue
        if number - start >= 3 and not any(_is_mark(row[0].text) for row in cells[start:number]):
            runs |= dict.fromkeys(range(start, number), start)
        start = number
    return runs


def _is_mark(text: str) -> bool:
    """Tell whether a cell holds only the bullet or letter of an item."""
    return structure.starts_item(f"{text} x") and len(text) <= 4


def _line_up(first: list[Line], last: list[Line], cells: list[Line]) -> bool:
    """Tell whether a line has as many cells as those above, each under its own."""
    if len(cells) < 2 or not len(first) == len(last) == len(cells):
        return False
    if cells[0].base - last[0].base > 3 * cells[0].size or cells[0].base <= last[0].base:
        return False
    return all(
        above.box.left - 4 < below.box.right and below.box.left < above.box.right + 4
        for above, below in zip(last, cells, strict=True)
    )


def _aligned_rows(group: Sequence[Line]) -> list[list[str]]:
    """Return the cells of a group that lines up as a table, else nothing."""
    if len(group) < 3 or len(_table_runs(group)) != len(group):
        return []
    return [[one_line(cell.text) for cell in _cells(line)] for line in group]
