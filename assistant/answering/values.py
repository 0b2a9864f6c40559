"""Values: the amounts, counts and dates of a claim are those of its quotation, bound to the same.

A value keeps its unit, stays an upper or a lower bound where it is quoted as one, and belongs to
the words that it belongs to there ("138 applications, 59 projects" does not say 138 projects).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.answering.support import numbers
from assistant.answering.wording import wording
from assistant.figures import Figure, figures
from assistant.model import LANGUAGES, Language
from assistant.retrieval.lexical import fold, stem, words
from assistant.text import listing

_BEFORE = 80  # characters before a value in which the word of its bound stands
_TIMES = ("hour", "day", "week", "month", "year")
_NEARER = 2  # times nearer a word must be to another value to belong to it
_APART = 3  # and words nearer
_STEPS = ((re.compile(r"[.!?](?=\s)"), 10), (re.compile(r"[;:]"), 6), (re.compile(r"[,()]"), 2))
_JOINTS = frozenset(("e", "ed", "o", "and", "or"))
_TOKEN = re.compile(r"[^\W_]+|[.!?;:,()]")
_QUANTITY = re.compile(r"\d\s?(?:%|€|euro\b|milion|miliard|million|billion)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = re.compile(r"(?:\b[A-ZÀ-Ý]\w+|\b(?:fase|phase|articol[oi]|art\.|comma|n\.))\s$")
_CLAUSE = re.compile(r"[;:.]\s|,\s")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a text: ``key`` an exact number, or year, month and day ("" where not said).

    ``kind``: date, year, name (the number of a phase or an article) or number.
    """

    kind: str
    key: tuple[str, ...]
    unit: str
    start: int
    end: int

    def is_said_by(self, other: "Value") -> bool:
        """Tell whether another value says at least as much."""
        pairs = zip(self.key, other.key, strict=False)
        return self.kind == other.kind and all(mine in ("", its) for mine, its in pairs)


def wrong_value(claim: str, quotation: str, language: Language) -> str | None:
    """Return what is wrong with the values of a claim, by a word; None when nothing is."""
    if not numbers(claim, language) <= numbers(quotation, language) | _halves(quotation):
        return "number"
    mine, its = values(claim, language), values(quotation, language)
    for value in mine:
        same = [other for other in its if value.is_said_by(other)]
        if not same and value.kind == "date":
            return "date"
        if same and not any(_fits(value.unit, other.unit) for other in same):
            return "unit"
        if same and not any(_is_bound_alike(value, claim, other, quotation) for other in same):
            return "bound"
        if same and _is_anothers(value, claim, same, mine, its, quotation, language):
            return "value"
    return None


def without_values(text: str, language: Language) -> str:
    """Return a text without its amounts and dates."""
    kept, end = "", 0
    for value in values(text, language):
        kept += f"{text[end : value.start]} "
        end = max(end, value.end)
    return kept + text[end:]


def values(text: str, language: Language) -> list[Value]:
    """Return the values of a text, in order."""
    dated = list(_dates(text))
    counted = [
        _counted(text, found)
        for found in figures(text, language)
        if not any(day.start < found.end and found.start < day.end for day in dated)
    ]
    return sorted([*dated, *counted], key=lambda value: value.start)


def _counted(text: str, found: Figure) -> Value:
    unit, key = _unit(text, found.end, found.unit), f"{found.value.normalize():f}"
    kind = "number"
    if not unit and _YEAR.fullmatch(text[found.start : found.end]):
        kind = "year"
    elif not unit and _NAMED.search(text[max(0, found.start - 24) : found.start]):
        kind = "name"
    return Value(kind, (key,), unit, found.start, found.end)


def _halves(text: str) -> set[str]:
    return {"50%"} if re.search(r"\b(?:metà|half)\b", text.lower()) else set()


def _unit(text: str, end: int, unit: str) -> str:
    if unit != "count":
        return unit
    after = re.sub(r"^[\s\-]+", "", text[end : end + 24])
    named = (
        name
        for language in LANGUAGES
        for name, pattern in wording(language).units.items()
        if pattern.match(after)
    )
    return next(named, "")


def _fits(mine: str, its: str) -> bool:
    """Tell whether a unit may be told of a value quoted with another, or with none."""
    return mine == its or not mine or (not its and mine == "euro")


@cache
def _months() -> dict[str, str]:
    return {
        name.lower(): f"{number:02}"
        for language in LANGUAGES
        for number, name in enumerate(listing(language, "dates.months"), start=1)
    }


