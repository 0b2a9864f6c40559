"""From the desk to an approved answer, and back: approve, renew, withdraw, each in the audit.

The file comes first, then the ticket and the audit: where a crash parts them, approving the same
again finds the file and joins them.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.approved.acts import Proposal, Seen, approve, find, renew, withdraw
from assistant.approved.files import FOLDER, load
from assistant.approved.record import Approved, Cited, cite
from assistant.desk import audit
from assistant.desk.ticket import Ticket
from assistant.desk.tickets import Tickets
from assistant.errors import InputError
from assistant.journal.database import Database
from assistant.journal.days import today
from assistant.journal.journal import Find
from assistant.model import Language, Passage


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody approves, as the form has it. ``sources``: passage, words quoted of it."""

    topic: str
    questions: Mapping[Language, Sequence[str]]
    answer: Mapping[Language, str]
    owner: str
    office: str
    expires: dt.date
    sources: Sequence[tuple[str, str]]


class Approvals:
    """The approved answers of a corpus, as the desk decides on them."""

    def __init__(self, corpus: Path, database: Database, tickets: Tickets, find: Find) -> None:
        """Remember where answers and tickets are kept."""
        self._folder = corpus / FOLDER
        self._database = database
        self._tickets = tickets
        self._find = find

    def entries(self) -> tuple[Approved, ...]:
        """Return every approved answer; raise CorpusError for a file that is wrong."""
        return tuple(load(self._folder))

    def entry(self, name: str) -> Approved:
        """Return an approved answer; InputError when there is none."""
        return find(self._folder, name)

    def approve(self, ticket: Ticket, wording: Wording, by: str) -> Approved:
        """Approve the answer of a ticket; InputError for what cannot be, Conflict."""
        proposal = self._proposal(wording)
        entry = self._made_before(proposal, by) or approve(self._folder, proposal, by, today())
        self._tickets.set_approved(ticket.number, ticket.version, entry.id, by)
        return entry

    def renew(self, seen: Seen, wording: Wording, by: str) -> Approved:
        """Approve the next version of an answer."""
        entry = renew(self._folder, seen, self._proposal(wording), by, today())
        step = (f"{seen.id} {seen.revision}", f"{entry.id} {entry.revision}")
        audit.record(self._database, by, "renewed", step)
        return entry

    def withdraw(self, seen: Seen, reason: str, by: str) -> Approved:
        """Take an answer back, and say why."""
        entry = withdraw(self._folder, seen, by, today(), reason)
        audit.record(self._database, by, "withdrawn", (f"{seen.id} {seen.revision}", reason))
        return entry

    def words_now(self, name: str) -> list[tuple[str, str]]:
        """Return the passages of an answer as they can be quoted today; those gone are left out.

        What was quoted is quoted again where it still stands, else the whole passage.
        """
        found = ((one, self._find(one.passage)) for one in self.entry(name).sources)
        return [(one.passage, _words(one, passage)) for one, passage in found if passage]

    def _proposal(self, wording: Wording) -> Proposal:
        if not any(wording.questions.values()):
            raise InputError("desk.variants")
        if not wording.sources:
            raise InputError("desk.no_sources")
        languages = tuple(wording.questions)
        return Proposal(
            topic=wording.topic,
            questions=wording.questions,
            answer=wording.answer,
            owner=wording.owner,
            office=wording.office,
            expires=wording.expires,
            sources=[self._cited(name, words, languages) for name, words in wording.sources],
        )

    def _cited(self, name: str, words: str, languages: tuple[Language, ...]) -> Cited:
        passage = self._find(name)
        if passage is None:
            raise InputError("approved.passage", passage=name)
        return cite(passage, words, languages)

    def _made_before(self, proposal: Proposal, by: str) -> Approved | None:
        """Return the same answer, written by the same person before a crash."""
        same = (
            entry
            for entry in self.entries()
            if entry.approved_by == by
            and not entry.withdrawn
            and dict(entry.answer) == dict(proposal.answer)
            and {lang: list(asked) for lang, asked in entry.questions.items()}
            == {lang: list(asked) for lang, asked in proposal.questions.items()}
        )
        return next(same, None)


def _words(cited: Cited, passage: Passage) -> str:
    language = next(iter(cited.words))
    words = cited.words_in(language)
    text = passage.text_in(language)
    return words if words in text else text
