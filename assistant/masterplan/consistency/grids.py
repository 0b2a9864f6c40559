"""A table as a grid of labels and numbers, which can be read by columns or by rows."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number, cell_number, is_year
from assistant.masterplan.draft import Cell, Draft, Row, Table
from assistant.masterplan.plain import plain


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a grid: its label and its numbers, one for each place; blank: nothing there.

    ``labels``: for each place the words nearest on its left (a table may hold two side by side).
    """

    label: str
    labels: tuple[str, ...]
    numbers: tuple[Number | None, ...]
    blank: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines of numbers under headings; ``draft.text[table.start:table.end]`` is the table."""

    table: Table
    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def column(self, place: int) -> Iterator[tuple[Line, Number | None]]:
        """Yield each line with its number in a place."""
        yield from ((line, line.numbers[place]) for line in self.lines)


def header_and_rows(table: Table) -> tuple[Row | None, tuple[Row, ...]]:
    """Return the header and the rows; a first row of years or seasons is a header too."""
    rows = tuple(row for row in table.rows if row.cells)
    if table.header is not None or not rows:
        return table.header, rows
    first = rows[0].cells[1:]
    has_words = all(not cell.text or is_year(cell.text) or _is_heading(cell) for cell in first)
    return (rows[0], rows[1:]) if first and has_words else (None, rows)


def is_of_aims(draft: Draft, table: Table) -> bool:
    """Tell whether a table is of indicators: its lines are of many things, its dates are aims."""
    header = header_and_rows(table)[0]
    headings = [plain(cell.text) for cell in header.cells] if header else []
    patterns = [pattern(draft.language, f"indicators.{one}") for one in ("baseline", "target")]
    is_named = all(any(fits.search(one) for one in headings) for fits in patterns)
    return is_named or draft.criteria_at(table.start)[:1] == ("kpi",)


def _is_heading(cell: Cell) -> bool:
    return sum(char.isalpha() for char in cell.text) > sum(char.isdigit() for char in cell.text)


def grid(draft: Draft, table: Table) -> Grid:
    """Return a table as it is written."""
    header, rows = header_and_rows(table)
    headings = tuple(plain(cell.text) for cell in header.cells) if header else ()
    width = max(len(headings), *(len(row.cells) for row in rows), 0)
    lines = tuple(_line(row, width, draft) for row in rows)
    return Grid(table, headings + ("",) * (width - len(headings)), lines)


def _line(row: Row, width: int, draft: Draft) -> Line:
    cells = [*row.cells, *(Cell("", row.end, row.end) for _ in range(width - len(row.cells)))]
    numbers = [
        None if n == 0 else cell_number(cell, draft.language) for n, cell in enumerate(cells)
    ]
    label = plain(cells[0].text) if cells else ""
    nearest, labels = label, []
    for cell, number in zip(cells, numbers, strict=True):
        if number is None and any(char.isalpha() for char in cell.text):
            nearest = plain(cell.text)
        labels.append(nearest)
    blank = tuple(not any(char.isalnum() for char in cell.text) for cell in cells)
    return Line(label, tuple(labels), tuple(numbers), blank)


def transposed(found: Grid) -> Grid:
    """Return the grid with its columns as lines: a column "Total" becomes a line "total"."""
    lines = []
    for place in range(1, len(found.headings)):
        column = [line.numbers[place] for line in found.lines]
        heading = found.headings[place]
        blank = tuple(line.blank[place] for line in found.lines)
        lines.append(Line(heading, (heading,) * len(column), tuple(column), blank))
    return Grid(found.table, tuple(line.label for line in found.lines), tuple(lines))


def row_of(table: Table, number: Number) -> Row:
    """Return the row that a number of a table stands in."""
    header = (table.header,) if table.header else ()
    rows: tuple[Row, ...] = (*header, *table.rows)
    return rows[bisect_right(rows, number.start, key=lambda row: row.start) - 1]