@cache
def _date_forms() -> tuple[re.Pattern[str], ...]:
    names = "|".join(_months())
    return (
        re.compile(
            rf"(?:(?<!\d)(?P<d>\d{{1,2}})[°º]?\s)?\b(?P<m>{names})\b(?:\s(?P<y>\d{{4}})\b)?",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?P<m>{names})\s(?P<d>\d{{1,2}})(?:,?\s(?P<y>\d{{4}}))?\b", re.IGNORECASE
        ),
        re.compile(r"(?<![\w/.-])(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})(?![\w/-])"),
        re.compile(r"(?<![\w/.-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\w/-])"),
    )


def _dates(text: str) -> Iterator[Value]:
    taken: list[tuple[int, int]] = []
    found = [match for form in _date_forms() for match in form.finditer(text)]
    for match in sorted(found, key=lambda one: (one.start(), -one.end())):
        day, year = match["d"] or "", match["y"] or ""
        is_named = not match["m"].isdigit()
        # A month's name alone may be a verb or a name ("marzo", "may"): only with a day or a year.
        if (is_named and not (day or year)) or any(a < match.end() and match.start() < b for a, b in taken):
            continue
        month = _months()[match["m"].lower()] if is_named else f"{int(match['m']):02}"
        taken.append(match.span())
        yield Value("date", (year, month, day.lstrip("0")), "", *match.span())


def _is_bound_alike(mine: Value, claim: str, other: Value, quotation: str) -> bool:
    if mine.kind != "number":
        return True
    told, said = _bound(claim, mine), _bound(quotation, other)
    if told and not said:
        return mine.unit in _TIMES
    return told == said


def _bound(text: str, value: Value) -> str:
    """Return "upper" or "lower" where a value is told as a bound, by the nearest word; else ""."""
    before = _CLAUSE.split(text[max(0, value.start - _BEFORE) : value.start])[-1]
    before = fold(_QUANTITY.split(before)[-1])
    after = fold(text[value.end :]).lstrip(" (,")
    found: list[tuple[int, str]] = []
    for name, pattern in _bounds():
        found += [(len(before) - one.end(), name) for one in pattern.finditer(before)]
        found += [(0, name) for _ in [pattern.match(after)] if _]
    return min(found)[1] if found else ""


@cache
def _bounds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = [wording(language).bounds for language in LANGUAGES]
    return tuple((name, pattern) for table in tables for name, pattern in table.items())


def _is_anothers(
    value: Value,
    claim: str,
    same: Sequence[Value],
    told: Sequence[Value],
    its: Sequence[Value],
    quotation: str,
    language: Language,
) -> bool:
    """Tell whether the words around a value belong, in the quotation, to another of its sort."""
    if value.kind == "name":
        return False
    rivals = [
        other
        for other in its
        if (other.kind, other.unit) == (value.kind, value.unit)
        and not value.is_said_by(other)
        and not any(mine.is_said_by(other) for mine in told)
    ]
    if not rivals:
        return False
    near = {stem(word, language) for word in words(_clause_of(claim, value))}
    places = list(_places(quotation, language))
    mine = [at for at, _, start in places if any(o.start <= start < o.end for o in same)]
    for rival in rivals:
        theirs = [at for at, _, start in places if rival.start <= start < rival.end]
        votes = [
            _vote(at, mine, theirs)
            for at, word, start in places
            if word in near and not any(o.start <= start < o.end for o in (*same, *rivals))
        ]
        if votes and max(votes) > 0 and min(votes) >= 0:
            return True
    return False


def _vote(at: int, mine: Sequence[int], theirs: Sequence[int]) -> int:
    """Return 1 for a word much nearer to the rival, -1 for one much nearer to the value, else 0."""
    own = min((abs(at - place) for place in mine), default=99)
    other = min((abs(at - place) for place in theirs), default=99)
    if other * _NEARER <= own and own - other >= _APART:
        return 1
    return -1 if own * _NEARER <= other and other - own >= _APART else 0


def _clause_of(text: str, value: Value) -> str:
    before = _CLAUSE.split(text[: value.start])[-1]
    after = _CLAUSE.split(text[value.end :])[0]
    return f"{before} {after}"


def _places(text: str, language: Language) -> Iterator[tuple[int, str, int]]:
    """Yield place, stem and offset of each word; punctuation and joints set words apart."""
    at = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        at += next((step for pattern, step in _STEPS if pattern.match(f"{token} ")), 1)
        if token.lower() in _JOINTS:
            at += 2
        carried = words(token)
        yield at, stem(carried[0], language) if carried else "", match.start()
