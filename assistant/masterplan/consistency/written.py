"""The year in which drafts are written, by which the years that they name are past or to come."""

import datetime as dt
import re
from dataclasses import replace

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft

_YEAR = re.compile(r"\b20\d\d\b")


def dated(draft: Draft, rules: Rules) -> Draft:
    """Return the draft with the year of the deadline of the call, or without one this year.

    The dates in its first lines do not tell it: they may be those of a figure or of a founding.
    """
    rule = rules.find("deadline_v1")
    year = dt.date.fromisoformat(rule.value).year if rule else dt.date.today().year
    return replace(draft, year=year)


def has_past(draft: Draft, words: str) -> bool:
    """Tell whether some words name the year of the draft, or one before it."""
    return any(year <= draft.year for year in _years(words))


def has_ahead(draft: Draft, words: str) -> bool:
    """Tell whether some words name the year of the draft, or one after it."""
    return any(year >= draft.year for year in _years(words))


def has_later(draft: Draft, words: str) -> bool:
    """Tell whether some words name a year after that of the draft."""
    return any(year > draft.year for year in _years(words))


def _years(words: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(words)]
