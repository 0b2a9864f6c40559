"""How the staff page says ages and moments."""

import datetime as dt

from assistant.journal.days import ZONE
from assistant.model import Interval, Language
from assistant.text import date_words, say

_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def age_words(age: dt.timedelta, language: Language) -> str:
    """Return an age in its largest unit."""
    seconds = max(0, int(age.total_seconds()))
    if seconds >= 2 * _DAY:
        return say(language, "web.banco.age.days", count=seconds // _DAY)
    if seconds >= 2 * _HOUR:
        return say(language, "web.banco.age.hours", count=seconds // _HOUR)
    return say(language, "web.banco.age.minutes", count=seconds // _MINUTE)


def moment_words(at: dt.datetime, language: Language) -> str:
    """Return a moment where the call is: day, hours and minutes."""
    local = at.astimezone(ZONE)
    day = date_words(Interval(local.date(), local.date()), language)
    return say(language, "web.banco.moment", day=day, time=f"{local:%H:%M}")
