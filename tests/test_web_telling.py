"""An answer on its way: what is known is told as it grows; who leaves stops the model."""

import threading
import time

import pytest

from assistant.answering.watch import Watch
from assistant.model import Answer, Asking, Claim, Found, Made, Question
from assistant.text import say
from assistant.web.contract import AnswerBody
from assistant.web.conversation import Conversation, Exchange
from assistant.web.telling import told_as_made
from assistant.web.thread import Pending, thread_html
from tests.fakes_web import ATTACK, FakePipeline

CLAIM = Claim("Il capofila è un privato.", ())


def ready() -> Answer:
    return FakePipeline().answer(Question("capofila"))


def waiting(until: threading.Event) -> Answer:
    until.wait(5)
    return ready()


def test_claims_are_told_before_the_answer() -> None:
    heard = threading.Event()

    def answer(watch: Watch) -> Answer:
        watch.on_claim(CLAIM)
        heard.wait(5)
        return ready()

    told = told_as_made(answer, threading.Event())
    so_far = next(told)
    while not so_far.claims:
        so_far = next(told)
    assert so_far.answer is None
    heard.set()
    *_, last = told
    assert last.answer == ready()


def test_who_leaves_stops_the_model() -> None:
    cancel = threading.Event()
    told = told_as_made(lambda watch: waiting(watch.cancel), cancel)
    next(told)
    told.close()  # type: ignore[attr-defined]
    assert cancel.is_set()


def test_something_is_told_now_and_then_while_nothing_grows() -> None:
    done = threading.Event()
    told = told_as_made(lambda _: waiting(done), threading.Event())
    began = time.monotonic()
    next(told)
    next(told)
    assert 0.5 < time.monotonic() - began < 4
    done.set()
    assert [one.answer for one in told][-1] is not None


def test_what_fails_fails_where_it_is_read() -> None:
    def answer(watch: Watch) -> Answer:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(told_as_made(answer, threading.Event()))


def test_what_is_verified_so_far_is_drawn_as_not_complete() -> None:
    page = thread_html(Conversation(), Pending("Chi guida?", (CLAIM,)))
    assert say("it", "web.made.checking") in page
    assert CLAIM.text in page
    assert 'class="exchange' not in page


def test_markup_in_what_is_drawn_so_far_is_shown_as_text() -> None:
    page = thread_html(Conversation(), Pending(ATTACK, (Claim(ATTACK, ()),)))
    assert "<img" not in page


def drawn(made: Made) -> str:
    answer = AnswerBody.of(ready()).model_copy(
        update={"made": made, "timings_ms": {"retrieve": 12.34, "total": 20}}
    )
    return thread_html(Conversation().with_exchange(Exchange(question="q", answer=answer)))


def test_how_an_answer_was_made_is_closed_and_told_for_both_modes() -> None:
    page = drawn(Made(passages=(Found("Z900", 0.5, topic="capofila"),)))
    assert '<details class="made">' in page
    assert "Ricerca nelle fonti" in page
    assert "12,3<" in page
    assert "Nessun modello linguistico" in page
    assert "Z900" in page


def test_how_a_model_was_asked_is_told_with_prompt_and_tokens() -> None:
    asking = Asking(
        prompt="answer",
        digest="abcdef0123456789",
        rendered="x",
        tokens={"system": 1200},
        fault="cut",
        cost=0.01234,
    )
    page = drawn(Made(askings=(asking,), model="prova", dropped=("number",), requoted=("mood",)))
    assert "abcdef012345" in page
    assert "abcdef0123456" not in page
    assert "1.200" in page
    assert "0,0123" in page
    assert "cifre che la citazione non ha" in page
    assert "più certa o più vincolante della citazione" in page
    assert "non è stata usata: cut" in page


def test_a_conversation_kept_before_this_was_told_comes_back() -> None:
    kept = AnswerBody.of(ready()).model_dump(mode="json")
    del kept["made"]
    assert AnswerBody.model_validate(kept).made == Made()
