"""The tab of the tickets: found, taken, answered by a letter, approved once for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.desk.approving import Approvals
from assistant.desk.drafting import Sender, letter
from assistant.desk.earlier import earlier
from assistant.desk.inbox import Wanted
from assistant.desk.roles import Person
from assistant.desk.states import ACTIVE, STATES, known_state
from assistant.desk.ticket import Ticket
from assistant.desk.tickets import Tickets
from assistant.export.letter import Letter, letter_docx, letter_eml
from assistant.model import Answer, Language, Question
from assistant.settings import Settings
from assistant.text import say
from assistant.web.banco_act import Deed, Deeds, Done, Refusal
from assistant.web.banco_tickets_view import Desk, inbox_html, ticket_html
from assistant.web.banco_wording import wording_of
from assistant.web.download import download

_WRITERS: Mapping[str, Callable[[Letter], bytes]] = {"docx": letter_docx, "eml": letter_eml}
_TO_DO = Wanted(states=ACTIVE)
_WORDS_CHARS = 200


@dataclass(frozen=True, slots=True)
class View:
    """What somebody looks at: the list as filtered, or one ticket of it.

    ``redrafted``: a letter drafted again, which nobody saved yet.
    """

    person: Person
    wanted: Wanted = _TO_DO
    number: int = 0
    redrafted: str | None = None


class TicketsContent:
    """The tickets: what is shown of them and what can be done."""

    name = "tickets"
    is_fresh = False

    def __init__(
        self,
        tickets: Tickets,
        approvals: Approvals,
        answer: Callable[[Question], Answer],
        settings: Settings,
    ) -> None:
        """Remember where tickets are, and what drafts their letters."""
        self._tickets = tickets
        self._approvals = approvals
        self._answer = answer
        self._office = settings.office
        self.deeds: Deeds[View] = {
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

    def first(self, person: Person) -> View:
        """Return the tickets that wait for somebody."""
        return View(person)

    def html(self, view: View, language: Language, refusal: Refusal) -> str:
        """Draw the list, or one ticket."""
        if not view.number:
            found = self._tickets.look(view.wanted)
            return inbox_html(found, view.wanted, view.person, language, refusal.sentence)
        ticket = self._tickets.ticket(view.number)
        desk = self._around(ticket, view, refusal.text("letter"))
        return ticket_html(ticket, desk, language, refusal.sentence)

    def _around(self, ticket: Ticket, view: View, written: str | None) -> Desk:
        """Return what stands around a ticket. ``written``: a letter that was not taken."""
        letters = (written, view.redrafted, ticket.draft or self._letter(ticket))
        return Desk(
            person=view.person,
            twins=self._tickets.twins(ticket.number),
            earlier=earlier(" ".join(ticket.questions), self._approvals.entries()),
            history=self._tickets.history(ticket.number),
            letter=next(one for one in letters if one is not None),
            office=self._office,
            saved=ticket.draft if written not in (None, ticket.draft) else "",
        )

    def _look(self, deed: Deed) -> Done[View]:
        state = deed.text("state")
        states = ACTIVE if state == "active" else tuple(one for one in STATES if one == state)
        words = deed.text("words")[:_WORDS_CHARS]
        wanted = Wanted(states, deed.text("topic"), deed.text("assigned"), words)
        return Done(View(deed.person, wanted), say(deed.language, "web.banco.tickets.shown"))

    def _open(self, deed: Deed) -> Done[View]:
        ticket = self._tickets.ticket(deed.number("number"))
        said = say(deed.language, "web.banco.tickets.opened", number=ticket.number)
        return _shown(deed, ticket, said)

    def _list(self, deed: Deed) -> Done[View]:
        return Done(View(deed.person), say(deed.language, "web.banco.tickets.shown"))

    def _assign(self, deed: Deed) -> Done[View]:
        to = deed.person.name if deed.text("to") == "me" else ""
        return _saved(deed, self._tickets.assign(*_seen(deed), to, deed.person.name))

    def _move(self, deed: Deed) -> Done[View]:
        state = known_state(deed.text("state"))
        return _saved(deed, self._tickets.move(*_seen(deed), state, deed.person.name))

    def _topic(self, deed: Deed) -> Done[View]:
        topic = deed.text("topic")
        return _saved(deed, self._tickets.set_topic(*_seen(deed), topic, deed.person.name))

    def _save(self, deed: Deed) -> Done[View]:
        draft = deed.text("letter")
        return _saved(deed, self._tickets.save_draft(*_seen(deed), draft, deed.person.name))

    def _reply(self, deed: Deed) -> Done[View]:
        reply = deed.text("letter")
        return _saved(deed, self._tickets.answer(*_seen(deed), reply, deed.person.name))

    def _redraft(self, deed: Deed) -> Done[View]:
        """Draft the letter again from what the sources say today; nothing is saved."""
        ticket = self._tickets.seen(*_seen(deed))
        asked = (Question(text, language=ticket.language) for text in ticket.questions)
        answers = tuple(self._answer(question).as_json() for question in asked)
        drafted = self._letter(replace(ticket, answers=answers))
        view = View(deed.person, number=ticket.number, redrafted=drafted)
        return Done(view, say(deed.language, "web.banco.tickets.redrafted"))

    def _export(self, deed: Deed) -> Done[View]:
        """Send the letter as it is in the editor, saved or not."""
        format_, ticket = deed.text("do"), self._tickets.ticket(deed.number("number"))
        sent = Letter(
            text=deed.text("letter"),
            language=ticket.language,
            reference=ticket.reference,
            office=self._office,
            email=ticket.email or "",
        )
        name = say(deed.language, "web.banco.tickets.file_name", number=ticket.number)
        file = download(name, format_, _WRITERS[format_](sent), deed.language)
        said = say(deed.language, "web.review.file_ready", format=format_.upper())
        return Done(None, said, file)

    def _approve(self, deed: Deed) -> Done[View]:
        ticket = self._tickets.seen(*_seen(deed))
        wording = wording_of(deed, ticket.language)
        entry = self._approvals.approve(ticket, wording, deed.person.name)
        said = say(deed.language, "web.banco.tickets.approved_now", id=entry.id)
        return _shown(deed, ticket, said)

    def _letter(self, ticket: Ticket) -> str:
        return letter(ticket.answers, ticket.language, Sender(self._office, ticket.reference))


def _seen(deed: Deed) -> tuple[int, int]:
    """Return the number of a ticket and the version that the author of a change saw."""
    return deed.number("number"), deed.number("version")


def _shown(deed: Deed, ticket: Ticket, said: str) -> Done[View]:
    return Done(View(deed.person, number=ticket.number), said)


def _saved(deed: Deed, ticket: Ticket) -> Done[View]:
    state = say(deed.language, f"web.banco.state.{ticket.state}")
    said = say(deed.language, "web.banco.tickets.saved", number=ticket.number, state=state)
    return _shown(deed, ticket, said)
