"""Tables whose totals are not the sum of their parts."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from re import Pattern

from assistant.call.rule import Rules
from assistant.masterplan.consistency.grids import Grid, Line, grid, row_of, transposed
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number
from assistant.masterplan.consistency.years import table_criterion
from assistant.masterplan.draft import Draft, Table
from assistant.masterplan.finding import Finding, at
from assistant.model import Language

Wrong = tuple[Number, Decimal]  # what the table says, what its parts make
Column = Sequence[Number | None]
_FARTHEST = Decimal("0.5")  # of the sum: a total farther away counts something else


def table_sums(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each row with a total or a balance that its parts do not make."""
    for table in draft.tables:
        found = grid(draft, table)
        if not _is_additive(found, draft):
            continue
        wrong = [*_wrong(found, draft.language), *_wrong(transposed(found), draft.language)]
        yield from _findings(draft, table, wrong)


def _is_additive(found: Grid, draft: Draft) -> bool:
    """Tell whether a table may add up: the text just after it may say that it does not."""
    after = draft.text[found.table.end : found.table.end + 240].casefold()
    return len(found.lines) > 1 and not pattern(draft.language, "sums.not_additive").search(after)


def _wrong(found: Grid, language: Language) -> list[Wrong]:
    return [
        *_totals(found, language),
        *_aggregates(found, language),
        *_balances(found, language),
        *_running(found, language),
    ]


def _findings(draft: Draft, table: Table, wrong: Sequence[Wrong]) -> Iterator[Finding]:
    """Yield one finding a row: a wrong revenue is wrong in its balance too, once is enough."""
    told: set[tuple[int, int]] = set()
    for number, right in wrong:
        row = row_of(table, number)
        if (row.start, row.end) in told:
            continue
        told.add((row.start, row.end))
        yield at(
            draft,
            "sum_mismatch",
            table_criterion(draft, table),
            (row.start, row.end),
            stated=number.value,
            computed=right,
            unit=number.unit,
        )


def _totals(found: Grid, language: Language) -> Iterator[Wrong]:
    total = pattern(language, "sums.total")
    for at_line, line in enumerate(found.lines):
        places = [n for n, words in enumerate(line.labels) if total.search(words)]
        tried = [_tried(found, at_line, place, language) for place in places]
        yield from _exceptions([sums for sums in tried if sums], strict=True)


Sums = tuple[Number, dict[str, Decimal], Decimal]  # the total, the sum by each way, tolerance


def _tried(found: Grid, at_line: int, place: int, language: Language) -> Sums | None:
    """Return what a total of one column is against each way of adding; None: not a sum."""
    stated = found.lines[at_line].numbers[place]
    if stated is None or pattern(language, "sums.not_summed").search(found.headings[place]):
        return None
    ways = {}
    slack = stated.half if stated.half < Decimal("0.5") or stated.scale > 1 else Decimal(0)
    loosest = Decimal(0)
    for name, chosen in _ways(found, at_line, language):
        parts = [(found.lines[n].numbers[place], found.lines[n].blank[place]) for n in chosen]
        known = [number for number, _ in parts if number is not None]
        if len(known) < 2 or any(number is None and not blank for number, blank in parts):
            continue
        if any(number.unit != stated.unit for number in known):
            continue
        ways[name] = sum((number.value for number in known), Decimal(0))
        loosest = max(loosest, slack + _slack(known))
    is_rate = stated.unit == "percent" and not _is_whole(stated, ways)
    return None if not ways or is_rate else (stated, ways, loosest)


def _is_whole(stated: Number, ways: dict[str, Decimal]) -> bool:
    """Tell shares, which make a hundred, from rates, of which a total row is a mean."""
    return abs(stated.value - 100) <= 1 or any(abs(made - 100) <= 3 for made in ways.values())


