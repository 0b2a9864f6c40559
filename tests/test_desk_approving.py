"""From a ticket to an approved answer: whole, audited, and joined again after a crash."""

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.desk.approving import Approvals, Wording
from assistant.desk.tickets import Tickets
from assistant.errors import Conflict, InputError
from assistant.journal.database import Database, open_database
from assistant.settings import Settings
from tests.databases import settings_with
from tests.desks import a_ticket, tickets_of
from tests.fakes_web import ARTICLE, PASSAGES

ROOT = Path(__file__).resolve().parent.parent
WORDS = "Il partenariato comprende almeno un'impresa e un organismo di ricerca."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_with(tmp_path)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = open_database(settings)
    yield opened
    opened.close()


@pytest.fixture
def tickets(database: Database) -> Tickets:
    return tickets_of(database)


@pytest.fixture
def approvals(settings: Settings, database: Database, tickets: Tickets) -> Approvals:
    return Approvals(settings.corpus, database, tickets, PASSAGES.get)


def wording(question: str = "Chi entra nel partenariato?", **more: object) -> Wording:
    fields: dict[str, object] = {
        "topic": "partenariato",
        "questions": {"it": [question]},
        "answer": {"it": "Almeno un'impresa e un organismo di ricerca."},
        "owner": "anna",
        "office": "Ufficio di prova",
        "expires": dt.date.today() + dt.timedelta(days=90),
        "sources": [(ARTICLE.id, WORDS)],
    }
    return Wording(**{**fields, **more})  # type: ignore[arg-type]


def test_an_approval_is_a_file_a_ticket_and_a_line_of_the_audit(
    approvals: Approvals, tickets: Tickets
) -> None:
    number = a_ticket(tickets)
    entry = approvals.approve(tickets.ticket(number), wording(), "anna")
    assert [one.id for one in approvals.entries()] == [entry.id]
    assert tickets.ticket(number).approved == entry.id
    assert tickets.history(number)[-1].act == "approved"


def test_an_approval_without_a_source_or_a_question_is_refused(
    approvals: Approvals, tickets: Tickets
) -> None:
    ticket = tickets.ticket(a_ticket(tickets))
    for wrong in (wording(sources=[]), wording(questions={"it": []})):
        with pytest.raises(InputError):
            approvals.approve(ticket, wrong, "anna")
    assert approvals.entries() == ()


def test_a_ticket_changed_meanwhile_is_not_said_to_be_approved(
    approvals: Approvals, tickets: Tickets
) -> None:
    ticket = tickets.ticket(a_ticket(tickets))
    tickets.save_draft(ticket.number, 1, "altro", "bruno")
    with pytest.raises(Conflict):
        approvals.approve(ticket, wording(), "anna")
    assert tickets.ticket(ticket.number).approved == ""


KILLED = """
import os, signal, sys
from assistant.desk.approving import Approvals
from assistant.desk.tickets import Tickets
from assistant.journal.database import open_database
from assistant.settings import Settings
from tests.fakes_web import PASSAGES
from tests.test_desk_approving import wording
settings = Settings(_env_file=None)
database = open_database(settings)
tickets = Tickets(database, PASSAGES.get)
Tickets.set_approved = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
approvals = Approvals(settings.corpus, database, tickets, PASSAGES.get)
approvals.approve(tickets.ticket(int(sys.argv[1])), wording(), "anna")
"""


def test_killed_between_file_and_ticket_the_same_approval_joins_them(
    approvals: Approvals, tickets: Tickets, settings: Settings
) -> None:
    number = a_ticket(tickets)
    folders = {"SPORTELLO_CORPUS": str(settings.corpus), "SPORTELLO_DATA": str(settings.data)}
    command = [sys.executable, "-c", KILLED, str(number)]
    environment = {**os.environ, **folders}
    killed = subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    (written,) = approvals.entries()
    assert tickets.ticket(number).approved == ""
    entry = approvals.approve(tickets.ticket(number), wording(), "anna")
    assert entry == written
    assert approvals.entries() == (written,)
    assert tickets.ticket(number).approved == written.id
