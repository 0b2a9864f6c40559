"""Amounts, percentages and counts as Italians and English speakers write them.

``1.250.000,00 €``, ``1,2 M€``, ``un milione e mezzo di euro``, ``120k``, ``50 per cento``.
Values are exact decimals; offsets are code points of the text. A date is no figure, nor is a code
such as ``XI/4821``; a year and the number of an article are counts. Signs are left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import cache, lru_cache
from typing import Literal

from text_to_num import text2num

from assistant.model import LANGUAGES
from assistant.text import listing

Unit = Literal["euro", "percent", "count"]

_RUN = re.compile(r"\d+")

_SCALES = (
    dict.fromkeys(("k", "mila", "thousand"), 10**3)
    | dict.fromkeys(("m", "mln", "milione", "milioni", "million", "millions"), 10**6)
    | dict.fromkeys(("bn", "mld", "miliardo", "miliardi", "billion", "billions"), 10**9)
)
_LARGE = r"(?:milion[ei]|millions?|miliard[oi]|billions?)"
_NUMBER = (
    r"[1-9]\d{{0,2}}(?P<{0}>[.,'’ \u00a0\u202f])\d{{3}}(?:(?P={0})\d{{3}})*(?!\d)"
    r"(?:[.,]\d{{1,2}}(?!\d))?|\d+(?:[.,]\d+)?"
)
_DIGITS = re.compile(
    rf"(?P<before>€\s?|(?<!\w)euro?\s)?(?<![\w.,])(?<![^\W\d_][-/])"
    rf"(?P<number>{_NUMBER.format('mark')})"
    rf"(?:\s?(?P<scale>k|mila|thousand|mln|mld|bn|{_LARGE}|(?(before)m|(?:(?-i:M)|m(?=\s?(?:€|eur)))))(?!\w)"
    rf"(?:\s(?:e\s|and\s)?(?P<rest>{_NUMBER.format('rest_mark')})\s?(?:mila|thousand)(?!\w))?)?"
    r"(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_NUMERALS = {
    "it": "zero|un[oa]?|due|du|tre|tré|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici"
    "|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti?|trenta?"
    "|(?:quar|cinqu|sess|sett|ott|nov)anta?|cento?|mille|mila|milion[ei]|miliard[oi]",
    "en": "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    "|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|(?:a\s)?(?:hundred|thousand|million|billion)",
}
_MOST_WORDS = 12  # of one number: the longest English ones
_HALVES = re.compile(rf"(?<!\w)(?:mezzo|half\sa)\s(?P<scale>{_LARGE})(?!\w)", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?P<half>\s(?:e\smezz[oa]|and\sa\shalf)(?!\w)(?:\s(?P<scale>{_LARGE})(?!\w))?)?"
    r"(?:/00(?!\d)|,[-–=]+)?"
    r"(?:\s?(?:(?P<percent>%(?!\w)|(?:(?:per|x)\s?cento|per\s?cent)(?!\w))"
    r"|(?P<currency>(?:(?:di|of)\s)?(?:€|(?:euros?|eur)(?!\w)))))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:€|(?<!\w)euro?)\s?$", re.IGNORECASE)

# Words that are numbers only in some company: articles, and "sei" that is also a verb.
_ARTICLE = re.compile(r"un[oa]?|one", re.IGNORECASE)
_VERB_BEFORE = re.compile(
    r"(?:^|[^\w\s]\s?|(?<!\w)(?:se|tu|che|chi|ci|non|già|quando|dove)\s)$", re.IGNORECASE
)
_PLURAL_AFTER = re.compile(r"\s(?!\w*(?:nte|[ai]le|tore)(?!\w))\w{2,}[ie](?!\w)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a text states, with its unit and where it stands."""

    value: Decimal
    unit: Unit
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    """A number still without its unit (of a date, none); ``scale``: what its last word is worth."""

    value: Decimal | None
    scale: int
    start: int
    end: int


def figures(text: str, language: str = "it") -> tuple[Figure, ...]:
    """Return every figure of the text, in order, digits and words alike."""
    with localcontext(Context(prec=max(28, len(text) + 12))):  # no digit is ever rounded away
        return tuple(_figures(text, language))


def numbers(text: str, language: str) -> set[str]:
    """Return the values of a text: amounts in one form, and the digits of dates and codes."""
    found = figures(text, language)
    values = {f"{figure.value.normalize():f}{'%' * (figure.unit == 'percent')}" for figure in found}
    digits = (run for run in _RUN.finditer(text) if not _is_inside(run.start(), found))
    return values | {run[0].lstrip("0") for run in digits}


def _is_inside(at: int, found: Iterable[Figure]) -> bool:
    return any(figure.start <= at < figure.end for figure in found)


def _figures(text: str, language: str) -> Iterator[Figure]:
    found = [*_dates(text), *_in_digits(text, language), *_in_words(text, language)]
    reached = 0
    for number in sorted(found, key=lambda number: (number.start, -number.end)):
        if number.start < reached:
            continue
        figure = _figure(text, number, reached)
        reached = figure.end if figure else number.end
        if figure and not _is_mere_word(text, number, figure):
            yield figure


