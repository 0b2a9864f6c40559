"""The tab that tells what to write next: topics, unanswered questions, judgements, latency."""

import base64
import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.approved.standing import Passages, review_queue
from assistant.desk import dashboard
from assistant.desk.approving import Approvals
from assistant.desk.roles import Person
from assistant.errors import SportelloError
from assistant.journal.database import Database
from assistant.journal.days import today
from assistant.model import Interval, Language, Passage
from assistant.text import date_words, explain, say
from assistant.web.banco_act import Deed, Deeds, Refused, do
from assistant.web.banco_bars import chart, topic_words
from assistant.web.banco_staff import Staff
from assistant.web.banco_words import moment_words
from assistant.web.frame import Frame, Updates, announcement, drawn
from assistant.web.pages import page, static

_SPANS = (7, 30, 90, 365)  # days
_SHOWN = 12  # groups on the page; all are in the CSV


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, and how many days back."""

    person: Person
    days: int = 30


class BoardTab:
    """The dashboard."""

    name = "board"

    def __init__(
        self,
        staff: Staff,
        database: Database,
        approvals: Approvals,
        find: Callable[[str], Passage | None],
        among: Callable[[], Passages],
    ) -> None:
        """Remember where to count."""
        self._staff = staff
        self._database = database
        self._approvals = approvals
        self._find = find
        self._among = among
        self._deeds: Deeds = {
            "look": ("reader", lambda deed: View(deed.person, _span(deed.text("days")))),
            "csv": ("reader", self._csv),
        }

    def lay_out(self) -> None:
        """Draw an empty tab; it is filled for who opens it."""
        self._view = gr.State(None)
        with gr.Column(elem_id="board-desk", elem_classes="banco"):
            self._shown = drawn("", "board", static("banco.js"))
        self._files = drawn("", "board-files", static("files.js"))

    @property
    def memory(self) -> list[Any]:
        """Return what keeps the view."""
        return [self._view]

    @property
    def changing(self) -> list[Any]:
        """Return what another language changes."""
        return [self._shown]

    def speak(self, language: Language, view: View | None) -> Updates:
        """Draw the view in another language."""
        return {self._shown: self._drawn(view, language) if view else ""}

    def connect(self, frame: Frame) -> None:
        """Listen to the forms; it is counted again whenever the tab is opened."""
        self._frame = frame
        outputs = [self._view, self._shown, self._files, frame.announced]
        frame.on(self._shown.act, self.act, [frame.language], outputs)
        frame.on(frame.items[self.name].select, self.begin, [frame.language], outputs)

    def begin(self, code: Any, request: gr.Request) -> Updates:
        """Count for who opens the tab."""
        view = View(self._staff.required(request.username, "reader"))
        return {self._view: view, self._shown: self._drawn(view, self._frame.language_of(code))}

    def act(self, code: Any, event: gr.EventData, request: gr.Request) -> Updates:
        """Do what a form asks."""
        language = self._frame.language_of(code)
        result = do(self._staff, self._deeds, language, event, request)
        if isinstance(result, Refused):
            return {self._frame.announced: announcement(result.sentence)}
        if isinstance(result, str):
            return {self._files: result}
        return {self._view: result, self._shown: self._drawn(result, language)}

    def _drawn(self, view: View, language: Language) -> str:
        try:
            board = dashboard.look(self._database, self._find, view.days)
            suspended = review_queue(self._approvals.entries(), self._among(), today())
        except SportelloError as error:
            return page("review_fault.html", language, sentence=explain(error, language))
        until = board.knowledge_as_of
        values = {
            "board": board,
            "chart": chart(board, language),
            "suspended": suspended,
            "spans": _SPANS,
            "shown": _SHOWN,
            "topic": lambda name: topic_words(name, language),
            "moment": lambda at: moment_words(at, language),
            "until": date_words(Interval(until, until), language) if until else "—",
        }
        return page("banco_board.html", language, **values)

    def _csv(self, deed: Deed) -> str:
        board = dashboard.look(self._database, self._find, _span(deed.text("days")))
        name = say(deed.language, "web.banco.board.file_name", day=f"{dt.date.today():%Y-%m-%d}")
        content = dashboard.as_csv(board.asked).encode("utf-8-sig")
        return page(
            "file.html",
            deed.language,
            name=f"{name}.csv",
            type="text/csv",
            content=base64.b64encode(content).decode("ascii"),
            once=secrets.token_hex(8),
        )


def _span(text: str) -> int:
    return next((days for days in _SPANS if str(days) == text), _SPANS[1])
