"""Whether parts make a total, with rounding and with scale words that are said once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number
from assistant.masterplan.consistency.place import criterion_at
from assistant.masterplan.draft import Draft
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_SMALLEST = 1000  # times a part of money goes into its total at most
_MOST_HALVES = 3  # of a last digit: roundings go both ways and seldom add up
_NOUN = re.compile(r"\s(?!dal|from\b)[a-z]{4,}")
_FARTHEST = {"euro": Decimal("0.5"), "percent": Decimal("0.3"), "count": Decimal("0.3")}


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with the parts that are told to make it up."""

    total: Number
    parts: tuple[Number, ...]

    @property
    def made(self) -> Decimal:
        """Return what all the parts make."""
        return sum((part.value for part in _scaled(self.total, self.parts)), Decimal(0))

    @property
    def is_wrong(self) -> bool:
        """Tell whether neither the parts, nor a run of them from either end, make the total.

        What is far from the total is told of something else, not wrongly added.
        """
        if len(self.parts) < 2 or self.total.value == 0:
            return False
        if any(_makes(self.total, run) for run in _runs(self.parts)):
            return False
        gap = min(abs(made - self.total.value) for made in (self.made, _plain_sum(self.parts)))
        return gap <= _FARTHEST[self.total.unit] * self.total.value


def first_wrong(draft: Draft, sums: Iterable[Sum], span: tuple[int, int]) -> Iterator[Finding]:
    """Yield a finding for the first wrong sum, unless another reading makes its total right."""
    tried = list(sums)
    right = {one.total.start for one in tried if len(one.parts) > 1 and not one.is_wrong}
    for one in tried:
        if one.is_wrong and one.total.start not in right:
            yield at(
                draft,
                "sum_mismatch",
                criterion_at(draft, span[0], "sostenibilita"),
                span,
                stated=one.total.value,
                computed=one.made,
                unit=one.total.unit,
            )
            return


def _plain_sum(parts: Sequence[Number]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _runs(parts: tuple[Number, ...]) -> list[tuple[Number, ...]]:
    """Return the parts, and the runs of two or more that begin at the first or end at the last."""
    count = len(parts)
    heads = [parts[:end] for end in range(2, count)]
    tails = [parts[start:] for start in range(1, count - 1)]
    return [parts, *heads, *tails]


def _makes(total: Number, parts: tuple[Number, ...]) -> bool:
    for tried in (parts, _scaled(total, parts)):
        rounded = [one for one in (*tried, total) if one.scale > 1 or one.half < Decimal("0.5")]
        halves = [one.half for one in rounded]
        slack = min(sum(halves, Decimal(0)), _MOST_HALVES * max(halves, default=Decimal(0)))
        if total.unit == "percent":
            slack = max(slack, sum((one.half for one in tried), Decimal(0)))
        if abs(_plain_sum(tried) - total.value) <= slack:
            return True
    return False


def _scaled(total: Number, parts: Sequence[Number]) -> tuple[Number, ...]:
    """Return the parts in the scale of the total, where they have none ("5.6 M€: 3.1, 2.5")."""
    if total.scale == 1:
        return tuple(parts)
    bare = [part for part in parts if part.scale == 1]
    if any(part.value > total.value / total.scale for part in bare):
        return tuple(parts)
    return tuple(
        replace(
            part, value=part.value * total.scale, half=part.half * total.scale, scale=total.scale
        )
        if part.scale == 1
        else part
        for part in parts
    )


def alike(draft: Draft, total: Number, numbers: Sequence[Number], end: int) -> tuple[Number, ...]:
    """Return the numbers that may be parts of a total: of its unit, or with the unit left out."""
    return tuple(
        replace(one, unit=total.unit)
        for one in numbers
        if one.unit == total.unit or (total.unit == "euro" and _is_bare(draft, one, total, end))
    )


def _is_bare(draft: Draft, number: Number, total: Number, end: int) -> bool:
    """Tell a number without a unit of its own ("84,000 for the study") from months and places.

    What is less than a thousandth of the total counts something, unless the total has a scale word
    that it may share ("1.6, 1.1 and 0.9: 3.6 million") and it is written in digits.
    """
    after = plain(draft.text[number.end : min(end, number.end + 24)])
    if number.unit != "count" or pattern(draft.language, "sums.measure").match(after):
        return False
    shares_scale = total.scale > 1 and draft.text[number.start].isdigit()
    if shares_scale and not _NOUN.match(after):
        return True
    return number.value * _SMALLEST >= total.value


def is_measure(draft: Draft, number: Number, end: int) -> bool:
    """Tell whether a count is of months, square metres or another measure."""
    after = plain(draft.text[number.end : min(end, number.end + 24)])
    return bool(pattern(draft.language, "sums.measure").match(after))
