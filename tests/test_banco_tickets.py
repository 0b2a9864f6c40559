"""The staff tab of the tickets: a letter drafted again, an answer approved once for all."""

import datetime as dt
from pathlib import Path

import pytest

from assistant.desk.approving import Approvals
from assistant.desk.tickets import Tickets
from assistant.errors import Conflict, InputError
from assistant.journal.database import Database
from assistant.journal.days import today
from assistant.web.banco_act import NO_REFUSAL, Refusal
from assistant.web.banco_tickets import TicketsContent, View
from tests.databases import settings_with
from tests.desks import a_ticket, done, tickets_of
from tests.fakes_web import ARTICLE, PASSAGES, FakePipeline

DRAFT = "Una lettera già salvata."
WORDS = "La domanda è presentata dal capofila in nome di tutti i partner."
WORDING = {
    "topic": "partenariato",
    "questions_it": "Chi entra?",
    "answer_it": "Almeno un'impresa.",
    "owner": "anna",
    "office": "Ufficio di prova",
    "expires": (today() + dt.timedelta(days=90)).isoformat(),
    "source": f"{ARTICLE.id}\n{WORDS}",
}


@pytest.fixture
def tickets(database: Database) -> Tickets:
    return tickets_of(database)


@pytest.fixture
def approvals(tmp_path: Path, database: Database, tickets: Tickets) -> Approvals:
    return Approvals(tmp_path, database, tickets, PASSAGES.get)


@pytest.fixture
def content(tmp_path: Path, tickets: Tickets, approvals: Approvals) -> TicketsContent:
    return TicketsContent(tickets, approvals, FakePipeline().answer, settings_with(tmp_path))


def drafted(tickets: Tickets) -> dict[str, str]:
    """Return a ticket with a letter, as a form sends what its author saw of it."""
    ticket = tickets.ticket(a_ticket(tickets))
    saved = tickets.save_draft(ticket.number, ticket.version, DRAFT, "drafter")
    return {"number": str(saved.number), "version": str(saved.version)}


def shown(content: TicketsContent, view: View | None, refusal: Refusal = NO_REFUSAL) -> str:
    assert view
    return content.html(view, "it", refusal)


def test_a_letter_drafted_again_is_shown_and_not_saved(
    content: TicketsContent, tickets: Tickets
) -> None:
    seen = drafted(tickets)
    assert DRAFT not in shown(content, done(content, "redraft", **seen).view)
    assert DRAFT in shown(content, done(content, "open", **seen).view)
    assert tickets.ticket(int(seen["number"])).draft == DRAFT


def test_who_did_not_see_the_letter_of_a_colleague_does_not_draft_over_it(
    content: TicketsContent, tickets: Tickets
) -> None:
    seen = drafted(tickets)
    with pytest.raises(Conflict, match="conflict"):
        done(content, "redraft", number=seen["number"], version="1")


def test_a_letter_that_was_not_taken_stands_beside_the_one_that_was_saved(
    content: TicketsContent, tickets: Tickets
) -> None:
    view = done(content, "open", **drafted(tickets)).view
    page = shown(content, view, Refusal("Di anna.", {"letter": "La mia lettera."}))
    assert "La mia lettera.</textarea>" in page
    assert f'<p class="told">{DRAFT}</p>' in page


def test_an_answer_is_approved_from_a_ticket(content: TicketsContent, tickets: Tickets) -> None:
    view = done(content, "approve", **drafted(tickets), **WORDING).view
    assert "È diventata la risposta approvata «chi-entra»" in shown(content, view)


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("answer_it", " ", "no_answer"),
        ("questions_it", "\n", "variants"),
        ("owner", "", "no_owner"),
        ("office", " ", "no_owner"),
        ("expires", today().isoformat(), "expires"),
        ("source", "", "no_sources"),
    ],
)
def test_what_is_missing_of_an_answer_is_told_by_its_name(
    content: TicketsContent, tickets: Tickets, field: str, value: str, refusal: str
) -> None:
    with pytest.raises(InputError, match=refusal):
        done(content, "approve", **drafted(tickets), **{**WORDING, field: value})
