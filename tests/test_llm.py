"""A chat model against a real server on loopback: what is sent, what is told, what is learnt."""

import asyncio
import gc
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from weakref import WeakSet

import pytest
from pydantic import SecretStr

from assistant.llm import FAULTS, Deadline, Delta, FaultKind, ModelFault, chat_for
from assistant.llm.chat import RemoteChat
from assistant.llm.loop import submit
from assistant.llm.provider import Endpoint, Provider
from assistant.model import LANGUAGES
from assistant.prompts import ROLES, Rendered
from assistant.settings import CHECKOUT, Settings
from assistant.text import explain
from tests.fault_matrix import ASKED, BECOMES, SECONDS, asked, chat
from tests.fault_server import FAULTS as SERVED_FAULTS
from tests.fault_server import TEXT, Asked, FaultServer, Sent, spoken

LIMIT = (5.0, 2.0)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


def text_of(deltas: Iterator[Delta]) -> str:
    return "".join(delta.text for delta in deltas)


def fault_of(deltas: Iterator[Delta]) -> ModelFault:
    with pytest.raises(ModelFault) as caught:
        list(deltas)
    return caught.value


@pytest.mark.parametrize("fault", BECOMES)
def test_a_fault_of_a_server_is_one_typed_fault_within_the_deadline(
    server: FaultServer, fault: str
) -> None:
    outcome = asked(server, fault)
    assert outcome.kind == BECOMES[fault][0]
    assert outcome.seconds < SECONDS + 0.5


def test_the_matrix_knows_every_fault_of_the_server() -> None:
    once = {name for name in SERVED_FAULTS if name.endswith(("_once", "_soon"))}
    assert set(SERVED_FAULTS) - once == set(BECOMES) - {"nobody"}


def test_the_matrix_of_the_papers_is_the_one_that_is_tested() -> None:
    paper = (CHECKOUT / "docs" / "llm.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \| \d \| \w+ \| [\d.]+ \|$", paper, re.MULTILINE)
    assert rows == [(words, kind) for kind, words in BECOMES.values()]


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_has_its_sentence_in_both_languages(kind: FaultKind) -> None:
    sentences = {explain(ModelFault(kind), language) for language in LANGUAGES}
    assert len(sentences) == 2


def test_a_reply_is_streamed_word_by_word_and_ends_with_its_bill(server: FaultServer) -> None:
    deltas = list(chat(server.base_url, "whole").stream(ASKED, Deadline(*LIMIT)))
    reply = deltas[-1].reply
    assert len(deltas) > 5
    assert text_of(iter(deltas)) == TEXT
    assert reply
    assert (reply.text, reply.tokens_in, reply.tokens_out) == (TEXT, 11, 7)
    assert (reply.model, reply.finish_reason) == ("m-1", "stop")


def test_a_reply_can_be_had_whole(server: FaultServer) -> None:
    assert chat(server.base_url, "whole").complete(ASKED, Deadline(*LIMIT)).text == TEXT


def test_a_reply_whose_bill_never_comes_is_whole_and_counted_here(server: FaultServer) -> None:
    reply = chat(server.base_url, "never_closed").complete(ASKED, Deadline(*LIMIT))
    assert reply.text == TEXT
    assert reply.tokens_in > 5
    assert reply.tokens_out > 5


def test_the_request_holds_the_prompt_the_schema_and_the_options(
    server: FaultServer,
) -> None:
    one = chat(server.base_url, "whole", llm_temperature=0.25)
    one.complete(ASKED, Deadline(*LIMIT))
    body = server.asked[-1].body
    assert [part["role"] for part in body["messages"]] == ["system", "user"]
    assert body["messages"][0]["content"] == ASKED.system
    assert body["response_format"]["json_schema"]["strict"] is True
    assert (body["max_tokens"], body["temperature"]) == (200, 0.25)


def test_the_key_travels_as_a_header_and_nowhere_else(server: FaultServer) -> None:
    key = SecretStr("chiave-segreta")
    chat(server.base_url, "whole", llm_api_key=key).complete(ASKED, Deadline(*LIMIT))
    assert server.asked[-1].headers["authorization"] == "Bearer chiave-segreta"
    assert "chiave-segreta" not in str(server.asked[-1].body)


@pytest.mark.parametrize("model", ["429_soon", "500_once"])
def test_a_passing_fault_is_tried_again(server: FaultServer, model: str) -> None:
    assert chat(server.base_url, model).complete(ASKED, Deadline(*LIMIT)).text == TEXT
    assert len(server.asked) == 2


