"""Break-even years and losses told in words against the table of the five years."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.call.rule import Rules
from assistant.masterplan.consistency.grids import Grid, Line, grid, row_of, transposed
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.draft import Draft, Sentence, Table
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_YEAR = re.compile(r"\b(20\d\d)\b")
CRITERION = "modello_quinquennale"


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of each year of a table; ``unit``: what its numbers are worth in euro."""

    table: Table
    years: tuple[int, ...]
    numbers: tuple[Number, ...]
    unit: Decimal

    @property
    def break_even(self) -> int | None:
        """Return the first year from which no balance is negative."""
        years = list(zip(self.years, self.numbers, strict=True))
        for place, (year, _) in enumerate(years):
            if all(number.value >= 0 for _, number in years[place:]):
                return year
        return None

    @property
    def losses(self) -> tuple[Decimal, ...]:
        """Return the losses of the first year, of the first two, and so on, in euro."""
        made, found = Decimal(0), []
        for number in self.numbers:
            if number.value < 0:
                made -= number.value * self.unit
                found.append(made)
        return tuple(found)


def balances(draft: Draft) -> Iterator[Balance]:
    """Yield the yearly balances of the tables of revenue and cost."""
    for table in draft.tables:
        found = grid(draft, table)
        for read in (found, transposed(found)):
            if one := _balance(draft, table, read):
                yield one
                break


def _balance(draft: Draft, table: Table, found: Grid) -> Balance | None:
    years = {
        place: int(year[1])
        for place, words in enumerate(found.headings)
        if (year := _YEAR.search(words))
    }
    line = _line(draft, found)
    if line is None or len(years) < 2 or any(place >= len(line.numbers) for place in years):
        return None
    numbers = [line.numbers[place] for place in years]
    known = tuple(number for number in numbers if number is not None)
    if len(known) != len(numbers):
        return None
    return Balance(table, tuple(years.values()), known, table_unit(draft, table))


def _line(draft: Draft, found: Grid) -> Line | None:
    label = pattern(draft.language, "sums.balance")
    running = pattern(draft.language, "sums.running")
    lines = [
        one for one in found.lines if label.fullmatch(one.label) and not running.search(one.label)
    ]
    has_money = any(
        pattern(draft.language, "years.income").search(one.label) for one in found.lines
    )
    return lines[-1] if lines and has_money else None


def table_unit(draft: Draft, table: Table) -> Decimal:
    """Return what a number of a table is worth, by its header or by the words just before it."""
    before = draft.text[max(0, table.start - 160) : table.start].split("\n\n")[-2:]
    header = draft.text[table.start : table.end].split("\n")[0]
    words = plain(" ".join((*before, header)))
    for power in ("million", "thousand"):
        if pattern(draft.language, f"breakeven.{power}").search(words):
            return Decimal(10**6 if power == "million" else 1000)
    return Decimal(1)


def break_even(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield the sentences whose break-even year or losses are not those of the table."""
    found = list(balances(draft))
    for sentence in draft.sentences:
        if sentence.kind == "row" or not found:
            continue
        words = plain(draft.words(sentence))
        year = None if _is_other_case(draft, sentence) else _told_year(draft, words)
        if year is not None and not any(_allows(one, year) for one in found):
            row = row_of(found[0].table, found[0].numbers[0])
            span = (sentence.start, sentence.end)
            params = {"told": year, "variant": "break_even"}
            yield at(draft, "date_inconsistency", CRITERION, span, (row.start, row.end), **params)
        yield from _losses(draft, sentence, words, found[0])


def _is_other_case(draft: Draft, sentence: Sentence) -> bool:
    """Tell whether a sentence has a share, by which the accounts of another case are changed."""
    return any(one.unit == "percent" for one in numbers_in(draft, sentence.start, sentence.end))


def _allows(balance: Balance, year: int) -> bool:
    """Tell whether a table breaks even in a year, or ends before it still at a loss."""
    return year == balance.break_even or (balance.break_even is None and year > balance.years[-1])


def _told_year(draft: Draft, words: str) -> int | None:
    """Return the year that a sentence gives to break-even, unless it only supposes it."""
    told = pattern(draft.language, "breakeven.told").search(words)
    if told is None or pattern(draft.language, "breakeven.supposed").search(words):
        return None
    return int(told["year"])


def _losses(draft: Draft, sentence: Sentence, words: str, balance: Balance) -> Iterator[Finding]:
    """Yield a total of the losses that no run of first years makes."""
    told = pattern(draft.language, "breakeven.losses").search(words)
    if told is None or pattern(draft.language, "breakeven.supposed").search(words):
        return
    lost = balance.losses
    number = _lost(draft, sentence, told.span())
    if number is None or not lost or number.value in lost:
        return
    if number.unit == "euro" and abs(number.value - lost[-1]) <= lost[-1] / 2:
        row = row_of(balance.table, balance.numbers[0])
        yield at(
            draft,
            "sum_mismatch",
            CRITERION,
            (sentence.start, sentence.end),
            (row.start, row.end),
            stated=number.value,
            computed=lost[-1],
            unit=number.unit,
        )


def _lost(draft: Draft, sentence: Sentence, told: tuple[int, int]) -> Number | None:
    """Return the amount that a sentence gives to the losses, before or after their name."""
    numbers = [one for one in numbers_in(draft, sentence.start, sentence.end) if one.unit == "euro"]
    start, end = sentence.start + told[0], sentence.start + told[1]
    of = pattern(draft.language, "breakeven.of")
    for number in numbers:
        if number.end <= start and of.fullmatch(plain(draft.text[number.end : start])):
            return number
    return next((one for one in numbers if start <= one.start <= end), None)
