"""Tables of a PDF that have no rules: lines whose words stand wide apart, one under the other."""

from collections.abc import Sequence
from itertools import pairwise

from assistant.ingestion.readers import structure
from assistant.ingestion.readers.cleaning import one_line
from assistant.ingestion.readers.pdf_words import Line, Word

_LEAST_ROWS = 3


def _cells(line: Line) -> list[Line]:
    """Cut a line where words stand wide apart."""
    cells: list[list[Word]] = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.box.left - before.box.right > max(7.0, line.size):
            cells.append([])
        cells[-1].append(word)
    return [Line(tuple(cell)) for cell in cells]


def table_runs(lines: Sequence[Line]) -> dict[int, int]:
    """Return, for the lines of tables without rules, the number of the first line of each."""
    runs: dict[int, int] = {}
    start = 0
    cells = [_cells(line) for line in lines]
    for number in range(1, len(lines) + 1):
        goes_on = number < len(lines) and _line_up(cells[start], cells[number - 1], cells[number])
        if goes_on:
            continue
        if number - start >= _LEAST_ROWS and not _are_titles_or_items(cells[start:number]):
            runs |= dict.fromkeys(range(start, number), start)
        start = number
    return runs


def _are_titles_or_items(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether what stands apart at the left are bullets, letters or numbers of titles."""
    firsts = [row[0].text for row in rows]
    has_marks = any(structure.starts_item(f"{text} x") and len(text) <= 4 for text in firsts)
    are_numbers = all(structure.number_level(f"{text} X") for text in firsts)
    return has_marks or (are_numbers and len(rows[0]) == 2)


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


def aligned_rows(group: Sequence[Line]) -> list[list[str]]:
    """Return the cells of a group that lines up as a table, else nothing."""
    if len(group) < _LEAST_ROWS or len(table_runs(group)) != len(group):
        return []
    return [[one_line(cell.text) for cell in _cells(line)] for line in group]
