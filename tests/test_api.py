"""The HTTP API: the contract of an answer, and one clear sentence for every fault."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.journal.database import open_database
from assistant.model import Question
from assistant.settings import Settings
from assistant.web.api import build_api
from assistant.web.guard import MOST_BODY_BYTES
from assistant.web.reception import Reception
from assistant.web.reception_contract import ReplyBody
from tests.fakes_web import ARTICLE, LEADER, FakePipeline, small_pdf


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    documents = tmp_path / "corpus" / "documents"
    documents.mkdir(parents=True)
    (documents / "avviso.pdf").write_bytes(small_pdf("Il partenariato comprende un'impresa"))
    return Settings(
        corpus=tmp_path / "corpus", data=tmp_path / "data", question_chars=200, _env_file=None
    )


@pytest.fixture
def pipeline() -> FakePipeline:
    return FakePipeline()


@pytest.fixture
def client(settings: Settings, pipeline: FakePipeline) -> Iterator[TestClient]:
    reception = Reception(pipeline, settings, open_database(settings))
    api = build_api(pipeline, settings, reception)
    with TestClient(api, raise_server_exceptions=False) as opened:
        yield opened


def error_of(client: TestClient, body: Any, path: str = "/api/ask", status: int = 422) -> str:
    """Post a body, expect a status, and return the one sentence of the fault."""
    answer = client.post(path, json=body)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    return str(answer.json()["error"])


def test_a_question_gets_the_whole_answer_contract(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "Chi può fare da capofila?"}).json()
    assert set(answer) == set(ReplyBody.model_fields)
    assert answer["claims"][0]["quotes"][0]["words"] == LEADER.text


def test_turns_become_the_question_and_what_came_before(
    client: TestClient, pipeline: FakePipeline
) -> None:
    body = {"turns": ["Chi guida?", "E i partner?"], "language": "en", "as_of": "2026-01-31"}
    client.post("/api/ask", json=body)
    asked = Question("E i partner?", ("Chi guida?",), "en", dt.date(2026, 1, 31))
    assert pipeline.asked == [asked]


def test_half_a_character_does_not_break_the_answer(client: TestClient) -> None:
    broken = b'{"question": "Chi \\ud83d guida?"}'
    answer = client.post("/api/ask", content=broken, headers={"content-type": "application/json"})
    assert answer.json()["question"] == "Chi ? guida?"


def test_a_search_gives_passages_and_no_answer(client: TestClient) -> None:
    found = client.post("/api/search", json={"query": "capofila", "k": 1}).json()
    assert found == {
        "passages": [
            {
                "passage": "Z900",
                "score": 1.0,
                "source": "Z900",
                "locator": "",
                "text": LEADER.text,
            }
        ]
    }


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "Serve una domanda"),
        ({"question": "a", "turns": ["b"]}, "Serve una domanda"),
        ({"question": "  "}, "La domanda è vuota"),
        ({"question": "x" * 201}, "supera 200 caratteri"),
        ({"turns": []}, "«turns» non è ammesso"),
        ({"question": "a", "as_of": "ieri"}, "«as_of» non è ammesso"),
        ({"question": "a", "language": "fr"}, "«language» accetta solo"),
        ({"question": "a", "lang": "it"}, "«lang» non esiste"),
        ([1, 2], "oggetto JSON"),
    ],
)
def test_a_wrong_question_gets_one_sentence(client: TestClient, body: Any, sentence: str) -> None:
    assert sentence in error_of(client, body)


def test_a_fault_is_told_in_the_language_of_the_browser(client: TestClient) -> None:
    answer = client.post("/api/ask", json={}, headers={"accept-language": "en-GB,en;q=0.9"})
    assert answer.json()["error"].startswith("A question is needed")


def test_a_fault_is_told_in_the_language_that_was_asked_for(client: TestClient) -> None:
    assert "does not exist" in error_of(client, {"question": "a", "language": "en", "x": 1})


def test_text_that_is_not_json_gets_one_sentence(client: TestClient) -> None:
    answer = client.post("/api/ask", content=b"{no", headers={"content-type": "application/json"})
    assert (answer.status_code, list(answer.json())) == (422, ["error"])


def test_too_many_passages_are_refused(client: TestClient) -> None:
    assert "«k» non è ammesso" in error_of(client, {"query": "a", "k": 1000}, "/api/search")


def test_a_crash_shows_neither_trace_nor_detail(client: TestClient) -> None:
    assert "secret" not in error_of(client, {"question": "guasto"}, status=500)


def test_without_an_index_the_answer_says_how_to_make_one(client: TestClient) -> None:
    assert "sportello index" in error_of(client, {"question": "indice"}, status=503)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    body = {"question": "x" * MOST_BODY_BYTES}
    assert error_of(client, body, status=413) == "La richiesta è troppo grande."


def test_a_body_that_hides_its_length_is_counted(client: TestClient) -> None:
    chunks = (b"x" * 100_000 for _ in range(30))
    answer = client.post("/api/ask", content=chunks, headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_an_unknown_address_of_the_api_points_at_the_documentation(client: TestClient) -> None:
    answer = client.get("/api/nothing")
    assert (answer.status_code, "/api/docs" in answer.json()["error"]) == (404, True)


def test_every_response_forbids_other_hosts(client: TestClient) -> None:
    policy = client.get("/healthz").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_health_tells_that_there_is_no_index(client: TestClient) -> None:
    health = client.get("/healthz").json()
    assert health == {"status": "no_index", "index": False, "digest": None, "passages": 0}


def test_the_documentation_page_asks_no_other_host(client: TestClient) -> None:
    page = client.get("/api/docs").text
    assert "/api/ask" in page
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!\.\./|openapi\.json)', page) == []


def test_the_documentation_page_speaks_english_when_asked(client: TestClient) -> None:
    assert '<html lang="en">' in client.get("/api/docs", params={"lang": "en"}).text


def test_openapi_describes_the_answer(client: TestClient) -> None:
    described = json.dumps(client.get("/api/openapi.json").json()["paths"]["/api/ask"])
    assert "ReplyBody" in described


def test_the_page_of_a_pdf_is_drawn_with_its_words(client: TestClient) -> None:
    wanted: dict[str, str | int] = {"passage": ARTICLE.id, "start": 0, "end": 20}
    picture = client.get("/api/page.png", params=wanted)
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("passage", ["Z900", "nessuno", "../../etc/passwd"])
def test_a_passage_that_stands_on_no_pdf_has_no_picture(client: TestClient, passage: str) -> None:
    wanted: dict[str, str | int] = {"passage": passage, "start": 0, "end": 5}
    assert client.get("/api/page.png", params=wanted).status_code == 404
