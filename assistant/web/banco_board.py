"""The tab that tells what to write next: topics, unanswered questions, judgements, latency."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.approved.standing import Passages, review_queue
from assistant.desk import dashboard
from assistant.desk.approving import Approvals
from assistant.desk.roles import Person
from assistant.journal.database import Database
from assistant.journal.days import today
from assistant.journal.journal import Find
from assistant.model import Interval, Language
from assistant.text import date_words, say
from assistant.web.banco_act import Deed, Deeds, Done, Refusal
from assistant.web.banco_bars import chart, topic_words
from assistant.web.banco_words import moment_words
from assistant.web.download import download
from assistant.web.pages import page

_MONTH = 30  # days
_SPANS = (7, _MONTH, 90, 365)
_SHOWN = 12  # groups on the page; all are in the CSV


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, and how many days back."""

    person: Person
    days: int = _MONTH


class BoardContent:
    """The dashboard; it is counted again whenever the tab is opened."""

    name = "board"
    is_fresh = True

    def __init__(
        self, database: Database, approvals: Approvals, find: Find, among: Callable[[], Passages]
    ) -> None:
        """Remember where to count. ``among``: the passages of now; raises IndexMissing."""
        self._database = database
        self._approvals = approvals
        self._find = find
        self._among = among
        self.deeds: Deeds[View] = {
            "look": ("reader", lambda deed: Done(View(deed.person, _days(deed)))),
            "csv": ("reader", self._csv),
        }

    def first(self, person: Person) -> View:
        """Return the last month."""
        return View(person)

    def html(self, view: View, language: Language, refusal: Refusal) -> str:
        """Draw what was asked."""
        board = dashboard.look(self._database, self._find, view.days)
        until = board.knowledge_as_of
        values = {
            "board": board,
            "chart": chart(board, language),
            "suspended": review_queue(self._approvals.entries(), self._among(), today()),
            "fault": refusal.sentence,
            "spans": _SPANS,
            "shown": _SHOWN,
            "topic": lambda name: topic_words(name, language),
            "moment": lambda at: moment_words(at, language),
            "until": date_words(Interval(until, until), language) if until else "—",
        }
        return page("banco_board.html", language, **values)

    def _csv(self, deed: Deed) -> Done[View]:
        board = dashboard.look(self._database, self._find, _days(deed))
        content = dashboard.as_csv(board.asked).encode("utf-8-sig")
        name = say(deed.language, "web.banco.board.file_name", day=today().isoformat())
        said = say(deed.language, "web.review.file_ready", format="CSV")
        return Done(None, said, download(name, "csv", content, deed.language))


def _days(deed: Deed) -> int:
    return next((days for days in _SPANS if str(days) == deed.text("days")), _MONTH)
