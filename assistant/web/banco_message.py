"""The tab of a pasted message: its questions, each with a drafted answer; then it is a ticket."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
from assistant.web.banco_act import Deed, Deeds, Done, Refusal
from assistant.web.banco_tickets_view import answer_view
from assistant.web.pages import page


@dataclass(frozen=True, slots=True)
class Read:
    """A message read: what it asks, what was answered to each question."""

    text: str
    message: Message
    answers: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, the message that was read, and the number of the ticket that was opened."""

    person: Person
    read: Read | None = None
    number: int = 0


class MessageContent:
    """A message becomes questions, drafts and a ticket."""

    name = "message"
    is_fresh = False

    def __init__(
        self,
        tickets: Tickets,
        approvals: Approvals,
        answer: Callable[[Question], Answer],
        settings: Settings,
    ) -> None:
        """Remember where tickets are opened and what answers."""
        self._tickets = tickets
        self._approvals = approvals
        self._answer = answer
        self._settings = settings
        self.deeds: Deeds[View] = {
            "read": ("drafter", self._read),
            "ticket": ("drafter", self._open),
        }

    def first(self, person: Person) -> View:
        """Return the empty form."""
        return View(person)

    def html(self, view: View, language: Language, refusal: Refusal) -> str:
        """Draw the form, and what was made of the message."""
        read = view.read
        values = {
            "person": view.person,
            "number": view.number,
            "read": read,
            "fault": refusal.sentence,
            "text": refusal.text("text") or (read.text if read else ""),
            "views": [answer_view(answer) for answer in read.answers] if read else [],
            "earlier": [self._earlier(one) for one in read.message.questions] if read else [],
            "letter": refusal.text("letter") or (self._letter(read) if read else ""),
        }
        return page("banco_message.html", language, **values)

    def _earlier(self, question: str) -> Sequence[Approved]:
        return earlier(question, self._approvals.entries())

    def _read(self, deed: Deed) -> Done[View]:
        read = self._answered(deed.text("text"))
        said = say(deed.language, "web.banco.message.found", count=len(read.answers))
        return Done(View(deed.person, read), said)

    def _open(self, deed: Deed) -> Done[View]:
        """Open a ticket of what was read; it is read again, so that a script cannot forge it."""
        draft = deed.text("letter")
        if not draft.strip():
            raise InputError("desk.reply_empty")
        read = self._answered(deed.text("read"))
        opening = Opening(
            question=read.text.strip(),
            language=read.message.language,
            answer=read.answers[0],
            email=deed.text("email").strip() or None,
            channel="email",
        )
        number = self._tickets.open_message(opening, read.answers, draft, deed.person.name)
        said = say(deed.language, "web.banco.message.opened", number=number)
        return Done(View(deed.person, number=number), said)

    def _answered(self, text: str) -> Read:
        message = read_message(text, self._settings.language)
        return Read(text, message, tuple(answered(message, self._answer)))

    def _letter(self, read: Read) -> str:
        sender = Sender(self._settings.office, say(read.message.language, "letter.no_reference"))
        return letter(read.answers, read.message.language, sender)
