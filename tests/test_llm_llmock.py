"""The chat against llmock, a peer that others wrote: what it does is not what we expected of it."""

from typing import TYPE_CHECKING

import pytest

from assistant.llm import Chat, Deadline, ModelFault
from tests.fault_matrix import ASKED, chat

if TYPE_CHECKING:
    from llmock.pytest_plugin import LLMock

LIMIT = (6.0, 2.0)
REPLY = '{"text": "Il capofila è un soggetto privato, anche se l\'ente è pubblico: 50 %."}'


def of(llmock: "LLMock") -> Chat:
    # One server for all tests: its breaker must not open from one to the next.
    return chat(llmock.base_url(), "gpt-4o-mini", llm_breaker_failures=100)


def kind_of(one: Chat) -> str:
    with pytest.raises(ModelFault) as caught:
        one.complete(ASKED, Deadline(*LIMIT))
    return caught.value.kind


def test_a_reply_arrives_as_it_was_written(llmock: "LLMock") -> None:
    llmock.reply(REPLY)
    assert of(llmock).complete(ASKED, Deadline(*LIMIT)).text == REPLY


def test_a_client_that_is_limited_behaves(llmock: "LLMock") -> None:
    llmock.rate_limit(times=2, retry_after=0.1).reply(REPLY)
    assert of(llmock).complete(ASKED, Deadline(*LIMIT)).text == REPLY
    llmock.assert_resilient()


def test_a_server_that_is_down_is_a_fault(llmock: "LLMock") -> None:
    llmock.outage()
    assert kind_of(of(llmock)) == "http_5xx"


def test_a_prompt_too_long_for_it_is_a_fault(llmock: "LLMock") -> None:
    llmock.context_overflow()
    assert kind_of(of(llmock)) == "too_large"


@pytest.mark.parametrize("fault", ["disconnect", "truncate"])
def test_a_stream_that_ends_early_is_cut(llmock: "LLMock", fault: str) -> None:
    llmock.reply(REPLY)
    getattr(llmock, fault)(after_chunks=3)
    assert kind_of(of(llmock)) == "cut"


def test_a_malformed_stream_is_not_json(llmock: "LLMock") -> None:
    llmock.reply(REPLY).corrupt(after_chunks=2)
    assert kind_of(of(llmock)) == "not_json"


def test_a_stream_that_stalls_ends_at_the_deadline(llmock: "LLMock") -> None:
    llmock.reply(REPLY).stall(after_chunks=2, seconds=5)
    with pytest.raises(ModelFault) as caught:
        of(llmock).complete(ASKED, Deadline(0.8, 0.5))
    assert caught.value.kind == "timeout"


def test_a_slow_first_word_is_a_fault(llmock: "LLMock") -> None:
    llmock.reply(REPLY).slow_first_token(3)
    with pytest.raises(ModelFault) as caught:
        of(llmock).complete(ASKED, Deadline(2, 0.4))
    assert caught.value.kind == "first_token"
