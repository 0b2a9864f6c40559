"""What the lines of a table make, column by column, by each way in which they may make a total."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.masterplan.consistency.grids import Grid, Line
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number
from assistant.model import Language

_ASIDE = re.compile(r"\s*\([^()]*\)|[*_:]")


@dataclass(frozen=True, slots=True)
class Tally:
    """Some numbers of one column, added: how many, what they make, how far rounding may move it.

    ``shares``: how many are percentages; ``units``: of them all; ``is_whole``: no words stand in
    the place of a number.
    """

    known: int = 0
    made: Decimal = Decimal(0)
    rounded: Decimal = Decimal(0)
    shared: Decimal = Decimal(0)
    shares: int = 0
    units: frozenset[str] = frozenset()
    is_whole: bool = True

    @property
    def slack(self) -> Decimal:
        """Return how far rounding may move the sum: whole numbers are exact, decimals are not."""
        return self.shared if self.shares else self.rounded

    def may_make(self, total: Number) -> bool:
        """Tell whether a total may be the sum: two numbers at least, all of its unit."""
        return self.is_whole and self.known > 1 and self.units == {total.unit}

    def plus(self, number: Number | None, blank: bool = False) -> "Tally":
        """Return the tally with one cell more, which may be blank."""
        if number is None:
            return self if blank else replace(self, is_whole=False)
        is_rounded = number.half < _EXACT or number.scale > 1
        is_share = number.unit == "percent"
        return Tally(
            self.known + 1,
            self.made + number.value,
            self.rounded + (number.half if is_rounded else 0),
            self.shared + (number.half if is_share else 0),
            self.shares + is_share,
            self.units | {number.unit},
            self.is_whole,
        )


Ways = Mapping[str, Tally]  # by the name of the way
Columns = Sequence[Sequence[Ways]]  # for each place, for each line
_NONE = Tally()
_MOST_LINES = 12  # right above a line, that may make it up
_EXACT = Decimal("0.5")  # half a unit: a number without decimals


def columns(found: Grid, language: Language) -> Columns:
    """Return the ways in which the lines around each cell of a grid may make it up."""
    part = pattern(language, "sums.of_which")
    is_total = [
        is_total_label(line.label, language) or is_aggregate(line, language) for line in found.lines
    ]
    is_part = [bool(part.search(line.label)) for line in found.lines]
    places = range(len(found.lines[0].numbers)) if found.lines else ()
    return [list(_column(found.lines, place, is_total, is_part)) for place in places]


def _column(
    lines: Sequence[Line], place: int, is_total: Sequence[bool], is_part: Sequence[bool]
) -> Iterator[Ways]:
    """Yield what the lines above each make; for the first, what those below it make too."""
    since = every = totals = running = above = _NONE
    runs: list[Tally] = []  # of the last line, of the last two, and so on
    below = {"below": _below(lines, place, is_total, is_part)}
    for line, closes, apart in zip(lines, is_total, is_part, strict=True):
        yield {
            "since": since,
            "all": every,
            "totals": totals,
            "running": running,
            "lines": above,
            **{f"last {count}": run for count, run in enumerate(runs, start=1)},
            **below,
        }
        below = {}
        if apart:
            continue
        cell = line.numbers[place], line.blank[place]
        above = above.plus(*cell)
        runs = [] if closes else [one.plus(*cell) for one in (_NONE, *runs[: _MOST_LINES - 1])]
        if closes:
            totals, since, running = totals.plus(*cell), _NONE, _NONE.plus(*cell)
        else:
            every, since, running = every.plus(*cell), since.plus(*cell), running.plus(*cell)


def _below(
    lines: Sequence[Line], place: int, is_total: Sequence[bool], is_part: Sequence[bool]
) -> Tally:
    made = _NONE
    for line, closes, apart in list(zip(lines, is_total, is_part, strict=True))[1:]:
        if not closes and not apart:
            made = made.plus(line.numbers[place], line.blank[place])
    return made


def slack_of(parts: Sequence[Number]) -> Decimal:
    """Return how far rounding may move the sum of some numbers."""
    made = _NONE
    for one in parts:
        made = made.plus(one)
    return made.slack


def is_total_label(label: str, language: Language) -> bool:
    """Tell whether a label opens or closes with the word for a total.

    "Trained, sum of the five years" is what a row measures, not what other rows make.
    """
    return bool(pattern(language, "sums.total_label").search(bare(label)))


def is_aggregate(line: Line, language: Language) -> bool:
    """Tell whether a line is the revenue, the cost or the balance."""
    label = bare(line.label)
    return any(
        pattern(language, f"sums.{name}").fullmatch(label)
        for name in ("revenue", "cost", "balance")
    )


def bare(label: str) -> str:
    """Return a label without its notes in parentheses and its marks."""
    return _ASIDE.sub("", label).strip()
