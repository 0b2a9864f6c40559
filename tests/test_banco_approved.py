"""The staff tab of the approved answers: one is renewed, or withdrawn with a reason."""

import datetime as dt
from pathlib import Path

import pytest

from assistant.approved.record import Approved
from assistant.desk.approving import Approvals, Wording
from assistant.errors import InputError
from assistant.journal.database import Database
from assistant.journal.days import today
from assistant.web.banco_act import NO_REFUSAL
from assistant.web.banco_approved import ApprovedContent
from tests.desks import Now, a_ticket, done, tickets_of
from tests.fakes_web import ARTICLE, PASSAGES

WORDS = "La domanda è presentata dal capofila in nome di tutti i partner."
SOON = today() + dt.timedelta(days=9)


@pytest.fixture
def approvals(tmp_path: Path, database: Database) -> Approvals:
    return Approvals(tmp_path, database, tickets_of(database), PASSAGES.get)


@pytest.fixture
def entry(database: Database, approvals: Approvals) -> Approved:
    wording = Wording(
        topic="partenariato",
        questions={"it": ["Chi entra?"]},
        answer={"it": "Almeno un'impresa."},
        owner="anna",
        office="Ufficio di prova",
        expires=SOON,
        sources=[(ARTICLE.id, WORDS)],
    )
    tickets = tickets_of(database)
    return approvals.approve(tickets.ticket(a_ticket(tickets)), wording, "anna")


@pytest.fixture
def content(approvals: Approvals) -> ApprovedContent:
    return ApprovedContent(approvals, Now)


def test_an_answer_is_not_withdrawn_without_a_reason(
    content: ApprovedContent, approvals: Approvals, entry: Approved
) -> None:
    with pytest.raises(InputError, match="no_reason"):
        done(content, "withdraw", id=entry.id, revision="1", reason=" ")
    assert approvals.entry(entry.id).withdrawn is None


def test_a_withdrawn_answer_tells_who_and_why(content: ApprovedContent, entry: Approved) -> None:
    view = done(content, "withdraw", id=entry.id, revision="1", reason="Era sbagliata.").view
    assert view
    page = content.html(view, "it", NO_REFUSAL)
    assert "Ritirata da anna" in page
    assert "Era sbagliata." in page


def test_an_answer_is_renewed_as_it_was_seen_only(
    content: ApprovedContent, approvals: Approvals, entry: Approved
) -> None:
    wording = {
        "topic": entry.topic,
        "questions_it": "Chi entra nel partenariato?",
        "answer_it": "Un'impresa e un organismo di ricerca.",
        "owner": "anna",
        "office": "Ufficio di prova",
        "expires": SOON.isoformat(),
        "source": f"{ARTICLE.id}\n{WORDS}",
    }
    done(content, "renew", id=entry.id, revision="1", **wording)
    assert approvals.entry(entry.id).title == "Chi entra nel partenariato?"
    with pytest.raises(InputError, match="changed"):
        done(content, "renew", id=entry.id, revision="1", **wording)