def test_a_server_that_asks_to_wait_is_waited_for(server: FaultServer) -> None:
    began = time.monotonic()
    chat(server.base_url, "429_soon").complete(ASKED, Deadline(*LIMIT))
    assert time.monotonic() - began >= 0.2


def test_a_wait_beyond_the_deadline_is_not_begun(server: FaultServer) -> None:
    began = time.monotonic()
    assert fault_of(chat(server.base_url, "429_late").stream(ASKED, Deadline(*LIMIT)))
    assert time.monotonic() - began < 1
    assert len(server.asked) == 1


def test_attempts_are_counted(server: FaultServer) -> None:
    one = chat(server.base_url, "500", llm_retries=1)
    assert fault_of(one.stream(ASKED, Deadline(*LIMIT))).kind == "http_5xx"
    assert len(server.asked) == 2


@pytest.mark.parametrize("model", ["401", "404", "length", "page"])
def test_what_will_not_pass_is_asked_once(server: FaultServer, model: str) -> None:
    fault_of(chat(server.base_url, model).stream(ASKED, Deadline(*LIMIT)))
    assert len(server.asked) == 1


def test_a_reply_that_had_begun_is_not_begun_again(server: FaultServer) -> None:
    fault_of(chat(server.base_url, "broken").stream(ASKED, Deadline(*LIMIT)))
    assert len(server.asked) == 1


def asking(words: str) -> Rendered:
    return replace(ASKED, user=words)


def formats(server: FaultServer) -> list[str | None]:
    return [one.body.get("response_format", {}).get("type") for one in server.asked]


def test_a_server_without_schemas_is_asked_in_words_and_remembered(server: FaultServer) -> None:
    for _ in range(2):
        chat(server.base_url, "no_schema").complete(ASKED, Deadline(*LIMIT))
    assert formats(server) == ["json_schema", "json_object", "json_object"]
    assert server.asked[-1].body["messages"][1]["content"].endswith(ASKED.format)


def test_a_server_that_knows_no_format_at_all_is_asked_in_words(server: FaultServer) -> None:
    for _ in range(2):
        chat(server.base_url, "no_format").complete(ASKED, Deadline(*LIMIT))
    assert formats(server) == ["json_schema", "json_object", None, None]


def test_options_that_a_server_refuses_are_given_up_one_by_one(server: FaultServer) -> None:
    for _ in range(2):
        chat(server.base_url, "old_options").complete(ASKED, Deadline(*LIMIT))
    body = server.asked[-1].body
    assert len(server.asked) == 5
    assert body["max_completion_tokens"] == 200
    assert {"temperature", "stream_options", "max_tokens"} & set(body) == set()


def test_what_a_model_thinks_aloud_is_no_answer(server: FaultServer) -> None:
    assert text_of(chat(server.base_url, "thinking").stream(ASKED, Deadline(*LIMIT))) == TEXT


def test_cancelling_closes_the_connection(server: FaultServer) -> None:
    cancel = threading.Event()
    deltas = chat(server.base_url, "drip").stream(ASKED, Deadline(*LIMIT), cancel)
    next(deltas)
    cancel.set()
    assert fault_of(deltas).kind == "cancelled"
    assert server.gone.wait(10)


def test_going_away_closes_the_connection(server: FaultServer) -> None:
    deltas = chat(server.base_url, "drip").stream(ASKED, Deadline(*LIMIT))
    next(deltas)
    deltas.close()  # type: ignore[attr-defined]
    assert server.gone.wait(10)


@pytest.mark.parametrize("model", ["mute", "mute_stream", "drip", "flood"])
def test_a_deadline_closes_the_connection(server: FaultServer, model: str) -> None:
    fault_of(chat(server.base_url, model).stream(ASKED, Deadline(0.6, 0.3)))
    assert server.gone.wait(10)


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Keep the collector of garbage from closing what is left."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


async def left_half_read(provider: Provider, left: list[str]) -> None:
    """Name the streams within a request that its error leaves half read and not closed."""
    begun: WeakSet[Any] = WeakSet()
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(begun.add, hooks.finalizer)
    try:
        with pytest.raises(ModelFault):
            [piece async for piece in provider.stream("", "", {})]
    finally:
        sys.set_asyncgen_hooks(*hooks)
    assert begun
    await asyncio.sleep(0.1)  # the loop closes what was let go
    left += [one.__qualname__ for one in begun if one.ag_frame]


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("fault", ["told", "latin", "wrong_json"])
def test_an_error_leaves_no_stream_for_another_thread_to_close(
    server: FaultServer, fault: str
) -> None:
    left: list[str] = []
    provider = Provider(Endpoint(server.base_url, SecretStr(""), fault, 0.0))
    submit(left_half_read(provider, left)).result(timeout=10)
    assert left == []


