"""The tab of a pasted message: its questions, each with a drafted answer; then it is a ticket."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.approved.record import Approved
from assistant.desk.approving import Approvals
from assistant.desk.counter import Opening
from assistant.desk.drafting import Sender, answered, letter
from assistant.desk.earlier import earlier
from assistant.desk.messages import Message, read_message
from assistant.desk.roles import Person
from assistant.desk.tickets import Tickets
from assistant.errors import InputError
from assistant.model import Answer, Language, Question
from assistant.settings import Settings
from assistant.text import say
from assistant.web.banco_act import Deed, Deeds, Refused, do
from assistant.web.banco_staff import Staff
from assistant.web.banco_tickets_view import answer_view
from assistant.web.frame import Frame, Updates, announcement, drawn
from assistant.web.pages import page, static


@dataclass(frozen=True, slots=True)
class Read:
    """A message read: what it asks, what was answered to each question."""

    text: str
    message: Message
    answers: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tab shows: who looks, what was pasted, what was made of it, what was opened."""

    person: Person
    text: str = ""
    read: Read | None = None
    number: int = 0
    fault: str = ""


class MessageTab:
    """A message becomes questions, drafts and a ticket."""

    name = "message"

    def __init__(
        self,
        staff: Staff,
        tickets: Tickets,
        approvals: Approvals,
        answer: Callable[[Question], Answer],
        settings: Settings,
    ) -> None:
        """Remember who works and what answers."""
        self._staff = staff
        self._tickets = tickets
        self._approvals = approvals
        self._answer = answer
        self._settings = settings
        self._deeds: Deeds = {
            "read": ("drafter", self._read),
            "ticket": ("drafter", self._open),
        }

    def lay_out(self) -> None:
        """Draw an empty tab; it is filled for who opens the page."""
        self._kept = gr.State(None)
        with gr.Column(elem_id="message-desk", elem_classes="banco"):
            self._shown = drawn("", "message", static("banco.js"))

    @property
    def memory(self) -> list[Any]:
        """Return what keeps the message."""
        return [self._kept]

    @property
    def changing(self) -> list[Any]:
        """Return what another language changes."""
        return [self._shown]

    def speak(self, language: Language, desk: Desk | None) -> Updates:
        """Draw the message in another language."""
        return {self._shown: self._drawn(desk, language) if desk else ""}

    def connect(self, frame: Frame) -> None:
        """Listen to the forms, and draw them when the page opens."""
        self._frame = frame
        outputs = [self._kept, self._shown, frame.announced]
        frame.on(self._shown.act, self.act, [self._kept, frame.language], outputs)
        frame.on(frame.blocks.load, self.begin, [frame.kept], outputs)

    def begin(self, code: Any, request: gr.Request) -> Updates:
        """Show the form to who opens the page."""
        desk = Desk(self._staff.required(request.username, "reader"))
        return self._updates(desk, self._frame.language_of(code), "")

    def act(
        self, kept: Desk | None, code: Any, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """Do what a form asks, if its sender may."""
        language = self._frame.language_of(code)
        result = do(self._staff, self._deeds, language, event, request)
        if not isinstance(result, Refused):
            desk, said = result
            return self._updates(desk, language, said)
        if kept is None:
            return {self._frame.announced: announcement(result.sentence)}
        text = str(result.fields.get("text") or kept.text)
        desk = Desk(kept.person, text, kept.read, fault=result.sentence)
        return self._updates(desk, language, result.sentence)

    def _updates(self, desk: Desk, language: Language, said: str) -> Updates:
        return {
            self._kept: desk,
            self._shown: self._drawn(desk, language),
            self._frame.announced: announcement(said),
        }

    def _drawn(self, desk: Desk, language: Language) -> str:
        read = desk.read
        values = {
            "desk": desk,
            "person": desk.person,
            "views": [answer_view(answer) for answer in read.answers] if read else [],
            "earlier": [self._earlier(one) for one in read.message.questions] if read else [],
            "letter": self._letter(read) if read else "",
        }
        return page("banco_message.html", language, **values)

    def _earlier(self, question: str) -> Sequence[Approved]:
        return earlier(question, self._approvals.entries())

    def _read(self, deed: Deed) -> tuple[Desk, str]:
        text = deed.text("text")
        message = read_message(text, self._settings.language)
        answers = tuple(answered(message, self._answer))
        said = say(deed.language, "web.banco.message.found", count=len(answers))
        return Desk(deed.person, text, Read(text, message, answers)), said

    def _open(self, deed: Deed) -> tuple[Desk, str]:
        """Open a ticket of what was read; it is read again, so that a script cannot forge it."""
        text, draft = deed.text("text"), deed.text("letter")
        message = read_message(text, self._settings.language)
        if not draft.strip():
            raise InputError("desk.reply_empty")
        answers = list(answered(message, self._answer))
        opening = Opening(
            question=text.strip(),
            language=message.language,
            answer=answers[0],
            email=deed.text("email").strip() or None,
            channel="email",
        )
        number = self._tickets.open_message(opening, answers, draft, deed.person.name)
        said = say(deed.language, "web.banco.message.opened", number=number)
        return Desk(deed.person, number=number), said

    def _letter(self, read: Read) -> str:
        sender = Sender(self._settings.office, say(read.message.language, "letter.no_reference"))
        return letter(read.answers, read.message.language, sender)
