"""When: the dates of a text as intervals of days, from a day to a year."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from re import Match, Pattern

from assistant.masterplan.consistency.lexicon import tables
from assistant.masterplan.plain import plain
from assistant.model import Language
from assistant.text import listing

_NUMERIC = r"(?P<day3>\d{1,2})[/.-](?P<month3>\d{1,2})[/.-](?P<year3>20\d\d)"
_REACH = 60  # code points before a date that may open its range


@dataclass(frozen=True, slots=True)
class Moment:
    """A date told at ``text[start:end]``: some day (or all the days) from ``first`` to ``last``.

    ``is_range``: the text gives both ends ("from June to October 2027").
    """

    first: dt.date
    last: dt.date
    start: int
    end: int
    is_range: bool = False

    @property
    def days(self) -> int:
        """Return how many days the interval is long."""
        return (self.last - self.first).days + 1


@cache
def _months(language: Language) -> dict[str, int]:
    """Return the months of a language, whole and short, folded."""
    names = [plain(name) for name in listing(language, "dates.months")]
    short = {name[:3]: number for number, name in enumerate(names, start=1)}
    return short | {name: number for number, name in enumerate(names, start=1)}


@cache
def _parts(language: Language) -> dict[str, tuple[int, int]]:
    """Return the named parts of a year with their months, both ends included."""
    table: dict[str, list[int]] = tables(language)["dates"]["parts"]
    return {words: (months[0], months[1]) for words, months in table.items()}


@cache
def _forms(language: Language) -> Pattern[str]:
    months = "|".join(sorted(_months(language), key=len, reverse=True))
    parts = "|".join(_parts(language))
    of = tables(language)["dates"]["of"]
    return re.compile(
        rf"(?<![\w/.-])(?:{_NUMERIC}"
        rf"|(?P<year4>20\d\d)-(?P<month4>\d\d)(?:-(?P<day4>\d\d))?"
        rf"|(?P<day>\d{{1,2}})(?:°|º|st|nd|rd|th)?\s(?P<month>{months})\.?,?(?:\s{of})?\s(?P<year>20\d\d)"
        rf"|(?P<month5>{months})\s(?P<day5>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year5>20\d\d)"
        rf"|(?P<month2>{months})\.?(?:\s{of})?\s(?P<year2>20\d\d)"
        rf"|(?P<part>{parts})(?:\s{of})?\s(?P<year6>20\d\d)"
        rf"|(?P<year7>20\d\d))(?![\w/]|[.-]\d)"
    )


def moments(text: str, language: Language) -> tuple[Moment, ...]:
    """Return the dates of a text in order; a range is one moment; offsets are of the text."""
    return _moments(plain(text), language)


@lru_cache(maxsize=16_384)  # four checks ask for those of each sentence
def _moments(words: str, language: Language) -> tuple[Moment, ...]:
    found = [
        moment for match in _forms(language).finditer(words) if (moment := _moment(match, language))
    ]
    return tuple(_with_ranges(words, found, language))


def _moment(match: Match[str], language: Language) -> Moment | None:
    said = {name: value for name, value in match.groupdict().items() if value}
    number = next(name[len("year") :] for name in said if name.startswith("year"))
    year = int(said[f"year{number}"])
    if "part" in said:
        first, last = _part(said["part"], language)
        return _between(year, first, last, match)
    month = said.get(f"month{number}")
    if month is None:
        return _between(year, 1, 12, match)
    which = int(month) if month.isdigit() else _months(language)[month]
    if not 1 <= which <= 12:
        return None
    day = said.get(f"day{number}")
    if day is None:
        return _between(year, which, which, match)
    if not 1 <= int(day) <= calendar.monthrange(year, which)[1]:
        return None
    date = dt.date(year, which, int(day))
    return Moment(date, date, match.start(), match.end())


def _part(words: str, language: Language) -> tuple[int, int]:
    parts = _parts(language)
    return next(months for name, months in parts.items() if re.fullmatch(name, words))


def _between(year: int, first: int, last: int, match: Match[str]) -> Moment:
    """Return a stretch of months of a year; winter ends in the next one."""
    end_year = year + (last - 1) // 12
    month = (last - 1) % 12 + 1
    end = dt.date(end_year, month, calendar.monthrange(end_year, month)[1])
    return Moment(dt.date(year, first, 1), end, match.start(), match.end())


@cache
def _of_ranges(language: Language) -> tuple[Pattern[str], Pattern[str], Pattern[str]]:
    """Return what opens a range ("from June to"), what joins its ends, and what starts it."""
    months = "|".join(sorted(_months(language), key=len, reverse=True))
    table = tables(language)["dates"]
    month = rf"(?:(?P<day>\d{{1,2}})[°º]?\s)?(?P<month>{months})"
    return (
        re.compile(rf"(?:{table['from']})\s{month}\s(?:{table['to']})\s?$"),
        re.compile(rf"\s(?:{table['to']})\s"),
        re.compile(rf"(?:{table['from']})\s?$"),
    )


def _just_before(fits: Pattern[str], words: str, end: int) -> Match[str] | None:
    """Return what fits the words that end at an offset, not far before it."""
    return fits.search(words, max(0, end - _REACH), end)


def _with_ranges(words: str, found: list[Moment], language: Language) -> Iterator[Moment]:
    """Yield the moments; "from June to October 2027", whose first month has no year, as one."""
    opening, joint, start_of = _of_ranges(language)
    pending: Moment | None = None
    for moment in found:
        if pending is not None:
            between = words[pending.end : moment.start]
            if joint.fullmatch(between) and _just_before(start_of, words, pending.start):
                yield Moment(pending.first, moment.last, pending.start, moment.end, True)
                pending = None
                continue
            yield pending
        pending = moment
        if told := _just_before(opening, words, moment.start):
            month = _months(language)[told["month"]]
            first = dt.date(moment.last.year, month, int(told["day"] or 1))
            pending = None
            yield Moment(first, moment.last, told.start("month"), moment.end, True)
    if pending is not None:
        yield pending
