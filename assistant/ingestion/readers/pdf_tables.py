"""Tables of a PDF page: by their rules where they are drawn, else by words that line up."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ingestion.readers.pdf_graphics import Graphics
from assistant.ingestion.readers.pdf_words import Box, Line, Word, around

_NEAR = 3.5
_MOST_RULES, _MOST_SQUARES = 1500, 4000
_SPANNED = 80


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: heights of its rows' edges, places of its columns' edges, its rules."""

    rows: tuple[float, ...]
    columns: tuple[float, ...]
    across: tuple[Box, ...]
    down: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """Return the outline."""
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])


@dataclass(frozen=True, slots=True)
class Found:
    """A table and where it lies: ``cells[row][column]`` holds lines of words."""

    box: Box
    cells: tuple[tuple[tuple[Line, ...], ...], ...]


def grids(graphics: Graphics) -> list[Grid]:
    """Return the ruled tables of a page: at least two rows and two columns."""
    if len(graphics.across) + len(graphics.down) > _MOST_RULES:
        return []
    found = []
    for rules in _connected([*graphics.across, *graphics.down]):
        down = tuple(rule for rule in rules if not _is_across(rule))
        across = tuple(rule for rule in rules if _is_across(rule) and _meets(rule, down))
        rows = _edges([(rule.top + rule.bottom) / 2 for rule in across])
        columns = _edges([(rule.left + rule.right) / 2 for rule in down])
        if len(rows) >= 3 and len(columns) >= 3 and len(rows) * len(columns) <= _MOST_SQUARES:
            found.append(Grid(rows, columns, across, down))
    return found


def fill(grid: Grid, lines: Sequence[Line]) -> tuple[Found, list[Line]] | None:
    """Put the words that lie in a grid into its cells; return the table and the other lines.

    None when the grid does not look like a table of text (a chart, a frame).
    """
    cell_of = _merged(grid)
    inside: dict[tuple[int, int], list[Line]] = {}
    others: list[Line] = []
    for line in lines:
        for cell, part in _parts(line, grid, cell_of):
            if cell is None:
                others.append(part)
            else:
                inside.setdefault(cell, []).append(part)
    own_rows = sorted({row for row, _ in inside})  # a row in which all is spanned says nothing new
    if len(inside) < 3 or len(own_rows) < 2 or len({column for _, column in inside}) < 2:
        return None
    cells = tuple(
        tuple(_content(inside, cell_of, row, column) for column in range(len(grid.columns) - 1))
        for row in own_rows
    )
    return Found(grid.box, _without_empty_columns(cells)), others


def _content(
    inside: dict[tuple[int, int], list[Line]],
    cell_of: dict[tuple[int, int], tuple[int, int]],
    row: int,
    column: int,
) -> tuple[Line, ...]:
    """Return the lines of a cell; a short label that spans rows is repeated in each of them."""
    owner = cell_of[row, column]
    lines = tuple(inside.get(owner, ()))
    if owner == (row, column):
        return lines
    short = sum(len(line.text) for line in lines) <= _SPANNED
    return lines if owner[1] == column and short else ()


def _without_empty_columns(
    cells: tuple[tuple[tuple[Line, ...], ...], ...],
) -> tuple[tuple[tuple[Line, ...], ...], ...]:
    kept = [column for column in range(len(cells[0])) if any(row[column] for row in cells)]
    return tuple(tuple(row[column] for column in kept) for row in cells)


def _parts(
    line: Line, grid: Grid, cell_of: dict[tuple[int, int], tuple[int, int]]
) -> list[tuple[tuple[int, int] | None, Line]]:
    """Cut a line where it goes from one cell to another."""
    parts: list[tuple[tuple[int, int] | None, list[Word]]] = []
    for word in line.words:
        cell = _cell(word, grid, cell_of)
        if parts and parts[-1][0] == cell:
            parts[-1][1].append(word)
        else:
            parts.append((cell, [word]))
    last = len(parts) - 1
    return [
        (cell, Line(tuple(words), line.hyphen and number == last))
        for number, (cell, words) in enumerate(parts)
    ]


def _cell(
    word: Word, grid: Grid, cell_of: dict[tuple[int, int], tuple[int, int]]
) -> tuple[int, int] | None:
    x = (word.box.left + word.box.right) / 2
    y = word.base - word.size * 0.3
    if not grid.box.holds(x, y):
        return None
    row = sum(edge <= y for edge in grid.rows) - 1
    column = sum(edge <= x for edge in grid.columns) - 1
    return cell_of.get((row, column))


def _merged(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for each square of the grid, the top left square of the cell that it belongs to."""
    owner = {
        (row, column): (row, column)
        for row in range(len(grid.rows) - 1)
        for column in range(len(grid.columns) - 1)
    }
    for row, column in owner:
        x = (grid.columns[column] + grid.columns[column + 1]) / 2
        y = (grid.rows[row] + grid.rows[row + 1]) / 2
        if column and not _is_ruled_down(grid, grid.columns[column], y):
            owner[row, column] = owner[row, column - 1]
        elif row and not _is_ruled_across(grid, grid.rows[row], x):
            owner[row, column] = owner[row - 1, column]
    return owner


def _is_ruled_down(grid: Grid, x: float, y: float) -> bool:
    return any(
        rule.left - _NEAR <= x <= rule.right + _NEAR and rule.top <= y <= rule.bottom
        for rule in grid.down
    )


def _is_ruled_across(grid: Grid, y: float, x: float) -> bool:
    return any(
        rule.top - _NEAR <= y <= rule.bottom + _NEAR and rule.left <= x <= rule.right
        for rule in grid.across
    )


def _meets(rule: Box, others: tuple[Box, ...]) -> bool:
    """Tell whether a rule touches one of the others: an underline in a cell does not."""
    return any(_touch(rule, other) for other in others)


def _is_across(rule: Box) -> bool:
    return rule.right - rule.left > rule.bottom - rule.top


def _edges(places: list[float]) -> tuple[float, ...]:
    """Return the distinct places: those nearer than a few points are one edge."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return tuple(edges)


def _connected(rules: list[Box]) -> list[list[Box]]:
    """Group the rules that touch, directly or through others."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda rule: (rule.top, rule.left)):
        touching = [group for group in groups if _touch(group[0], rule)]
        members = [rule, *(member for group in touching for member in group[1])]
        groups = [group for group in groups if group not in touching]
        groups.append((around(members), members))
    return [members for _, members in groups]


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left - _NEAR <= other.right
        and other.left - _NEAR <= one.right
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )
