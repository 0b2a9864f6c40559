"""Amounts, percentages and counts as Italians and English speakers write them.

``1.250.000,00 €``, ``1,2 M€``, ``centomila euro``, ``120k``, ``50 per cento``.
Values are exact decimals; offsets are code points of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from text_to_num import text2num

Unit = Literal["euro", "percent", "count"]

_SCALES = {
    "k": 10**3,
    "mila": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mln": 10**6,
    "milione": 10**6,
    "milioni": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "mld": 10**9,
    "miliardo": 10**9,
    "miliardi": 10**9,
    "billion": 10**9,
}
_NUMBER = r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALE = r"[ \u00a0]?(?P<scale>k|mila|thousand|mln|mld|milion[ei]|millions?|miliard[oi]|billion|m)"
_CURRENCY = r"(?:di |of )?(?:€|euro|eur)s?"
_PERCENT = r"%|per ?cento|per ?cent|x ?cento|percent"
_FIGURE = re.compile(
    rf"(?P<before>€|eur|euro)?[ \u00a0]?(?<![\w.,])(?P<number>{_NUMBER})(?:{_SCALE}(?![a-z]))?"
    rf"(?:[ \u00a0]?(?P<percent>{_PERCENT})(?!\w)|[ \u00a0]?(?P<currency>{_CURRENCY})(?!\w))?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[a-zàèéìòù]+(?:[ -][a-zàèéìòù]+)*", re.IGNORECASE)
_AFTER_WORDS = re.compile(
    rf"[ \u00a0]?(?:(?P<percent>{_PERCENT})|(?P<currency>{_CURRENCY}))(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a text states, with its unit and where it stands."""

    value: Decimal
    unit: Unit
    start: int
    end: int


def figures(text: str, language: str = "it") -> tuple[Figure, ...]:
    """Return every figure of the text, in order, digits and words alike."""
    found = [*_in_digits(text, language), *_in_words(text, language)]
    kept: list[Figure] = []
    for figure in sorted(found, key=lambda figure: (figure.start, -figure.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return tuple(kept)


def parse_number(digits: str, language: str = "it") -> Decimal:
    """Return the value of digits with separators; a single group of three is thousands.

    ``1.250`` is 1250 in Italian and 1.25 in English when no other sign decides; ``1,5`` is 1.5.
    """
    plain = re.sub(r"['\s\u00a0\u202f]", "", digits)
    thousands, decimal = (".", ",") if language == "it" else (",", ".")
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return Decimal(plain)
    mark, tail = plain[last], plain[last + 1 :]
    both = "." in plain and "," in plain
    groups = len(tail) == 3 and not both and (mark == thousands or plain.count(mark) > 1)
    if groups:
        return Decimal(plain.replace(mark, ""))
    head = plain[:last].replace(".", "").replace(",", "")
    if both or mark == decimal or len(tail) != 3:
        return Decimal(f"{head}.{tail}")
    return Decimal(head + tail)


def _in_digits(text: str, language: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        scale = (match["scale"] or "").lower()
        value = parse_number(match["number"], language) * _SCALES.get(scale, 1)
        unit: Unit = "count"
        if match["percent"]:
            unit = "percent"
        elif match["currency"] or match["before"]:
            unit = "euro"
        yield Figure(value, unit, match.start("number"), match.end())


def _in_words(text: str, language: str) -> Iterator[Figure]:
    for run in _WORDS.finditer(text):
        yield from _in_run(text, run.start(), run.end(), language)


def _in_run(text: str, start: int, end: int, language: str) -> Iterator[Figure]:
    """Yield the longest number phrases of a run of words; a lone article is no number."""
    words = [
        (match.start() + start, match.end() + start)
        for match in re.finditer(r"[^\s-]+", text[start:end])
    ]
    at = 0
    while at < len(words):
        taken = 0
        for last in range(min(len(words), at + 6), at, -1):
            phrase = text[words[at][0] : words[last - 1][1]]
            value = _value_of(phrase, language)
            if value is not None:
                yield _worded(text, value, words[at][0], words[last - 1][1])
                taken = last - at
                break
        at += taken or 1


def _worded(text: str, value: Decimal, start: int, end: int) -> Figure:
    after = _AFTER_WORDS.match(text, end)
    if not after:
        return Figure(value, "count", start, end)
    return Figure(value, "percent" if after["percent"] else "euro", start, after.end())


def _value_of(phrase: str, language: str) -> Decimal | None:
    if phrase.lower() in {"un", "uno", "una", "one", "a", "e", "and", "sei"}:
        return None
    try:
        return Decimal(text2num(phrase, language))
    except ValueError:
        return None
