"""The tab of the approved answers: the suspended first, with what changed; renewed or withdrawn."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.approved.acts import Seen
from assistant.approved.record import Approved
from assistant.approved.standing import Passages, Standing, standings
from assistant.approved.topics import topics
from assistant.desk.approving import Approvals
from assistant.desk.roles import Person
from assistant.errors import InputError, SportelloError
from assistant.journal.days import today
from assistant.model import Interval, Language
from assistant.text import date_words, explain, say
from assistant.web.banco_act import Deed, Deeds, Refused, do
from assistant.web.banco_staff import Staff
from assistant.web.banco_wording import wording_of
from assistant.web.frame import Frame, Updates, announcement, drawn
from assistant.web.pages import page, static

_ORDER = ("suspended", "waiting", "served", "withdrawn")
_HALF_YEAR = dt.timedelta(days=182)


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, and at which answer: "" is the list."""

    person: Person
    name: str = ""
    fault: str = ""


class ApprovedTab:
    """The approved answers as they stand today."""

    name = "approved"

    def __init__(self, staff: Staff, approvals: Approvals, among: Callable[[], Passages]) -> None:
        """Remember who works. ``among``: the passages of now; raises IndexMissing."""
        self._staff = staff
        self._approvals = approvals
        self._among = among
        self._deeds: Deeds = {
            "open": ("reader", lambda deed: (View(deed.person, deed.text("id")), "")),
            "list": ("reader", lambda deed: (View(deed.person), "")),
            "renew": ("approver", self._renew),
            "withdraw": ("approver", self._withdraw),
        }

    def lay_out(self) -> None:
        """Draw an empty tab; it is filled for who opens the page."""
        self._view = gr.State(None)
        with gr.Column(elem_id="approved-desk", elem_classes="banco"):
            self._shown = drawn("", "approved", static("banco.js"))

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
        """Listen to the forms; the tab is drawn again whenever it is opened."""
        self._frame = frame
        outputs = [self._view, self._shown, frame.announced]
        frame.on(self._shown.act, self.act, [self._view, frame.language], outputs)
        frame.on(frame.blocks.load, self.begin, [frame.kept], outputs)
        frame.on(frame.items[self.name].select, self.begin, [frame.language], outputs)

    def begin(self, code: Any, request: gr.Request) -> Updates:
        """Show the list to who opens the page or the tab."""
        person = self._staff.required(request.username, "reader")
        return self._updates(View(person), self._frame.language_of(code), "")

    def act(
        self, view: View | None, code: Any, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """Do what a form asks, if its sender may."""
        language = self._frame.language_of(code)
        result = do(self._staff, self._deeds, language, event, request)
        if not isinstance(result, Refused):
            shown, said = result
            return self._updates(shown, language, said)
        if view is None:
            return {self._frame.announced: announcement(result.sentence)}
        kept = View(view.person, view.name, result.sentence)
        return self._updates(kept, language, result.sentence)

    def _updates(self, view: View, language: Language, said: str) -> Updates:
        return {
            self._view: view,
            self._shown: self._drawn(view, language),
            self._frame.announced: announcement(said),
        }

    def _drawn(self, view: View, language: Language) -> str:
        try:
            found = self._standings()
            return self._page(view, found, language)
        except SportelloError as error:
            return page("review_fault.html", language, sentence=explain(error, language))

    def _standings(self) -> Sequence[Standing]:
        found = standings(self._approvals.entries(), self._among(), today())
        return sorted(found, key=lambda one: (_ORDER.index(one.state), one.entry.id))

    def _page(self, view: View, found: Sequence[Standing], language: Language) -> str:
        chosen = next((one for one in found if one.entry.id == view.name), None)
        values = {
            "found": found,
            "one": chosen,
            "words": self._approvals.words_now(chosen.entry.id) if chosen else [],
            "person": view.person,
            "fault": view.fault,
            "states": _ORDER,
            "topics": tuple(topics()),
            "day": lambda day: date_words(Interval(day, day), language),
            "expires": (today() + _HALF_YEAR).isoformat(),
        }
        return page("banco_approved.html", language, **values)

    def _seen(self, deed: Deed) -> Seen:
        return Seen(deed.text("id"), deed.number("revision"))

    def _entry(self, name: str) -> Approved:
        for entry in self._approvals.entries():
            if entry.id == name:
                return entry
        raise InputError("approved.unknown", id=name)

    def _renew(self, deed: Deed) -> tuple[View, str]:
        seen = self._seen(deed)
        first = next(iter(self._entry(seen.id).questions))
        entry = self._approvals.renew(seen, wording_of(deed, first), deed.person.name)
        said = say(deed.language, "web.banco.approved.renewed", id=entry.id)
        return View(deed.person, entry.id), said

    def _withdraw(self, deed: Deed) -> tuple[View, str]:
        seen, reason = self._seen(deed), deed.text("reason").strip()
        entry = self._approvals.withdraw(seen, reason, deed.person.name)
        said = say(deed.language, "approved.taken_back", id=entry.id)
        return View(deed.person, entry.id), said
