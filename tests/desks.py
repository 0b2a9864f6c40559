"""The desk for tests: openings, tickets, people, over either database."""

from typing import Any

from assistant.desk.accounts import Accounts
from assistant.desk.counter import Opening
from assistant.desk.roles import Person
from assistant.desk.tickets import Tickets
from assistant.journal.database import Database
from assistant.model import Passage, Question, Source
from assistant.web.banco_act import Deed, Done
from assistant.web.banco_panel import Content, View
from tests.fakes_web import PASSAGES, FakePipeline

PASSWORD = "una frase lunga e segreta"


class Now:
    """The passages of the fake pipeline."""

    passages = tuple(PASSAGES.values())

    def passage(self, passage: str, as_of: object = None) -> Passage | None:
        return PASSAGES.get(passage)

    def source(self, source: str) -> Source | None:
        return FakePipeline().source(source)


def an_opening(question: str = "Chi può fare da capofila?", **more: Any) -> Opening:
    """Return what an applicant takes to the desk, with the answer of the fake pipeline."""
    answer = FakePipeline().answer(Question(question)).as_json()
    return Opening(question=question, language="it", answer=answer, **more)


def a_ticket(tickets: Tickets, question: str = "Chi può fare da capofila?", **more: Any) -> int:
    """Open a ticket; return its number."""
    reference = tickets.open_ticket(an_opening(question, **more))
    return tickets.by_reference(reference).number


def tickets_of(database: Database) -> Tickets:
    """Return the tickets of a database, over the passages of the fake pipeline."""
    return Tickets(database, PASSAGES.get)


def staffed(database: Database) -> Accounts:
    """Return accounts with one person of each role, named as it."""
    accounts = Accounts(database)
    for role in ("reader", "drafter", "approver", "admin"):
        accounts.add(role, role, PASSWORD, "test")
    return accounts


def done(content: Content[View], what: str, **fields: Any) -> Done[View]:
    """Do what a form of the staff page asks, as an approver."""
    _, act = content.deeds[what]
    return act(Deed(Person(1, "anna", "approver"), "it", {"do": what, **fields}))
