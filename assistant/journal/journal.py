"""The journal as the page, the API and the command use it."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.errors import Unknown
from assistant.journal import queries
from assistant.journal.base import now
from assistant.journal.database import Database
from assistant.journal.days import today
from assistant.journal.judgement import Judgement
from assistant.journal.rows import Channel, Origin, answer_json, feedback_row, row_of, turn_json
from assistant.journal.tables import TurnRow
from assistant.journal.writer import Writer
from assistant.model import Answer, Passage

Find = Callable[[str], Passage | None]
_PATIENCE = 2.0  # seconds that who judges an answer waits for the answer to be written
_FAREWELL = 3.0  # seconds for what still waits at the end


def new_handle() -> str:
    """Return a random name for a turn or a conversation, which nobody can guess."""
    return secrets.token_hex(16)


class Journal:
    """What was asked and answered, from which text; nothing that says by whom."""

    def __init__(self, database: Database, days: int) -> None:
        """Remember the database. ``days``: how long a turn is kept."""
        self._database = database
        self.days = days
        self._cleaned: dt.date | None = None
        self._writer = Writer(self._forget_daily)

    def start(self) -> None:
        """Begin to write, and forget what is too old."""
        self._writer.start()

    def close(self) -> None:
        """Write what still waits; nothing is lost unless the database is down."""
        self._writer.close(_FAREWELL)

    def flush(self, seconds: float = _PATIENCE) -> bool:
        """Wait until everything is written; tell whether it is."""
        return self._writer.flush(seconds)

    def record(self, answer: Answer, channel: Channel, conversation: str, find: Find) -> str:
        """Have an answer written, and return the handle of its turn at once.

        ``find`` gives a passage by its id, as it is now: its digest is written with the quotation.
        """
        origin = Origin(new_handle(), conversation, channel, now())
        digests = {passage.id: passage.digest for passage in _quoted(answer, find)}
        self._writer.put(lambda: self._add(answer, origin, digests))
        return origin.turn

    def judge(self, turn: str, judgement: Judgement) -> None:
        """Write what a person thought of an answer.

        Raise Unknown for a turn that is not in the journal, DatabaseDown.
        """
        self.flush()
        with self._database.writing() as session:
            if session.get(TurnRow, turn) is None:
                raise Unknown("turn_unknown")
            session.add(feedback_row(turn, judgement))

    def turn(self, handle: str) -> dict[str, Any] | None:
        """Return all that is kept of one turn, None when there is none; raise DatabaseDown."""
        self.flush()
        with self._database.reading() as session:
            row = queries.turn(session, handle)
            return turn_json(row) if row else None

    def answer(self, handle: str) -> dict[str, Any] | None:
        """Return the answer of a turn as it was given, and nothing of its conversation."""
        self.flush()
        with self._database.reading() as session:
            row = queries.turn(session, handle)
            return answer_json(row) if row else None

    def on(self, day: dt.date, question: str = "", most: int | None = None) -> list[dict[str, Any]]:
        """Return the turns of a day whose question holds some words; raise DatabaseDown."""
        with self._database.reading() as session:
            return [turn_json(row) for row in queries.said_on(session, day, question, most)]

    def export(self, conversation: str) -> list[dict[str, Any]]:
        """Return the turns of one conversation; raise DatabaseDown."""
        with self._database.reading() as session:
            return [turn_json(row) for row in queries.said_in(session, conversation)]

    def delete(self, conversation: str) -> int:
        """Forget one conversation; return how many turns it had; raise DatabaseDown."""
        with self._database.writing() as session:
            count = queries.forget_conversation(session, conversation)
        self._database.shred()
        return count

    def forget(self, before: dt.date) -> int:
        """Forget what was said before a day; return how many turns; raise DatabaseDown."""
        with self._database.writing() as session:
            count = queries.forget_before(session, before)
        self._database.shred()
        return count

    def _add(self, answer: Answer, origin: Origin, digests: Mapping[str, str]) -> None:
        row = row_of(answer, origin, digests)
        with self._database.writing() as session:
            if session.get(TurnRow, row.id) is None:  # written, but the reply to it was lost
                session.add(row)

    def _forget_daily(self) -> None:
        day = today()
        if self._cleaned != day:
            self.forget(day - dt.timedelta(days=self.days))
            self._cleaned = day


def _quoted(answer: Answer, find: Find) -> Iterator[Passage]:
    names = {quote.passage for claim in answer.claims for quote in claim.quotes}
    yield from (passage for name in names if (passage := find(name)))