def test_a_pause_between_attempts_can_be_cancelled(server: FaultServer) -> None:
    cancel = threading.Event()
    threading.Timer(0.1, cancel.set).start()
    one = chat(server.base_url, "429_late", llm_retries=1)
    began = time.monotonic()
    assert fault_of(one.stream(ASKED, Deadline(90, 2), cancel)).kind == "cancelled"
    assert time.monotonic() - began < 2


def test_a_model_that_keeps_failing_is_left_alone_and_tried_again_later(
    server: FaultServer,
) -> None:
    def ask(model: str) -> str:
        one = chat(
            server.base_url,
            model,
            llm_retries=0,
            llm_breaker_failures=2,
            llm_breaker_seconds=0.3,
        )
        return fault_of(one.stream(ASKED, Deadline(*LIMIT))).kind

    assert [ask("500") for _ in range(4)] == [
        "http_5xx",
        "http_5xx",
        "open_circuit",
        "open_circuit",
    ]
    assert len(server.asked) == 2
    time.sleep(0.35)
    assert [ask("500") for _ in range(2)] == ["http_5xx", "open_circuit"]
    assert len(server.asked) == 3


def test_one_model_that_fails_does_not_close_the_way_to_another(server: FaultServer) -> None:
    settings = {"llm_retries": 0, "llm_breaker_failures": 1}
    fault_of(chat(server.base_url, "500", **settings).stream(ASKED, Deadline(*LIMIT)))
    assert chat(server.base_url, "whole", **settings).complete(ASKED, Deadline(*LIMIT)).text == TEXT


def echo(asked: Asked) -> Sent:
    yield from spoken(asked.body["messages"][1]["content"].split("\n\n")[0])


def test_personal_data_stay_here_and_come_back_in_the_reply(server: FaultServer) -> None:
    server.replies["echo"] = echo
    words = "Scrivo da mario@rossi.it, cell. 333 1234567, ancora mario@rossi.it: quanto è il 50%?"
    question = asking(words)
    told = text_of(chat(server.base_url, "echo").stream(question, Deadline(*LIMIT)))
    sent = str(server.asked[-1].body)
    assert told == words
    assert "mario@rossi.it" not in sent
    assert "333 1234567" not in sent
    assert sent.count("[e-mail 1]") == 2
    assert "50%" in sent


def test_an_operator_may_let_personal_data_leave(server: FaultServer) -> None:
    server.replies["echo"] = echo
    one = chat(server.base_url, "echo", llm_redact=False)
    list(one.stream(asking("mario@rossi.it"), Deadline(*LIMIT)))
    assert "mario@rossi.it" in str(server.asked[-1].body)


def test_a_request_that_the_window_cannot_hold_is_not_sent(server: FaultServer) -> None:
    one = chat(server.base_url, "whole", llm_context_tokens=1024)
    long = asking("parola " * 2000)
    assert fault_of(one.stream(long, Deadline(*LIMIT))).kind == "too_large"
    assert server.asked == []


def test_each_role_has_its_model_and_the_answering_one_stands_in() -> None:
    settings = Settings(mode="llm", llm_model="a", llm_model_critique="c")
    chats = {role: chat_for(role, settings) for role in ROLES}
    models = {role: one.model for role, one in chats.items() if isinstance(one, RemoteChat)}
    assert models == {"answer": "a", "rewrite": "a", "critique": "c"}


def test_there_is_no_judge_unless_one_is_named() -> None:
    settings = Settings(mode="llm", llm_model="a")
    assert chat_for("judge", settings) is None
    assert chat_for("judge", settings.model_copy(update={"llm_model_judge": "j"}))


def test_the_embedded_mode_has_no_model() -> None:
    assert chat_for("answer", Settings(llm_model="a")) is None


def test_many_people_ask_at_the_same_time(server: FaultServer) -> None:
    one = chat(server.base_url, "whole")
    told: list[str] = []
    threads = [
        threading.Thread(target=lambda: told.append(one.complete(ASKED, Deadline(20, 20)).text))
        for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert told == [TEXT] * 16
