"""How many of what, in the numbers of tables and in rows of volumes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.masterplan.consistency.grids import Grid, Line, grid, row_of
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import is_year
from assistant.masterplan.consistency.passage import PARENS
from assistant.masterplan.consistency.quantities import Mention, about_of, heads_of, years_in
from assistant.masterplan.consistency.volumes import products
from assistant.masterplan.draft import Draft, Table
from assistant.masterplan.plain import plain

_OPENING = 400  # code points that name the place of a draft


@dataclass(frozen=True, slots=True)
class _Cell:
    found: Grid
    line: Line
    place: int
    is_total: bool
    partners: bool


def mentions_in_tables(draft: Draft) -> Iterator[Mention]:
    """Yield the counts of the cells of tables, and the volumes of rows with prices."""
    total = pattern(draft.language, "sums.total")
    for table in draft.tables:
        found, partners = grid(draft, table), _is_partners(draft, table)
        for line in found.lines:
            for place, words in enumerate(line.labels):
                cell = _Cell(found, line, place, bool(total.search(words)), partners)
                yield from _mention(draft, cell)
    yield from _volumes(draft)


def _mention(draft: Draft, cell: _Cell) -> Iterator[Mention]:
    number, label = cell.line.numbers[cell.place], cell.line.label
    if _is_past(cell):
        return
    head = _head(draft, cell) if number is not None and number.unit == "count" else None
    if head is None or number is None:
        return
    heading = cell.found.headings[cell.place].strip()
    if pattern(draft.language, "years.numbered").fullmatch(heading):
        return
    is_value = bool(heading) and _is_value(draft, heading)
    is_whole = cell.is_total or _is_ours(draft, label)
    row = row_of(cell.found.table, number)
    yield Mention(
        head,
        frozenset() if is_whole else about_of(draft, label, [head]),
        number.value,
        "total" if is_whole or is_value else "other",
        (row.start, row.end),
        years_in(f"{label} {heading}") or years_in(plain(draft.words(row))),
        partners=cell.partners,
    )


def _is_past(cell: _Cell) -> bool:
    """Tell whether a column of a year is not the last of the years of a table."""
    heading = cell.found.headings[cell.place]
    years = [one.strip() for one in cell.found.headings if is_year(one)]
    return is_year(heading) and heading.strip() != max(years)


def _is_ours(draft: Draft, label: str) -> bool:
    """Tell whether a row of a comparison is about the place that the draft opens with."""
    names = re.findall(r"[^\W\d_]{5,}", label)
    opening = plain(draft.text[:_OPENING])
    return len(names) == 1 and names[0] in opening


def _is_value(draft: Draft, heading: str) -> bool:
    if is_year(heading):
        return True
    keys = ("quantities.value", "indicators.baseline")
    return any(pattern(draft.language, key).search(heading) for key in keys)


def _is_partners(draft: Draft, table: Table) -> bool:
    words = plain(draft.text[table.start : table.end])
    return bool(pattern(draft.language, "quantities.partner_table").search(words))


def _head(draft: Draft, cell: _Cell) -> str | None:
    """Return what a cell counts: its heading, or its label under a heading such as "Value"."""
    heading = cell.found.headings[cell.place]
    if heading.strip() and not _is_value(draft, heading):
        return _first(draft, heading)
    if cell.is_total and cell.partners:
        return "partner"
    return _first(draft, cell.line.label)


def _first(draft: Draft, words: str) -> str | None:
    heads = heads_of(draft, PARENS.sub("", words))
    return heads[0] if heads else None


def _volumes(draft: Draft) -> Iterator[Mention]:
    """Yield the volumes of a row "Tests (240, 420, 600)": its first year counts as told."""
    for _, product in products(draft):
        head = _first(draft, product.label)
        for place, volume in enumerate(product.volumes if head else ()):
            role = "volume" if place == 0 else "other"
            span = (product.row.start, product.row.end)
            yield Mention(head or "", frozenset(), volume.value, role, span)
