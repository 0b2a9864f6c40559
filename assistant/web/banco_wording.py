"""The form in which an answer is approved, read: questions, texts, sources, until when."""

import datetime as dt

from assistant.desk.approving import Wording
from assistant.errors import InputError
from assistant.journal.days import today
from assistant.model import LANGUAGES, Language
from assistant.web.banco_act import Deed

_HALF_YEAR = dt.timedelta(days=182)
_PARTS = "\n"  # between a passage and the words quoted of it, in the value of a checkbox


def usual_expiry() -> dt.date:
    """Return until when the form proposes to approve an answer."""
    return today() + _HALF_YEAR


def wording_of(deed: Deed, first: Language) -> Wording:
    """Return what a form approves; InputError for what is missing. ``first``: what is cited in."""
    languages = sorted(LANGUAGES, key=lambda one: one != first)
    spoken = [one for one in languages if deed.text(f"answer_{one}").strip()]
    owner, office = deed.text("owner").strip(), deed.text("office").strip()
    if not spoken:
        raise InputError("desk.no_answer")
    if not (owner and office):
        raise InputError("desk.no_owner")
    return Wording(
        topic=deed.text("topic"),
        questions={one: _lines(deed.text(f"questions_{one}")) for one in spoken},
        answer={one: deed.text(f"answer_{one}").strip() for one in spoken},
        owner=owner,
        office=office,
        expires=_day(deed.text("expires")),
        sources=_sources(deed),
    )


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise InputError("desk.expires") from None
    if day <= today():
        raise InputError("desk.expires")
    return day


def _sources(deed: Deed) -> list[tuple[str, str]]:
    parts = (value.partition(_PARTS) for value in deed.many("source"))
    return [(name, words) for name, mark, words in parts if mark]
