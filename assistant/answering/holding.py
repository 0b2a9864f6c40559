"""Holding: in whose hands a company is said to be, and which words only tell who holds it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.answering.lexicon import Compiled, lexicon
from assistant.answering.parts import PAUSE, STOP, around
from assistant.call.members import Side
from assistant.figures import figures
from assistant.model import Language

_HUNDRED, _HALF = Decimal(100), Decimal(50)
_NEAR = 45  # characters between a portion and whose it is


@dataclass(frozen=True, slots=True)
class Holding:
    """A portion of a company in somebody's hands: from ``start`` to ``end`` of the text.

    ``private``: the percentage in private hands, 0 to 100; None where only a majority is told,
    which is on ``side``.
    """

    start: int
    end: int
    side: Side
    private: Decimal | None


@dataclass(frozen=True, slots=True)
class _Portion:
    """How much is held. ``share``: percent, None for a majority; ``is_plain``: by a figure."""

    start: int
    end: int
    share: Decimal | None
    is_plain: bool


def holdings(folded: str, language: Language) -> tuple[Holding, ...]:
    """Return the portions of companies that a text tells with whose they are, in their order."""
    book = lexicon(language).holding
    portions = _apart(_portions(folded, language))
    found: list[Holding] = []
    for place, one in enumerate(portions):
        if found and one.start < found[-1].end:
            continue
        until = portions[place + 1].start if place + 1 < len(portions) else len(folded)
        since = found[-1].end if found else 0
        if (one.is_plain or _is_held(folded, one, book)) and (
            held := _of(folded, one, (since, until), book)
        ):
            found.append(held)
    return tuple(found)


def _apart(portions: Iterable[_Portion]) -> list[_Portion]:
    """Return portions in their order; of those that overlap ("piu della meta") the first."""
    kept: list[_Portion] = []
    for one in sorted(portions, key=lambda one: one.start):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _portions(folded: str, language: Language) -> Iterator[_Portion]:
    """Yield the percentages, the fractions, the halves, the majorities and the wholes."""
    book, numbers = lexicon(language), lexicon(language).parts
    for figure in figures(folded):
        if figure.unit == "percent" and figure.value <= _HUNDRED:
            yield _Portion(figure.start, figure.end, figure.value, is_plain=True)
    for found in book.case["fraction"].finditer(folded):
        part, whole = (
            next(n for word, n in numbers.items() if found[key].startswith(word)) for key in "nd"
        )
        if part <= whole:
            yield _Portion(*found.span(), round(_HUNDRED * part / whole, 2), is_plain=True)
    shares = {"half": _HALF, "all": _HUNDRED, "more": None}
    for key, share in shares.items():
        for found in book.holding[key].finditer(folded):
            yield _Portion(*found.span(), share, is_plain=False)


def _is_held(folded: str, one: _Portion, book: Mapping[str, Compiled]) -> bool:
    """Tell whether the sentence of a portion says that something is held."""
    start, end = around(folded, one.start, one.end)
    return bool(book["held"].search(folded, start, end))


def _of(
    folded: str, one: _Portion, limits: tuple[int, int], book: Mapping[str, Compiled]
) -> Holding | None:
    """Return a portion with whose it is: who is named after it in its clause, else before it."""
    since, until = limits
    after = folded[one.end : min(until, one.end + _NEAR)]
    thing = book["object"].match(after.lstrip())  # "two thirds of the company": whose comes later
    skipped = len(after) - len(after.lstrip()) + thing.end() if thing else 0
    after = " " * skipped + after[skipped:]
    cut = next((mark.start() for mark in _ends(after, book)), len(after))
    first = min(_owners(after[:cut], book), default=None)
    if first:
        end = one.end + first[1]
        begin = one.end + skipped if thing else one.start
        return _holding(one, (begin, _with_rest(folded, end, book)), first[2])
    start = max(since, one.start - _NEAR)
    before = STOP.split(folded[start : one.start])[-1]
    last = max(_owners(before, book), default=None)
    if last is None:
        return None
    begin = one.start - len(before) + last[0]
    end = one.end if thing else _with_rest(folded, one.end, book)
    return _holding(one, (begin, end), last[2])


def _ends(after: str, book: Mapping[str, Compiled]) -> Iterator[re.Match[str]]:
    marks = [*PAUSE.finditer(after), *book["rest"].finditer(after)]
    return iter(sorted(marks, key=lambda mark: mark.start()))


def _owners(text: str, book: Mapping[str, Compiled]) -> Iterator[tuple[int, int, Side]]:
    sides: tuple[Side, Side] = ("public", "private")
    for side in sides:
        for found in book[side].finditer(text):
            yield *found.span(), side


def _with_rest(folded: str, end: int, book: Mapping[str, Compiled]) -> int:
    """Return where what is said of the holders ends: who has the rest is told after it."""
    stop = around(folded, end, end)[1]
    rest = book["rest"].search(folded, end, stop)
    if rest is None:
        return end
    told = [one[1] for one in _owners(folded[rest.end() : min(stop, rest.end() + _NEAR)], book)]
    return rest.end() + max(told, default=0)


def _holding(one: _Portion, span: tuple[int, int], side: Side) -> Holding:
    if one.share is None:
        return Holding(*span, side, None)
    private = one.share if side == "private" else _HUNDRED - one.share
    return Holding(*span, side, private)
