"""Values: the amounts, counts and dates of a text, with their units and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.answering.wording import wording
from assistant.figures import Figure, figures
from assistant.model import LANGUAGES, Language
from assistant.text import listing

_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = re.compile(r"(?:\b[A-ZÀ-Ý]\w+|\b(?:fase|phase|articol[oi]|art\.|comma|n\.))\s$")


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
        re.compile(rf"\b(?P<m>{names})\s(?P<d>\d{{1,2}})(?:,?\s(?P<y>\d{{4}}))?\b", re.IGNORECASE),
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
        is_taken = any(start < match.end() and match.start() < end for start, end in taken)
        if is_taken or (is_named and not (day or year)):
            continue
        month = _months()[match["m"].lower()] if is_named else f"{int(match['m']):02}"
        taken.append(match.span())
        yield Value("date", (year, month, day.lstrip("0")), "", *match.span())
