"""What the page and the API do after an answer: keep it, take a judgement."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from assistant.errors import InputError
from assistant.journal.database import Database
from assistant.journal.journal import Journal, new_handle
from assistant.journal.judgement import Judgement
from assistant.journal.rows import Channel
from assistant.model import Answer
from assistant.settings import Settings
from assistant.web.bounds import Bound
from assistant.web.contract import Answerer

_HOUR = 3600.0
_JUDGEMENTS = (120, 5000)  # an hour: of one address, of all


@dataclass(frozen=True, slots=True)
class Kept:
    """The names of a turn and of its conversation in the journal; None when nothing is kept."""

    turn: str | None = None
    conversation: str | None = None


class Reception:
    """One for the page and the API; without a journal it keeps nothing."""

    def __init__(self, answerer: Answerer, settings: Settings, database: Database) -> None:
        """Remember what answers and where to write."""
        self._answerer = answerer
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
        turn = self._journal.record(answer, channel, named, self._answerer.passage)
        return Kept(turn, named)

    def judge(self, turn: str, judgement: Judgement, address: str) -> None:
        """Take a judgement; raise TooMany, InputError for an unknown turn, DatabaseDown."""
        self._judgements.count(address)
        if self._journal is None:
            raise InputError("turn_unknown")
        self._journal.judge(turn, judgement)
