"""After an answer, for programs: it is kept, judged, taken to the desk; and what goes wrong."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.desk.tickets import Tickets
from assistant.errors import Unknown
from assistant.journal.database import FILE, open_database
from assistant.journal.journal import Journal
from assistant.settings import Settings
from assistant.web import tickets as web_tickets
from assistant.web.api import build_api
from assistant.web.contract import AnswerBody
from assistant.web.conversation import Conversation, Exchange, restore
from assistant.web.reception import Reception
from tests.browser.conftest import free_port, serving
from tests.databases import settings_with
from tests.desks import tickets_of
from tests.fakes_web import ARTICLE, FakePipeline

UNKNOWN = "0" * 32
QUESTION = "Chi entra nel partenariato?"
Open = Callable[..., TestClient]


@pytest.fixture
def tickets(tmp_path: Path) -> Tickets:
    """The tickets as the desk sees them."""
    return tickets_of(open_database(settings_with(tmp_path)))


@pytest.fixture
def open_api() -> Iterator[Open]:
    """Return what opens the API with some settings, for as long as the test lasts."""
    with ExitStack() as opened:

        def open_client(settings: Settings, *, desk: bool = True) -> TestClient:
            pipeline, database = FakePipeline(), open_database(settings)
            counter = Tickets(database, pipeline.passage) if desk else None
            reception = Reception(pipeline, settings, database, counter)
            api = build_api(pipeline, settings, reception)
            return opened.enter_context(TestClient(api, raise_server_exceptions=False))

        yield open_client


@pytest.fixture
def client(open_api: Open, tmp_path: Path) -> TestClient:
    return open_api(settings_with(tmp_path))


def ask(client: TestClient, **more: Any) -> dict[str, Any]:
    reply = client.post("/api/ask", json={"question": QUESTION, **more})
    assert reply.status_code == 200
    told: dict[str, Any] = reply.json()
    return told


def refused(client: TestClient, path: str, body: Any, status: int) -> str:
    reply = client.post(path, json=body)
    assert (reply.status_code, list(reply.json())) == (status, ["error"])
    return str(reply.json()["error"])


def page_over(settings: Settings) -> web_tickets.Tickets:
    """Return the events of the ticket form, as they are on a page."""
    pipeline, database = FakePipeline(), open_database(settings)
    reception = Reception(pipeline, settings, database, Tickets(database, pipeline.passage))
    events = web_tickets.Tickets(reception, lambda kept: restore(kept, "it"), lambda *_: {})
    script = "trigger('ticket'); trigger('state')"
    with gr.Blocks():
        frame = SimpleNamespace(on=lambda *_: None, announced=gr.HTML(""))
        parts = [gr.HTML("", js_on_load=script) for _ in range(2)]
        events.connect(cast("Any", frame), parts[0], parts[1], [])
    return events


def test_a_reply_names_its_turn_and_its_conversation(client: TestClient, tmp_path: Path) -> None:
    first = ask(client)
    second = ask(client, conversation=first["conversation"])
    journal = Journal(open_database(settings_with(tmp_path)), 1)
    client.post("/api/feedback", json={"turn": second["turn"], "useful": True})
    kept = journal.export(first["conversation"])
    assert [turn["turn"] for turn in kept] == [first["turn"], second["turn"]]
    assert {turn["channel"] for turn in kept} == {"api"}


def test_two_questions_of_nobody_known_are_two_conversations(client: TestClient) -> None:
    assert ask(client)["conversation"] != ask(client)["conversation"]


def test_a_judgement_is_kept(client: TestClient, tmp_path: Path) -> None:
    turn = ask(client)["turn"]
    sent = {"turn": turn, "useful": False, "reason": "wrong", "note": "Non è così"}
    assert client.post("/api/feedback", json=sent).json() == {"kept": True}
    kept = Journal(open_database(settings_with(tmp_path)), 1).turn(turn)
    assert kept is not None
    assert (kept["feedback"][0]["reason"], kept["feedback"][0]["note"]) == ("wrong", "Non è così")


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ({"turn": UNKNOWN, "useful": True}, 404, "non è nel registro"),
        ({"turn": "x", "useful": True}, 422, "«turn» non è ammesso"),
        ({"turn": UNKNOWN}, 422, "Manca il campo «useful»"),
        ({"turn": UNKNOWN, "useful": True, "reason": "boh"}, 422, "«reason»"),
        ({"turn": UNKNOWN, "useful": True, "note": "x" * 1001}, 422, "«note» non è ammesso"),
    ],
)
def test_a_wrong_judgement_gets_one_sentence(
    client: TestClient, body: Any, status: int, sentence: str
) -> None:
    assert sentence in refused(client, "/api/feedback", body, status)


def test_a_ticket_holds_the_answer_that_was_given_and_its_texts(
    client: TestClient, tickets: Tickets
) -> None:
    reply = ask(client)
    sent = {"turn": reply["turn"], "note": "Urgente", "email": " mario@example.it "}
    ticket = client.post("/api/ticket", json=sent).json()
    opened = tickets.by_reference(ticket["reference"])
    told = (opened.question, opened.note, opened.email)
    assert told == (QUESTION, "Urgente", "mario@example.it")
    (answer,) = opened.answers
    assert (opened.turn, answer["text"]) == (reply["turn"], reply["text"])
    assert answer["claims"][0]["quotes"][0]["digest"] == ARTICLE.digest
    assert reply["conversation"] not in str(answer)


def test_an_answer_forged_in_a_browser_does_not_reach_the_desk(
    client: TestClient, tickets: Tickets, tmp_path: Path
) -> None:
    reply = ask(client)
    body = AnswerBody.model_validate(reply | {"text": "Le spettano dieci milioni."})
    exchange = Exchange(question=QUESTION, answer=body, turn=reply["turn"])
    kept = Conversation(exchanges=(exchange,)).kept()
    page = page_over(settings_with(tmp_path))
    page.send(kept, gr.EventData(None, {"exchange": 0}), cast("Any", SimpleNamespace(client=None)))
    assert tickets.ticket(1).answers[0]["text"] == reply["text"]


def test_a_question_alone_is_answered_and_taken_to_the_desk(
    client: TestClient, tickets: Tickets
) -> None:
    client.post("/api/ticket", json={"question": QUESTION})
    assert tickets.ticket(1).answers[0]["outcome"] == "partial"


def test_the_state_of_a_ticket_is_seen_with_its_number_and_the_reply_too(
    client: TestClient, tickets: Tickets
) -> None:
    reference = client.post("/api/ticket", json={"question": QUESTION}).json()["reference"]
    assert client.get(f"/api/ticket/{reference}").json()["state"] == "received"
    tickets.answer(1, 1, "Gentile utente, ...", "anna")
    seen = client.get(f"/api/ticket/{reference.lower()}").json()
    assert (seen["state"], seen["reply"]) == ("answered", "Gentile utente, ...")


def test_a_number_that_names_no_ticket_is_told(client: TestClient) -> None:
    seen = client.get("/api/ticket/ZIS-9")
    assert (seen.status_code, "Nessuna richiesta" in seen.json()["error"]) == (404, True)


@pytest.mark.parametrize(
    "email",
    ["mario", "mario@", "@example.it", "a@b", "a b@example.it", "a@example.it\nBcc: x@y.it"],
)
def test_what_is_no_address_is_refused(client: TestClient, email: str) -> None:
    body = {"question": QUESTION, "email": email}
    assert "non sembra un indirizzo e-mail" in refused(client, "/api/ticket", body, 422)


@pytest.mark.parametrize("body", [{}, {"turn": UNKNOWN, "question": "a"}])
def test_a_ticket_needs_a_turn_or_a_question(client: TestClient, body: Any) -> None:
    assert "Serve una risposta o una domanda" in refused(client, "/api/ticket", body, 422)


def test_a_ticket_about_an_answer_that_is_not_kept_is_refused(client: TestClient) -> None:
    assert "non è nel registro" in refused(client, "/api/ticket", {"turn": UNKNOWN}, 404)


def test_too_many_tickets_of_one_address_are_refused(client: TestClient, tickets: Tickets) -> None:
    for _ in range(10):
        assert client.post("/api/ticket", json={"question": QUESTION}).status_code == 200
    assert "troppe richieste" in refused(client, "/api/ticket", {"question": QUESTION}, 429)
    assert tickets.ticket(10).state == "new"
    with pytest.raises(Unknown):
        tickets.ticket(11)


def test_numbers_cannot_be_tried_one_after_the_other(client: TestClient) -> None:
    tried = [client.get(f"/api/ticket/ZIS-{n}").status_code for n in range(61)]
    assert (set(tried[:60]), tried[60]) == ({404}, 429)


def test_without_a_desk_there_are_no_tickets(open_api: Open, tmp_path: Path) -> None:
    client = open_api(settings_with(tmp_path), desk=False)
    assert client.post("/api/ticket", json={"question": QUESTION}).status_code == 404
    assert "/api/ticket" not in client.get("/api/openapi.json").json()["paths"]


def test_without_a_journal_nothing_is_kept_and_the_desk_still_works(
    open_api: Open, tmp_path: Path, tickets: Tickets
) -> None:
    settings = settings_with(tmp_path, journal=False)
    client = open_api(settings)
    assert ask(client)["turn"] is None
    assert not (settings.data / FILE).exists()
    refused(client, "/api/feedback", {"turn": UNKNOWN, "useful": True}, 404)
    client.post("/api/ticket", json={"question": QUESTION})
    assert tickets.ticket(1).turn is None


def test_a_database_that_is_down_takes_no_answer_away(open_api: Open, tmp_path: Path) -> None:
    client = open_api(settings_with(tmp_path, "postgresql://h@127.0.0.1:9/n"))
    turn = ask(client)["turn"]
    sentence = refused(client, "/api/feedback", {"turn": turn, "useful": True}, 503)
    assert sentence == "La base di dati non risponde o non si può scrivere: riprovi tra poco."


def test_the_documentation_tells_of_judgements_and_tickets(client: TestClient) -> None:
    page = client.get("/api/docs").text
    assert all(path in page for path in ("/api/feedback", "/api/ticket", "/api/ticket/{reference}"))


def test_a_server_that_is_stopped_has_written_what_it_answered(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    port, data = free_port(), tmp_path / "data"
    arguments = ["-m", "tests.browser.server", str(port), str(tmp_path / "corpus"), str(data)]
    with serving(arguments, port, tmp_path / "log") as address:
        for number in range(20):
            httpx.post(f"{address}api/ask", json={"question": f"{QUESTION} {number}"})
    with sqlite3.connect(data / FILE) as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (20,)
