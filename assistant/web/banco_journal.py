"""The tab of the staff page that tells what was said on a day, and from which text."""

import datetime as dt
from dataclasses import dataclass

from assistant.desk.roles import Person
from assistant.errors import InputError
from assistant.journal.database import Database
from assistant.journal.days import today
from assistant.journal.journal import Find, Journal
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import say
from assistant.web.banco_act import Deed, Deeds, Done, Refusal
from assistant.web.banco_journal_view import MOST, said_html
from assistant.web.pages import page

_WORDS_CHARS = 200


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, and for what: a day (None: nothing yet), and words of the question."""

    person: Person
    day: dt.date | None = None
    words: str = ""


class JournalContent:
    """The journal asked by day."""

    name = "journal"
    is_fresh = False

    def __init__(self, database: Database, find: Find, settings: Settings) -> None:
        """Remember where to look. ``find``: gives the passages as they are today."""
        self._journal = Journal(database, settings.journal_days)
        self._find = find
        self._settings = settings
        self.deeds: Deeds[View] = {"look": ("reader", _look)}

    def first(self, person: Person) -> View:
        """Return the form; nothing is looked up yet."""
        return View(person)

    def html(self, view: View, language: Language, refusal: Refusal) -> str:
        """Draw the form, and what was said on the day that it asks for."""
        values = {
            "day": (view.day or today()).isoformat(),
            "words": view.words,
            "days": self._settings.journal_days if self._settings.journal else 0,
            "fault": refusal.sentence,
            "said": self._said(view, language),
        }
        return page("banco_journal.html", language, **values)

    def _said(self, view: View, language: Language) -> str:
        if view.day is None:
            return ""
        turns = self._journal.on(view.day, view.words, MOST + 1)
        return said_html(turns, view.day, language, self._find)


def _look(deed: Deed) -> Done[View]:
    view = View(deed.person, _day(deed.text("day")), deed.text("words")[:_WORDS_CHARS])
    return Done(view, say(deed.language, "web.journal.shown"))


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError("desk.no_day") from None
