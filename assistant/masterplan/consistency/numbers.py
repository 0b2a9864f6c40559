"""The figures of a draft where they stand, and the number that a cell of a table holds."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.figures import Figure, Unit, figures
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.draft import Cell, Draft
from assistant.masterplan.plain import plain
from assistant.model import Language

_YEAR = re.compile(r"(?:19|20)\d\d")
_DECIMALS = re.compile(r"\d[.,](\d{1,2})(?!\d)")
_SCALES = ((r"(?:mld|miliard|bn|billion)", 9), (r"(?:mln|milion|million|m\b|m€)", 6))
_THOUSANDS = re.compile(r"(?:\d\s?k\b|k€|mila\b|thousand)")
_NEGATIVE = re.compile(r"^\(?\s*[-−–]\s?(?=[\d€])|^\(\s*[\d€][^()]*\)$")
_AROUND = re.compile(r"[\s()+*−–\-≈~]*")
_UNIT_AFTER = re.compile(r"[\s()*]*[^\W\d]{0,8}[²³]?[\s().*]*")
_NOTE = re.compile(r"(?<=[\d%€])\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Number:
    """``draft.text[start:end]`` states ``value``. ``half``: half a unit of its last digit.

    ``scale``: what its scale word is worth (``5,6 M€``: a million), 1 without one.
    """

    value: Decimal
    unit: Unit
    start: int
    end: int
    half: Decimal = Decimal(0)
    scale: Decimal = Decimal(1)

    @property
    def span(self) -> tuple[int, int]:
        """Return where the number stands."""
        return self.start, self.end


def numbers_in(draft: Draft, start: int, end: int) -> tuple[Number, ...]:
    """Return the numbers between two offsets; years, phases and codes are none."""
    return _numbers(draft.text[start:end], start, draft.language)


@lru_cache(maxsize=16_384)  # a dozen checks ask for those of each sentence of 200 pages
def _numbers(text: str, offset: int, language: Language) -> tuple[Number, ...]:
    return tuple(
        _number(figure, text, offset)
        for figure in figures(text, language)
        if not _is_name(figure, text, language)
    )


def _number(figure: Figure, text: str, offset: int) -> Number:
    words = plain(text[figure.start : figure.end])
    scale = _scale(words)
    decimals = _DECIMALS.search(words)
    digits = len(decimals[1]) if decimals and figure.value != int(figure.value / scale) else 0
    half = scale / Decimal(2 * 10**digits)
    while figure.value % (2 * half) and half > 1:  # "three million and four hundred thousand"
        half /= 10
    return Number(
        figure.value, figure.unit, offset + figure.start, offset + figure.end, half, scale
    )


def _scale(words: str) -> Decimal:
    for mark, power in _SCALES:
        if re.search(mark, words):
            return Decimal(10) ** power
    return Decimal(1000) if _THOUSANDS.search(words) else Decimal(1)


def _is_name(figure: Figure, text: str, language: Language) -> bool:
    """Tell a year or the number of a phase, a step or an annex from a quantity."""
    words = text[figure.start : figure.end]
    if figure.unit == "count" and _YEAR.fullmatch(plain(words).strip()):
        return True
    before = plain(text[max(0, figure.start - 40) : figure.start])
    key = "numbered_before" if _DECIMALS.search(words) else "ordinal_before"
    return figure.unit == "count" and bool(pattern(language, f"numbers.{key}").search(before))


@lru_cache(maxsize=16_384)  # four checks read the same tables
def cell_number(cell: Cell, language: Language) -> Number | None:
    """Return the number that a cell is, signed; None when it says something else."""
    text = _NOTE.sub("", cell.text) if len(cell.text) < 80 else ""
    found = figures(text, language) if re.search(r"\d", text) else ()
    if len(found) != 1:
        return None
    figure = found[0]
    before, after = text[: figure.start], text[figure.end :]
    if not _AROUND.fullmatch(before) or not _UNIT_AFTER.fullmatch(after):
        return None
    number = _number(figure, text, cell.start)
    if not _NEGATIVE.match(text.strip()):
        return number
    return Number(-number.value, number.unit, number.start, number.end, number.half, number.scale)


def is_year(text: str) -> bool:
    """Tell whether a cell is a year or a season ("2027", "2027/28")."""
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?", text.strip()))
