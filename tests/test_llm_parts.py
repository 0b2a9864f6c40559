"""The parts of a chat: breaker, veil, cassettes, JSON read back, waits."""

import json
import threading
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from time import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm import Deadline, ModelFault, read_json
from assistant.llm.breaker import Breaker
from assistant.llm.provider import retry_after
from assistant.llm.structured import Thoughts
from assistant.llm.veil import Veil
from tests.fault_matrix import ASKED, chat
from tests.fault_server import TEXT, FaultServer

LIMIT = (5.0, 2.0)
LETTER = "Sono Anna, anna.b@esempio.it e 333 1234567; CF RSSMRA80A01F205X. [e-mail]"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def kind_of_entering(breaker: Breaker) -> str:
    try:
        breaker.enter()
    except ModelFault as fault:
        return fault.kind
    return "passed"


def failing(breaker: Breaker, kind: str = "timeout", times: int = 1) -> None:
    for _ in range(times):
        breaker.enter()
        breaker.leave(ModelFault(kind))  # type: ignore[arg-type]


def test_a_breaker_opens_after_failures_in_a_row() -> None:
    breaker = Breaker(3, 10, Clock())
    failing(breaker, times=3)
    assert kind_of_entering(breaker) == "open_circuit"


def test_a_success_between_failures_begins_the_count_again() -> None:
    breaker = Breaker(3, 10, Clock())
    failing(breaker, times=2)
    breaker.enter()
    breaker.leave(None)
    failing(breaker, times=2)
    assert kind_of_entering(breaker) == "passed"


@pytest.mark.parametrize("kind", ["cancelled", "too_long", "too_large", "filtered"])
def test_what_says_nothing_of_the_server_does_not_open_it(kind: str) -> None:
    breaker = Breaker(1, 10, Clock())
    failing(breaker, kind, times=5)
    assert kind_of_entering(breaker) == "passed"


def test_a_half_open_breaker_lets_one_through_and_its_success_closes_it() -> None:
    clock = Clock()
    breaker = Breaker(1, 10, clock)
    failing(breaker)
    clock.now = 10
    assert [kind_of_entering(breaker) for _ in range(2)] == ["passed", "open_circuit"]
    breaker.leave(None)
    assert [kind_of_entering(breaker) for _ in range(2)] == ["passed", "passed"]


def test_a_failure_of_the_one_opens_it_again() -> None:
    clock = Clock()
    breaker = Breaker(1, 10, clock)
    failing(breaker)
    clock.now = 10
    failing(breaker)
    clock.now = 19
    assert kind_of_entering(breaker) == "open_circuit"


def test_a_one_that_is_cancelled_leaves_the_way_to_another() -> None:
    clock = Clock()
    breaker = Breaker(1, 10, clock)
    failing(breaker)
    clock.now = 10
    failing(breaker, "cancelled")
    assert kind_of_entering(breaker) == "passed"


def test_of_many_threads_one_is_let_through_a_half_open_breaker() -> None:
    clock = Clock()
    breaker = Breaker(1, 10, clock)
    failing(breaker)
    clock.now = 10
    kinds: list[str] = []
    threads = [
        threading.Thread(target=lambda: kinds.append(kind_of_entering(breaker))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kinds.count("passed") == 1


@given(st.lists(st.integers(1, 12), max_size=30))
def test_a_veil_shows_a_reply_as_it_was_wherever_it_is_divided(sizes: list[int]) -> None:
    veil = Veil()
    told, shown = veil.hide(LETTER), ""
    for size in sizes:
        shown += veil.feed(told[:size])
        told = told[size:]
    assert shown + veil.feed(told) + veil.end() == LETTER


def test_a_veil_names_the_same_datum_alike_and_another_otherwise() -> None:
    hidden = Veil().hide("a@b.it, c@d.it, a@b.it")
    assert hidden == "[e-mail 1], [e-mail 2], [e-mail 1]"


def test_a_veil_that_is_off_changes_nothing() -> None:
    assert Veil(is_on=False).hide(LETTER) == LETTER


@pytest.mark.parametrize(
    "text",
    [
        '{"a": [1]}',
        'Ecco:\n```json\n{"a": [1]}\n```\nFatto.',
        '{"a": [1,],}',
        '<think>{"a": 2}</think>{"a": [1]}',
    ],
)
def test_json_is_read_as_it_stands_or_mended(text: str) -> None:
    assert read_json(text) == {"a": [1]}


@pytest.mark.parametrize("text", ["", "no", '{"a": "bro', '{"a": "x"', "[1]", "{" * 5000])
def test_what_is_not_a_whole_object_is_a_fault(text: str) -> None:
    with pytest.raises(ModelFault) as caught:
        read_json(text)
    assert caught.value.kind == "not_json"


@given(st.lists(st.text(max_size=6), max_size=12))
def test_a_text_without_thoughts_passes_whole(pieces: list[str]) -> None:
    thoughts, text = Thoughts(), "r" + "".join(pieces)
    assert "".join(map(thoughts.feed, ["r", *pieces])) == text


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "-4"}, 0.0),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after": "domani"}, None),
        ({}, None),
    ],
)
def test_a_wait_is_read_from_the_headers(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_a_wait_may_be_a_date() -> None:
    seconds = retry_after({"retry-after": formatdate(time() + 20, usegmt=True)})
    assert seconds == pytest.approx(20, abs=2)


def test_a_deadline_never_leaves_less_than_nothing() -> None:
    assert Deadline(-1).left() == 0
    assert Deadline(5).first_token_seconds == 5


def test_a_reply_is_kept_and_told_again_without_a_server(tmp_path: Path) -> None:
    question = replace(ASKED, user="Scrivo da mario@rossi.it")
    with FaultServer() as server:
        one = chat(server.base_url, "whole", llm_cassettes=str(tmp_path / "kept"))
        first = one.complete(question, Deadline(*LIMIT))
        address = server.base_url
    again = chat(address, "whole", llm_cassettes=str(tmp_path / "kept"), llm_replay=True)
    assert again.complete(question, Deadline(*LIMIT)) == first
    (path,) = (tmp_path / "kept").iterdir()
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["reply"]["text"] == TEXT
    assert "mario@rossi.it" not in path.read_text(encoding="utf-8")


def test_another_request_has_another_cassette(tmp_path: Path) -> None:
    with FaultServer() as server:
        one = chat(server.base_url, "whole", llm_cassettes=str(tmp_path))
        for user in ("Chi?", "Quando?", "Chi?"):
            one.complete(replace(ASKED, user=user), Deadline(*LIMIT))
        assert len(server.asked) == len(list(tmp_path.iterdir())) == 2


def test_a_replay_asks_nobody(tmp_path: Path) -> None:
    with FaultServer() as server:
        one = chat(server.base_url, "whole", llm_cassettes=str(tmp_path), llm_replay=True)
        with pytest.raises(ModelFault) as caught:
            one.complete(ASKED, Deadline(*LIMIT))
        assert server.asked == []
    assert caught.value.kind == "no_cassette"


def test_a_failed_reply_is_not_kept(tmp_path: Path) -> None:
    with FaultServer() as server:
        one = chat(server.base_url, "cut", llm_cassettes=str(tmp_path))
        with pytest.raises(ModelFault):
            one.complete(ASKED, Deadline(*LIMIT))
    assert list(tmp_path.iterdir()) == []
