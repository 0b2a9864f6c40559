"""Days where the call is, whatever the clock of the machine says."""

import datetime as dt
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Rome")


def midnight(day: dt.date) -> dt.datetime:
    """Return the instant at which a day begins."""
    return dt.datetime.combine(day, dt.time.min, ZONE)


def today() -> dt.date:
    """Return the day that it is."""
    return dt.datetime.now(ZONE).date()