def parse_number(digits: str, language: str = "it") -> Decimal:
    """Return the value of digits with separators; a single group of three is thousands.

    ``1.250`` is 1250 in Italian and 1.25 in English when no other sign decides; ``1,5`` is 1.5.
    """
    plain = re.sub(r"['’\s]", "", digits)
    whole = re.sub(r"[.,]", "", plain)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return Decimal(whole)
    thousands = "." if language == "it" else ","
    head, _, tail = plain.rpartition(marks[-1])
    is_group = len(tail) == 3 and re.fullmatch(r"[1-9]\d{0,2}", head)
    if marks.count(marks[-1]) > 1 or (marks[-1] == thousands and is_group):
        return Decimal(whole)
    return Decimal(f"{whole.removesuffix(tail)}.{tail}")


@cache
def _date_forms() -> re.Pattern[str]:
    months = "|".join(name for language in LANGUAGES for name in listing(language, "dates.months"))
    return re.compile(
        rf"(?:\d{{1,2}}[°º]?\s)?(?<!\w)(?:{months})\s\d{{4}}(?!\w|[.,]\d)"
        rf"|\d{{1,2}}[°º]?\s(?:{months})(?!\w)|(?<!\w)(?:{months})\s\d{{1,2}},?\s\d{{4}}(?!\w)"
        r"|(?<![\w.,/-])\d{1,4}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{2,4}(?![\w/-])"
        r"|(?<!\w)ore\s\d{1,2}[.:,]\d{2}(?!\d)|(?<!\w)\d{1,2}:\d{2}(?!\d)",
        re.IGNORECASE,
    )


def _dates(text: str) -> Iterator[_Number]:
    for match in _date_forms().finditer(text):
        yield _Number(None, 1, match.start(), match.end())


def _in_digits(text: str, language: str) -> Iterator[_Number]:
    for match in _DIGITS.finditer(text):
        scale = _SCALES.get((match["scale"] or "").lower(), 1)
        value = parse_number(match["number"], language) * scale
        if match["rest"]:
            value += parse_number(match["rest"], language) * 1000
        yield _Number(value, scale, match.start("number"), match.end())


def _in_words(text: str, language: str) -> Iterator[_Number]:
    for match in _HALVES.finditer(text):
        scale = _SCALES[match["scale"].lower()]
        yield _Number(Decimal(scale) / 2, scale, match.start(), match.end())
    for match in _phrases(language).finditer(text):
        yield from _longest(text, match.start("phrase"), match.end("phrase"), language)


@cache
def _phrases(language: str) -> re.Pattern[str]:
    """Return the pattern of number words in a row; between two bounds "and" joins nothing."""
    word = rf"(?:{_NUMERALS[language]})+(?!\w)"
    joint = r"(?(between)(?!)|(?:e|and)\s)"
    return re.compile(
        rf"(?<!\w)(?P<between>(?:tra|fra|between)\s)?(?P<phrase>{word}(?:[\s-]{joint}?{word})*)",
        re.IGNORECASE,
    )


def _longest(text: str, start: int, end: int, language: str) -> Iterator[_Number]:
    """Yield the longest numbers of a row of number words."""
    words = [match.span() for match in re.compile(r"[^\s-]+").finditer(text, start, end)]
    reached = start
    for at, (first, _) in enumerate(words):
        if first < reached:
            continue
        if number := _number_from(text, words[at : at + _MOST_WORDS], language):
            reached = number.end
            yield number


def _number_from(text: str, words: list[tuple[int, int]], language: str) -> _Number | None:
    """Return the longest number that the first of the words begins."""
    for last in range(len(words) - 1, -1, -1):
        start, end = words[0][0], words[last][1]
        value = _value_of(text[start:end].lower(), language)
        if value is not None:
            return _Number(value, _SCALES.get(text[slice(*words[last])].lower(), 1), start, end)
    return None


@lru_cache(maxsize=4096)
def _value_of(phrase: str, language: str) -> Decimal | None:
    phrase = re.sub(r"^a\s", "one ", phrase)
    if phrase.split()[0] in _SCALES or phrase in ("a", "hundred"):
        return None
    try:
        return Decimal(text2num(phrase, language))
    except ValueError:
        return None


def _figure(text: str, number: _Number, reached: int) -> Figure | None:
    """Return a number with its unit, sought on both sides; None for a date."""
    if number.value is None:
        return None
    after = _AFTER.match(text, number.end)
    assert after is not None
    value = number.value + (Decimal(number.scale) / 2 if after["half"] else 0)
    value *= _SCALES.get((after["scale"] or "").lower(), 1)
    if after["percent"]:
        return Figure(value, "percent", number.start, after.end())
    if after["currency"]:
        return Figure(value, "euro", number.start, after.end())
    near = max(reached, number.start - 6)
    if before := _BEFORE.search(text[near : number.start]):
        return Figure(value, "euro", near + before.start(), after.end())
    return Figure(value, "count", number.start, after.end())


def _is_mere_word(text: str, number: _Number, figure: Figure) -> bool:
    """Tell an article from the number one, and the verb "sei" from the number six."""
    if figure.unit != "count" or figure.end > number.end:
        return False
    word = text[number.start : number.end].lower()
    if word != "sei":
        return bool(_ARTICLE.fullmatch(word))
    is_verb = _VERB_BEFORE.search(text[max(0, number.start - 8) : number.start])
    return bool(is_verb) or not _PLURAL_AFTER.match(text, number.end)
