"""The tab of the tickets: found, taken, answered by a letter, approved once for all."""

import base64
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from assistant.desk.approving import Approvals, Wording
from assistant.desk.drafting import Sender, letter
from assistant.desk.earlier import earlier
from assistant.desk.inbox import Wanted
from assistant.desk.roles import Person
from assistant.desk.states import ACTIVE, STATES, known_state
from assistant.desk.ticket import Ticket
from assistant.desk.tickets import Tickets
from assistant.errors import InputError, SportelloError
from assistant.export.letter import Letter, letter_docx, letter_eml
from assistant.model import Answer, Language, Question
from assistant.settings import Settings
from assistant.text import explain, say
from assistant.web.banco_act import Deed, Deeds, Refused, do
from assistant.web.banco_staff import Staff
from assistant.web.banco_tickets_view import Desk, inbox_html, ticket_html
from assistant.web.banco_wording import wording_of
from assistant.web.frame import Frame, Updates, announcement, drawn
from assistant.web.pages import page, static

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
}
_WRITERS: Mapping[str, Callable[[Letter], bytes]] = {"docx": letter_docx, "eml": letter_eml}
_TO_DO = Wanted(states=ACTIVE)


@dataclass(frozen=True, slots=True)
class View:
    """What somebody looks at: the list as filtered, or one ticket of it."""

    person: Person
    wanted: Wanted = _TO_DO
    number: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What a deed leads to: a view, a sentence for it, what is in the editor, a file."""

    view: View
    said: str = ""
    fault: str = ""
    letter: str | None = None
    file: str = ""


class TicketsTab:
    """The tickets: what the tab is made of and what its events do."""

    name = "tickets"

    def __init__(
        self,
        staff: Staff,
        tickets: Tickets,
        approvals: Approvals,
        answer: Callable[[Question], Answer],
        settings: Settings,
    ) -> None:
        """Remember who works, on what, and what drafts their letters."""
        self._staff = staff
        self._tickets = tickets
        self._approvals = approvals
        self._answer = answer
        self._settings = settings
        self._deeds: Deeds = {
            "look": ("reader", self._look),
            "open": ("reader", self._open),
            "list": ("reader", self._list),
            "assign": ("drafter", self._assign),
            "move": ("drafter", self._move),
            "topic": ("drafter", self._topic),
            "save": ("drafter", self._save),
            "redraft": ("drafter", self._redraft),
            "reply": ("drafter", self._reply),
            "docx": ("drafter", self._export),
            "eml": ("drafter", self._export),
            "approve": ("approver", self._approve),
        }

    def lay_out(self) -> None:
        """Draw an empty tab; it is filled for who opens the page."""
        self._view = gr.State(None)
        with gr.Column(elem_id="tickets-desk", elem_classes="banco"):
            self._shown = drawn("", "tickets", static("banco.js"))
        self._files = drawn("", "tickets-files", static("files.js"))

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
        return {self._shown: self._drawn(Shown(view), language) if view else ""}

    def connect(self, frame: Frame) -> None:
        """Listen to what a person does, and fill the tab when the page opens."""
        self._frame = frame
        outputs = [self._view, self._shown, self._files, frame.announced]
        frame.on(self._shown.act, self.act, [self._view, frame.language], outputs)
        frame.on(frame.blocks.load, self.begin, [frame.kept], outputs)

    def begin(self, code: Any, request: gr.Request) -> Updates:
        """Show the list to who opens the page."""
        person = self._staff.required(request.username, "reader")
        return self._updates(Shown(View(person)), self._frame.language_of(code))

    def act(
        self, view: View | None, code: Any, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """Do what a form asks, if its sender may; a refusal loses nothing of what was written."""
        language = self._frame.language_of(code)
        result = do(self._staff, self._deeds, language, event, request)
        if isinstance(result, Refused):
            return self._refusal(view, result, language)
        return self._updates(result, language)

    def _refusal(self, view: View | None, refused: Refused, language: Language) -> Updates:
        if view is None:
            return {self._frame.announced: announcement(refused.sentence)}
        written = refused.fields.get("letter")
        kept = written if isinstance(written, str) else None
        return self._updates(Shown(view, fault=refused.sentence, letter=kept), language)

    def _updates(self, shown: Shown, language: Language) -> Updates:
        return {
            self._view: shown.view,
            self._shown: gr.skip() if shown.file else self._drawn(shown, language),
            self._files: shown.file or gr.skip(),
            self._frame.announced: announcement(shown.said or shown.fault),
        }

    def _drawn(self, shown: Shown, language: Language) -> str:
        try:
            if not shown.view.number:
                found = self._tickets.look(shown.view.wanted)
                return inbox_html(found, shown.view.wanted, shown.view.person, language)
            ticket = self._tickets.ticket(shown.view.number)
            return ticket_html(ticket, self._around(ticket, shown), language, shown.fault)
        except SportelloError as error:
            return page("review_fault.html", language, sentence=explain(error, language))

    def _around(self, ticket: Ticket, shown: Shown) -> Desk:
        written = shown.letter
        saved = ticket.draft if written is not None and written != ticket.draft else ""
        return Desk(
            person=shown.view.person,
            twins=self._tickets.twins(ticket.number),
            earlier=earlier(" ".join(ticket.questions), self._approvals.entries()),
            history=self._tickets.history(ticket.number),
            letter=ticket.draft or self._letter(ticket) if written is None else written,
            office=self._settings.office,
            saved=saved if shown.fault else "",
        )

    def _look(self, deed: Deed) -> Shown:
        state = deed.text("state")
        states = ACTIVE if state == "active" else tuple(one for one in STATES if one == state)
        wanted = Wanted(states, deed.text("topic"), deed.text("assigned"), deed.text("words")[:200])
        said = say(deed.language, "web.banco.tickets.shown")
        return Shown(View(deed.person, wanted), said)

    def _open(self, deed: Deed) -> Shown:
        ticket = self._tickets.ticket(deed.number("number"))
        said = say(deed.language, "web.banco.tickets.opened", number=ticket.number)
        return Shown(View(deed.person, number=ticket.number), said)

    def _list(self, deed: Deed) -> Shown:
        return Shown(View(deed.person), say(deed.language, "web.banco.tickets.shown"))

    def _assign(self, deed: Deed) -> Shown:
        number, version = deed.number("number"), deed.number("version")
        to = deed.person.name if deed.text("to") == "me" else ""
        return self._done(deed, self._tickets.assign(number, version, to, deed.person.name))

    def _move(self, deed: Deed) -> Shown:
        number, version = deed.number("number"), deed.number("version")
        state = known_state(deed.text("state"))
        return self._done(deed, self._tickets.move(number, version, state, deed.person.name))

    def _topic(self, deed: Deed) -> Shown:
        number, version = deed.number("number"), deed.number("version")
        by = deed.person.name
        return self._done(deed, self._tickets.set_topic(number, version, deed.text("topic"), by))

    def _save(self, deed: Deed) -> Shown:
        number, version = deed.number("number"), deed.number("version")
        by = deed.person.name
        return self._done(deed, self._tickets.save_draft(number, version, deed.text("letter"), by))

    def _reply(self, deed: Deed) -> Shown:
        number, version = deed.number("number"), deed.number("version")
        by = deed.person.name
        return self._done(deed, self._tickets.answer(number, version, deed.text("letter"), by))

    def _redraft(self, deed: Deed) -> Shown:
        """Draft the letter again from what the sources say today; nothing is saved."""
        ticket = self._tickets.ticket(deed.number("number"))
        asked = (Question(text, language=ticket.language) for text in ticket.questions)
        answers = tuple(self._answer(question).as_json() for question in asked)
        drafted = self._letter(replace(ticket, answers=answers))
        said = say(deed.language, "web.banco.tickets.redrafted")
        return Shown(View(deed.person, number=ticket.number), said, letter=drafted)

    def _export(self, deed: Deed) -> Shown:
        """Send the letter as it is in the editor, saved or not."""
        format_, ticket = deed.text("do"), self._tickets.ticket(deed.number("number"))
        sent = Letter(
            text=deed.text("letter"),
            language=ticket.language,
            reference=ticket.reference,
            office=self._settings.office,
            email=ticket.email or "",
        )
        name = say(deed.language, "web.banco.tickets.file_name", number=ticket.number)
        file = page(
            "file.html",
            deed.language,
            name=f"{name}.{format_}",
            type=_TYPES[format_],
            content=base64.b64encode(_WRITERS[format_](sent)).decode("ascii"),
            once=secrets.token_hex(8),
        )
        said = say(deed.language, "web.review.file_ready", format=format_.upper())
        return Shown(View(deed.person, number=ticket.number), said, file=file)

    def _approve(self, deed: Deed) -> Shown:
        ticket = self._tickets.ticket(deed.number("number"))
        if ticket.version != deed.number("version"):
            raise InputError("desk.conflict", by=ticket.changed_by or "-", number=ticket.number)
        wording: Wording = wording_of(deed, ticket.language)
        entry = self._approvals.approve(ticket, wording, deed.person.name)
        said = say(deed.language, "web.banco.tickets.approved_now", id=entry.id)
        return Shown(View(deed.person, number=ticket.number), said)

    def _done(self, deed: Deed, ticket: Ticket) -> Shown:
        state = say(deed.language, f"web.banco.state.{ticket.state}")
        said = say(deed.language, "web.banco.tickets.saved", number=ticket.number, state=state)
        return Shown(View(deed.person, number=ticket.number), said)

    def _letter(self, ticket: Ticket) -> str:
        sender = Sender(self._settings.office, ticket.reference)
        return letter(ticket.answers, ticket.language, sender)
