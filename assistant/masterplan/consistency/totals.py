"""Tables whose totals are not the sum of their parts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from re import Pattern

from assistant.call.rule import Rules
from assistant.masterplan.consistency.grids import (
    Grid,
    Line,
    grid,
    header_and_rows,
    is_of_aims,
    row_of,
    transposed,
)
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number
from assistant.masterplan.consistency.tallies import (
    Columns,
    bare,
    columns,
    is_aggregate,
    is_total_label,
    slack_of,
)
from assistant.masterplan.consistency.years import table_criterion
from assistant.masterplan.draft import Draft, Table
from assistant.masterplan.finding import Finding, at
from assistant.model import Language

Span = tuple[int, int]
Column = Sequence[Number | None]
_LEAST_COLUMNS = 3  # of a line without the label of a sum, for it to be one
_LEAST_KEPT = 3  # columns that such a line must be the sum in
_FARTHEST = Decimal("0.5")  # of the sum: a total farther away counts something else


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a table says, what its parts make, and the lines where they stand (the end out)."""

    stated: Number
    made: Decimal
    parts: Span | None = None


def table_sums(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each row with a total or a balance that its parts do not make."""
    for table in draft.tables:
        found = grid(draft, table)
        if not _is_additive(found, draft):
            continue
        down = _wrong(found, draft.language)
        across = _wrong(transposed(found), draft.language)
        yield from _findings(draft, table, [*down, *(replace(one, parts=None) for one in across)])


def _is_additive(found: Grid, draft: Draft) -> bool:
    """Tell whether a table may add up: not one of indicators, nor one told not to."""
    if is_of_aims(draft, found.table):
        return False
    after = draft.text[found.table.end : found.table.end + 240].casefold()
    return len(found.lines) > 1 and not pattern(draft.language, "sums.not_additive").search(after)


def _wrong(found: Grid, language: Language) -> list[Wrong]:
    ways = columns(found, language)
    return [
        *_totals(found, ways, language),
        *_aggregates(found, ways, language),
        *_balances(found, language),
        *_running(found, language),
    ]


def _findings(draft: Draft, table: Table, wrong: Sequence[Wrong]) -> Iterator[Finding]:
    """Yield one finding a row, and one of two that say the same: once is enough.

    A wrong revenue is wrong in its balance too. The parts are told beside the total: one of them
    may be what is wrong.
    """
    told: set[tuple[object, object]] = set()
    criterion = table_criterion(draft, table)
    for one in wrong:
        row = row_of(table, one.stated)
        keys: set[tuple[object, object]] = {(row.start, row.end), (one.stated.value, one.made)}
        if keys & told:
            continue
        told |= keys
        yield at(
            draft,
            "sum_mismatch",
            criterion,
            (row.start, row.end),
            _rows(table, one.parts) if one.parts else None,
            stated=one.stated.value,
            computed=one.made,
            unit=one.stated.unit,
        )


def _rows(table: Table, lines: Span) -> Span:
    """Return where some lines of the grid of a table stand."""
    rows = header_and_rows(table)[1]
    return rows[lines[0]].start, rows[lines[1] - 1].end


def _totals(found: Grid, ways: Columns, language: Language) -> Iterator[Wrong]:
    for at_line, line in enumerate(found.lines):
        places = [n for n, words in enumerate(line.labels) if is_total_label(words, language)]
        tried = [_tried(found, ways, (at_line, place), language) for place in places]
        parts = _parts(found, at_line, language)
        yield from _exceptions([sums for sums in tried if sums], strict=True, parts=parts)


def _parts(found: Grid, at_line: int, language: Language) -> Span:
    """Return the lines that a total is over: those since the one before, or all below the first."""
    if not at_line:
        return 1, len(found.lines)
    start = at_line
    while start and not is_total_label(found.lines[start - 1].label, language):
        start -= 1
    return (start, at_line) if start < at_line else (0, at_line)


Sums = tuple[Number, dict[str, Decimal], Decimal]  # the total, the sum by each way, tolerance


def _tried(found: Grid, ways: Columns, at: tuple[int, int], language: Language) -> Sums | None:
    """Return what a total of one column is against each way of adding; None: not a sum."""
    at_line, place = at
    stated = found.lines[at_line].numbers[place]
    if stated is None or pattern(language, "sums.not_summed").search(found.headings[place]):
        return None
    own = stated.half if stated.half < Decimal("0.5") or stated.scale > 1 else Decimal(0)
    tallies = {
        name: tally for name, tally in ways[place][at_line].items() if tally.may_make(stated)
    }
    made = {name: tally.made for name, tally in tallies.items()}
    loosest = max((own + tally.slack for tally in tallies.values()), default=Decimal(0))
    is_rate = stated.unit == "percent" and not _is_whole(stated, made)
    return None if not made or is_rate else (stated, made, loosest)


def _is_whole(stated: Number, ways: dict[str, Decimal]) -> bool:
    """Tell shares, which make a hundred, from rates, of which a total row is a mean."""
    return abs(stated.value - 100) <= 1 or any(abs(made - 100) <= 3 for made in ways.values())


def _exceptions(
    tried: Sequence[Sums], strict: bool, parts: Span | None = None, least: int = 2
) -> Iterator[Wrong]:
    """Yield the columns that break the way of adding which most columns keep, ``least`` of them.

    ``strict``: the label says that it is a total, so that one column alone may be judged.
    """
    if not tried:
        return
    names = list(dict.fromkeys(name for _, ways, _ in tried for name in ways))
    kept = {name: sum(_keeps(one, name) for one in tried) for name in names}
    best = max(names, key=lambda name: kept[name])
    others = [one for one in tried if not any(_keeps(one, name) for name in names)]
    if not strict and (kept[best] < least or kept[best] * 2 < len(tried)):
        return
    for stated, ways, _ in others:
        right = ways.get(best, next(iter(ways.values())))
        if _is_near(stated.value, right):
            yield Wrong(stated, right, parts)


def _keeps(one: Sums, name: str) -> bool:
    stated, ways, slack = one
    return name in ways and abs(ways[name] - stated.value) <= slack


def _is_near(stated: Decimal, right: Decimal) -> bool:
    return abs(stated - right) <= _FARTHEST * max(abs(right), abs(stated))


def _aggregates(found: Grid, ways: Columns, language: Language) -> Iterator[Wrong]:
    """Yield the lines that the lines above them make, but for a column.

    Revenue, costs and closing stocks, and under whatever label a line that most columns make.
    """
    lines = list(enumerate(found.lines))
    flows = [n for n, line in lines if _is_flow(line, language)]
    for at_line in (*flows, *(n for n, _ in lines if n not in flows)):
        line = found.lines[at_line]
        if is_total_label(line.label, language) or _is_balance(line, language):
            continue
        is_flow = at_line in flows
        places = range(len(line.numbers))
        tried = [_tried(found, ways, (at_line, place), language) for place in places]
        known = [sums for sums in tried if sums and (is_flow or sums[0].value)]
        parts = _parts(found, at_line, language)
        if is_flow:
            yield from _exceptions(known, strict=False, parts=parts)
        elif len(known) >= _LEAST_COLUMNS:
            yield from _exceptions(known, strict=False, parts=parts, least=_LEAST_KEPT)


def _is_flow(line: Line, language: Language) -> bool:
    """Tell whether a line is the revenue, the cost, or what is left at the end."""
    closes = pattern(language, "sums.closing").search(line.label)
    return bool(closes) or is_aggregate(line, language)


def _is_balance(line: Line, language: Language) -> bool:
    return bool(pattern(language, "sums.balance").fullmatch(bare(line.label)))


def _balances(found: Grid, language: Language) -> Iterator[Wrong]:
    """Yield balances that are not revenue less cost."""
    revenue = _last(found, pattern(language, "sums.revenue"))
    cost = _last(found, pattern(language, "sums.cost"))
    for line in found.lines:
        if revenue is None or cost is None or not _is_balance(line, language):
            continue
        tried = [
            _difference(*three)
            for three in zip(line.numbers, revenue.numbers, cost.numbers, strict=True)
        ]
        known = [one for one in tried if one]
        yield from _exceptions(known, strict=len(known) > 2 and _mostly(known))


def _mostly(tried: Sequence[Sums]) -> bool:
    return sum(_keeps(one, "difference") for one in tried) * 2 >= len(tried)


def _difference(stated: Number | None, more: Number | None, less: Number | None) -> Sums | None:
    if stated is None or more is None or less is None:
        return None
    made = more.value - abs(less.value)
    return stated, {"difference": made}, slack_of([stated, more, less])


def _last(found: Grid, label: Pattern[str]) -> Line | None:
    """Return the line of a label; where it is a heading of parts, the one that is a total."""
    lines = [line for line in found.lines if label.fullmatch(bare(line.label))]
    return lines[-1] if lines else None


def _running(found: Grid, language: Language) -> Iterator[Wrong]:
    """Yield running totals that do not grow by the balance of their column."""
    running = _labelled(found, pattern(language, "sums.running").search)
    balance = _labelled(found, lambda label: pattern(language, "sums.balance").fullmatch(label))
    if running is None or balance is None or running is balance:
        return
    made, tried = Decimal(0), []
    for stated, step in zip(running.numbers, balance.numbers, strict=True):
        if stated is None or step is None:
            continue
        tried.append((stated, {"running": made + step.value}, slack_of([stated, step])))
        made = stated.value
    yield from _exceptions(tried, strict=False)


def _labelled(found: Grid, is_label: Callable[[str], object]) -> Line | None:
    return next((line for line in found.lines if is_label(bare(line.label))), None)