def _slack(parts: Sequence[Number]) -> Decimal:
    """Return how far rounding may move a sum: whole numbers are exact, decimals are not."""
    rounded = [one.half for one in parts if one.half < Decimal("0.5") or one.scale > 1]
    shares = [one.half for one in parts if one.unit == "percent"]
    return sum(shares or rounded, Decimal(0))


def _ways(found: Grid, at_line: int, language: Language) -> Iterator[tuple[str, list[int]]]:
    """Yield the ways in which the lines around a total may make it up."""
    total, part = pattern(language, "sums.total"), pattern(language, "sums.of_which")
    lines = found.lines
    is_total = [bool(total.search(line.label) or _is_aggregate(line, language)) for line in lines]
    own = [n for n, line in enumerate(lines) if not part.search(line.label)]
    above = [n for n in own if n < at_line]
    last = max((n for n in above if is_total[n]), default=-1)
    yield "since", [n for n in above if n > last]
    yield "all", [n for n in above if not is_total[n]]
    yield "totals", [n for n in above if is_total[n]]
    yield "running", [n for n in above if n >= last]
    yield "lines", above
    if at_line == 0:
        yield "below", [n for n in own if n > 0 and not is_total[n]]


def _is_aggregate(line: Line, language: Language) -> bool:
    return any(
        pattern(language, f"sums.{name}").fullmatch(_bare(line.label))
        for name in ("revenue", "cost", "balance")
    )


def _bare(label: str) -> str:
    return re.sub(r"\s*\([^()]*\)|[*_:]", "", label).strip()


def _exceptions(tried: Sequence[Sums], strict: bool) -> Iterator[Wrong]:
    """Yield the columns that break the way of adding which most columns keep.

    ``strict``: the label says that it is a total, so that one column alone may be judged.
    """
    if not tried:
        return
    names = list(dict.fromkeys(name for _, ways, _ in tried for name in ways))
    kept = {name: sum(_keeps(one, name) for one in tried) for name in names}
    best = max(names, key=lambda name: kept[name])
    others = [one for one in tried if not any(_keeps(one, name) for name in names)]
    if not strict and (kept[best] < 2 or kept[best] * 2 < len(tried)):
        return
    for stated, ways, _ in others:
        right = ways.get(best, next(iter(ways.values())))
        if _is_near(stated.value, right):
            yield stated, right


def _keeps(one: Sums, name: str) -> bool:
    stated, ways, slack = one
    return name in ways and abs(ways[name] - stated.value) <= slack


def _is_near(stated: Decimal, right: Decimal) -> bool:
    return abs(stated - right) <= _FARTHEST * max(abs(right), abs(stated))


def _aggregates(found: Grid, language: Language) -> Iterator[Wrong]:
    """Yield revenue and cost lines, and closing stocks, that the lines above them do not make."""
    for at_line, line in enumerate(found.lines):
        is_closing = pattern(language, "sums.closing").search(line.label)
        is_flow = _is_aggregate(line, language) and not _is_balance(line, language)
        if not (is_closing or is_flow) or pattern(language, "sums.total").search(line.label):
            continue
        tried = [_tried(found, at_line, place, language) for place in range(len(line.numbers))]
        yield from _exceptions([sums for sums in tried if sums], strict=False)


def _is_balance(line: Line, language: Language) -> bool:
    return bool(pattern(language, "sums.balance").fullmatch(_bare(line.label)))


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
    return stated, {"difference": made}, _slack([stated, more, less])


def _last(found: Grid, label: Pattern[str]) -> Line | None:
    """Return the line of a label; where it is a heading of parts, the one that is a total."""
    lines = [line for line in found.lines if label.fullmatch(_bare(line.label))]
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
        tried.append((stated, {"running": made + step.value}, _slack([stated, step])))
        made = stated.value
    yield from _exceptions(tried, strict=False)


def _labelled(found: Grid, is_label: Callable[[str], object]) -> Line | None:
    return next((line for line in found.lines if is_label(_bare(line.label))), None)
