"""What the page and the API do after an answer: keep it, take a judgement, go to the desk."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from assistant.desk.counter import Counter, Opening, TicketState
from assistant.errors import Unknown
from assistant.journal.database import Database
from assistant.journal.journal import Journal, new_handle
from assistant.journal.judgement import Judgement
from assistant.journal.rows import Channel
from assistant.model import Answer, Language, Question
from assistant.settings import Settings
from assistant.web.bounds import Bound
from assistant.web.contract import Answerer
from assistant.web.library import Library

_HOUR = 3600.0
# How many an hour: of one address, of all.
_JUDGEMENTS = (120, 5000)
_TICKETS = (10, 200)
_LOOKS = (60, 5000)


@dataclass(frozen=True, slots=True)
class Kept:
    """The names of a turn and of its conversation in the journal; None when nothing is kept."""

    turn: str | None = None
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is taken to the desk: an answer by its turn, or a question to be answered again."""

    turn: str | None
    question: Question | None
    language: Language
    note: str
    email: str | None
    channel: Channel


class Reception:
    """One for the page and the API; without a journal it keeps nothing."""

    def __init__(
        self,
        answerer: Answerer,
        settings: Settings,
        database: Database,
        counter: Counter | None = None,
    ) -> None:
        """Remember what answers and where to write; without a ``counter`` there are no tickets."""
        self._answerer = answerer
        self._find = Library(answerer, settings.corpus).passage
        self._counter = counter
        self._tickets = Bound(*_TICKETS, _HOUR)
        self._looks = Bound(*_LOOKS, _HOUR)
        self._journal = Journal(database, settings.journal_days) if settings.journal else None
        self._judgements = Bound(*_JUDGEMENTS, _HOUR)

    @property
    def days(self) -> int:
        """Return for how many days answers are kept, 0 when they are not."""
        return self._journal.days if self._journal else 0

    @asynccontextmanager
    async def open(self, _app: Any) -> AsyncIterator[None]:
        """Keep answers while the site is up, and write the last of them when it goes down."""
        if self._journal:
            self._journal.start()
        yield
        if self._journal:
            self._journal.close()

    def record(self, answer: Answer, channel: Channel, conversation: str | None) -> Kept:
        """Keep an answer, in a new conversation when none is named; tell under which names."""
        if self._journal is None:
            return Kept()
        named = conversation or new_handle()
        turn = self._journal.record(answer, channel, named, self._find)
        return Kept(turn, named)

    def judge(self, turn: str, judgement: Judgement, address: str) -> None:
        """Take a judgement; raise TooMany, Unknown, DatabaseDown."""
        self._judgements.count(address)
        if self._journal is None:
            raise Unknown("turn_unknown")
        self._journal.judge(turn, judgement)

    @property
    def takes_tickets(self) -> bool:
        """Tell whether a question can be taken to the desk."""
        return self._counter is not None

    def open_ticket(self, request: Request, address: str) -> TicketState:
        """Open a ticket; return its state, with its reference.

        Raise TooMany, Unknown for a turn that is not kept, DatabaseDown.
        """
        counter = self._at_counter()
        self._tickets.count(address)
        kept = self._journal.answer(request.turn) if self._journal and request.turn else None
        answer = kept or self._again(request.question)
        asked = request.question.text if request.question else str(answer["question"])
        opening = Opening(
            question=asked,
            language=request.language,
            answer=answer,
            turn=request.turn if kept else None,
            note=request.note.strip(),
            email=request.email,
            channel=request.channel,
        )
        return self._look(counter, counter.open_ticket(opening))

    def state_of(self, reference: str, address: str) -> TicketState:
        """Return the state of a ticket; raise TooMany, Unknown, DatabaseDown."""
        self._looks.count(address)
        return self._look(self._at_counter(), reference)

    def _at_counter(self) -> Counter:
        if self._counter is None:
            raise Unknown("ticket_unknown")
        return self._counter

    def _look(self, counter: Counter, reference: str) -> TicketState:
        state = counter.state_of(reference)
        if state is None:
            raise Unknown("ticket_unknown")
        return state

    def _again(self, question: Question | None) -> Mapping[str, Any]:
        """Answer once more what was not kept: what a browser says that we said is no proof."""
        if question is None:
            raise Unknown("turn_unknown")
        return self._answerer.answer(question).as_json()
