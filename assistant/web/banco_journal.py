"""The tab of the staff page that tells what was said on a day, and from which text."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.errors import SportelloError
from assistant.journal.database import Database
from assistant.journal.days import today
from assistant.journal.journal import Journal
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import explain, say
from assistant.web.banco_journal_view import MOST, said_html
from assistant.web.contract import Answerer, encodable
from assistant.web.frame import Frame, Updates, announcement, drawn, told
from assistant.web.pages import page, static

_WORDS_CHARS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person of the desk looks for: a day, and words of the question."""

    day: dt.date
    words: str = ""


class JournalTab:
    """The journal asked by day: what it is made of and what its events do."""

    name = "journal"

    def __init__(self, database: Database, answerer: Answerer, settings: Settings) -> None:
        """Remember where to look. ``answerer``: knows the passages as they are today."""
        self._journal = Journal(database, settings.journal_days)
        self._answerer = answerer
        self._settings = settings

    def lay_out(self) -> None:
        """Draw the form; nothing is looked up yet."""
        self._asked = gr.State(None)
        with gr.Column(elem_id="journal-desk"):
            form = self._form_html(self._settings.language)
            self._form = drawn(form, "journal-form", static("banco_journal.js"))
            self._said = drawn("", "journal-said")

    @property
    def memory(self) -> list[Any]:
        """Return what keeps the day that was asked for."""
        return [self._asked]

    @property
    def changing(self) -> list[Any]:
        """Return what another language changes."""
        return [self._form, self._said]

    def speak(self, language: Language, asked: Asked | None) -> Updates:
        """Draw the form and what was found in another language."""
        form = self._form_html(language, asked)
        return {self._form: form, self._said: self._said_html(asked, language) if asked else ""}

    def connect(self, frame: Frame) -> None:
        """Listen to the form."""
        self._frame = frame
        shown = [self._asked, self._said, frame.announced]
        frame.on(self._form.look, self.look, [frame.language], shown)

    def look(self, code: Any, event: gr.EventData) -> Updates:
        """Tell what was said on the day of the form."""
        language = self._frame.language_of(code)
        asked = _asked(event)
        if asked is None:
            return {self._said: _fault_html(say(language, "web.journal.no_day"), language)}
        found = self._said_html(asked, language)
        said = announcement(say(language, "web.journal.shown"))
        return {self._asked: asked, self._said: found, self._frame.announced: said}

    def _said_html(self, asked: Asked, language: Language) -> str:
        try:
            turns = self._journal.on(asked.day, asked.words, MOST + 1)
        except SportelloError as error:
            return _fault_html(explain(error, language), language)
        return said_html(turns, asked.day, language, self._answerer.passage)

    def _form_html(self, language: Language, asked: Asked | None = None) -> str:
        shown = asked or Asked(today())
        days = self._settings.journal_days if self._settings.journal else 0
        return page("banco_journal.html", language, asked=shown, days=days)


def _asked(event: gr.EventData) -> Asked | None:
    """Return what the form asks for, None without a day."""
    words = encodable(str(told(event, "words") or ""))[:_WORDS_CHARS]
    try:
        return Asked(dt.date.fromisoformat(str(told(event, "day"))), words)
    except ValueError:
        return None


def _fault_html(sentence: str, language: Language) -> str:
    return page("review_fault.html", language, sentence=sentence)
