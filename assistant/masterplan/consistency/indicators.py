"""Indicators in tables: without a starting value, or without a date."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.call.rule import Rules
from assistant.masterplan.consistency.grids import header_and_rows
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.moments import moments
from assistant.masterplan.consistency.numbers import numbers_in
from assistant.masterplan.consistency.starts import rows_told_in_words, tells_start
from assistant.masterplan.consistency.written import dated, has_ahead, has_later, has_past
from assistant.masterplan.draft import Cell, Draft, Row, Table
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
BASELINE, DATE = "kpi_without_baseline", "kpi_without_target_date"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table of indicators has each thing; None where it has no column for it.

    ``dated``: the heading of the target is a date by itself ("Target 2031").
    """

    indicator: int
    baseline: int | None
    target: int
    date: int | None
    dated: bool


def indicators_in_tables(draft: Draft, rules: Rules) -> Iterable[Finding]:
    """Yield what each row of a table of indicators lacks; one finding for a missing column."""
    draft = dated(draft, rules)
    for table in draft.tables:
        header, rows = header_and_rows(table)
        columns = _columns(header, rows, draft) if header else None
        if header is None or columns is None or not rows:
            continue
        if columns.baseline is None:
            yield from _unstated(draft, table, rows, columns)
        has_dates = columns.date is not None or columns.dated
        if not has_dates and not any(has_ahead(draft, draft.words(row)) for row in rows):
            yield _whole(draft, DATE, table)
            columns = replace(columns, dated=True)  # told once, for the whole table
        for row in rows:
            yield from _row(draft, row, columns)


def _columns(header: Row, rows: tuple[Row, ...], draft: Draft) -> Columns | None:
    """Return the columns of a table of indicators; None when it is about something else."""
    words = [plain(cell.text) for cell in header.cells]
    places: dict[str, int] = {}
    for name in ("date", "baseline", "target", "indicator"):
        least = 0 if name == "indicator" else 1  # the first column names what is measured
        fitting = [n for n, said in enumerate(words) if n >= least and _is_named(draft, name, said)]
        free = [n for n in fitting if n not in places.values()]
        if free:
            places[name] = free[0]
    places = {n: at_ for n, at_ in places.items() if _holds(draft, n, _cells(rows, at_))}
    if draft.criteria_at(header.start)[:1] == ("kpi",) or {"baseline", "date"} <= places.keys():
        places = _by_content(draft, words, rows) | places
    if "target" not in places:
        return None
    if not {"indicator", "baseline"} & places.keys():
        return None
    target = places["target"]
    is_dated = has_ahead(draft, words[target])
    date = places.get("date")
    return Columns(places.get("indicator", 0), places.get("baseline"), target, date, is_dated)


def _is_named(draft: Draft, name: str, heading: str) -> bool:
    """Tell whether a heading names a column; "Value 2025" is where things start, later a target."""
    in_time = {"baseline": has_past, "target": has_later}
    found = pattern(draft.language, f"indicators.{name}").finditer(heading)
    years = [one.groupdict().get("year") for one in found]
    return any(year is None or in_time[name](draft, year) for year in years)


def _cells(rows: tuple[Row, ...], place: int) -> list[Cell]:
    return [row.cells[place] for row in rows if place < len(row.cells)]


def _holds(draft: Draft, name: str, cells: list[Cell]) -> bool:
    """Tell whether a column holds what its heading names: "Da" may head dates, "anno" numbers."""
    if name == "baseline":
        return not _most(cells, lambda cell: _is_later(draft, cell.text))
    if name == "target":
        return _most(cells, lambda cell: _is_goal(draft, cell))
    if name == "date":
        return not _most(cells, lambda cell: _is_amount(draft, cell))
    return True


def _is_goal(draft: Draft, cell: Cell) -> bool:
    """Tell whether a cell says how much: a number, or how many times."""
    times = pattern(draft.language, "indicators.times").search(plain(cell.text))
    return bool(times or numbers_in(draft, cell.start, cell.end))


def _is_amount(draft: Draft, cell: Cell) -> bool:
    """Tell whether a cell is a number and no date, of any kind."""
    is_dated = moments(cell.text, draft.language) or _has_date(draft, cell.text)
    return not is_dated and bool(numbers_in(draft, cell.start, cell.end))


def _by_content(draft: Draft, words: list[str], rows: tuple[Row, ...]) -> dict[str, int]:
    """Return the columns that their cells tell: the last of dates, the first two of values."""
    dates, values = [], []
    for place in range(1, len(words)):
        cells = _cells(rows, place)
        if _most(cells, lambda cell: _is_later(draft, cell.text)):
            dates.append(place)
        elif _most(cells, lambda cell: bool(numbers_in(draft, cell.start, cell.end))):
            values.append(place)
    told = {"date": dates[-1:], "baseline": values[:-1][:1], "target": values[-1:]}
    return {"indicator": 0} | {name: found[0] for name, found in told.items() if found}


def _most(cells: list[Cell], is_one: Callable[[Cell], bool]) -> bool:
    return sum(map(is_one, cells)) * 2 > len(cells)


def _is_later(draft: Draft, text: str) -> bool:
    """Tell whether a cell is a date ahead, and nothing more."""
    found = moments(text, draft.language)
    rest = text[: found[0].start] + text[found[0].end :] if found else text
    return bool(found) and has_ahead(draft, text) and not re.search(r"\d", rest)


def _unstated(
    draft: Draft, table: Table, rows: tuple[Row, ...], columns: Columns
) -> Iterator[Finding]:
    """Yield the rows that say nowhere where they start; the table, if none does.

    Nothing where another column has values, under whatever heading, or where the words beside the
    table give those of most rows.
    """
    if _has_other_values(draft, rows, columns):
        return
    beside = rows_told_in_words(draft, rows, table.section)
    if len(beside) * 2 > len(rows):
        return
    without = [row for row in rows if not tells_start(draft, plain(draft.words(row)))]
    if len(without) == len(rows) and not beside:
        yield _whole(draft, BASELINE, table)
        return
    for row in without:
        if row not in beside:
            name = row.cells[0].text
            yield at(draft, BASELINE, "kpi", (row.start, row.end), indicator=name)


def _has_other_values(draft: Draft, rows: tuple[Row, ...], columns: Columns) -> bool:
    known = {0, columns.indicator, columns.target, columns.date}
    others = (n for n in range(max(len(row.cells) for row in rows)) if n not in known)
    return any(_most(_cells(rows, n), lambda cell: _is_amount(draft, cell)) for n in others)


def _whole(draft: Draft, type_: str, table: Table) -> Finding:
    return at(draft, type_, "kpi", (table.start, table.end), variant="column")


def _row(draft: Draft, row: Row, columns: Columns) -> Iterator[Finding]:
    cells = row.cells
    if columns.target >= len(cells) or not cells[columns.indicator].text.strip():
        return
    name = cells[columns.indicator].text
    if columns.baseline is not None and not _has_value(draft, row, columns.baseline):
        yield at(draft, BASELINE, "kpi", (row.start, row.end), indicator=name)
    if columns.date is None:
        rest = " ".join(one.text for n, one in enumerate(cells) if n != columns.baseline)
        if not columns.dated and not has_ahead(draft, rest):
            yield at(draft, DATE, "kpi", (row.start, row.end), indicator=name)
        return
    if _is_backwards(draft, row, columns):
        yield at(draft, "date_inconsistency", "kpi", (row.start, row.end), variant="target")
    is_dated = columns.dated or _has_date(draft, _cell(row, columns.date))
    if not is_dated and not has_ahead(draft, cells[columns.target].text):
        yield at(draft, DATE, "kpi", (row.start, row.end), indicator=name)


def _is_backwards(draft: Draft, row: Row, columns: Columns) -> bool:
    """Tell whether the date of a target comes before that of its starting value."""
    if columns.baseline is None or columns.date is None:
        return False
    start = moments(_cell(row, columns.baseline), draft.language)
    end = moments(_cell(row, columns.date), draft.language)
    return len(start) == len(end) == 1 and end[0].last < start[0].first


def _cell(row: Row, place: int) -> str:
    return row.cells[place].text if place < len(row.cells) else ""


def _has_value(draft: Draft, row: Row, place: int) -> bool:
    """Tell whether a cell states a value: a number, that there is none yet, or where it is told.

    A year alone, a dash, and what is still to be found are none.
    """
    words = plain(_cell(row, place))
    without = re.sub(r"\([^()]*\)", "", words)
    if pattern(draft.language, "indicators.unknown").search(without):
        return False
    told = ("nothing", "reference")
    if any(pattern(draft.language, f"indicators.{name}").search(words) for name in told):
        return True
    cell = row.cells[place]
    known = numbers_in(draft, cell.start, cell.end)
    outside = re.sub(r"\W", "", without)
    note = cell.text.find("(")
    return any(not outside or note < 0 or one.start < cell.start + note for one in known)


def _has_date(draft: Draft, text: str) -> bool:
    words = plain(text)
    if pattern(draft.language, "indicators.unknown").search(words):
        return False
    return bool(_YEAR.search(words)) or bool(
        pattern(draft.language, "indicators.when").search(words)
    )
