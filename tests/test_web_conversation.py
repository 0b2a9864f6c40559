"""What a browser keeps of a conversation comes back checked, bounded, or not at all."""

from typing import Any

import pytest

from assistant.model import Question
from assistant.web.contract import AnswerBody
from assistant.web.conversation import KEPT, Conversation, Exchange, restore
from tests.fakes_web import FakePipeline


@pytest.fixture
def exchange() -> Exchange:
    answer = AnswerBody.of(FakePipeline().answer(Question("partenariato")))
    return Exchange(question="partenariato", answer=answer)


def test_a_conversation_comes_back_as_it_was(exchange: Exchange) -> None:
    talk = Conversation(language="en").with_exchange(exchange)
    assert restore(talk.kept(), "it") == talk


@pytest.mark.parametrize(
    "kept",
    [None, [], "x", 7, {"exchanges": "x"}, {"exchanges": [{"question": 1}]}, {"language": "fr"}],
)
def test_what_is_none_of_ours_becomes_an_empty_conversation(kept: Any) -> None:
    assert restore(kept, "en") == Conversation(language="en")


def test_a_date_that_is_none_does_not_come_back(exchange: Exchange) -> None:
    kept = Conversation().with_exchange(exchange).kept()
    kept["exchanges"][0]["answer"]["sources"][0]["published"] = "domani"
    assert restore(kept, "it").exchanges == ()


def test_the_oldest_exchanges_are_forgotten(exchange: Exchange) -> None:
    talk = Conversation(exchanges=(exchange,) * KEPT)
    assert len(talk.with_exchange(exchange).exchanges) == KEPT


def test_the_newest_answer_is_the_one_whose_sources_are_shown(exchange: Exchange) -> None:
    assert Conversation(exchanges=(exchange,)).with_exchange(exchange).selected == 1


@pytest.mark.parametrize("number", [-1, 1, "0", None])
def test_an_answer_that_is_not_there_cannot_be_selected(exchange: Exchange, number: Any) -> None:
    talk = Conversation().with_exchange(exchange)
    assert talk.with_selected(number) == talk


def test_a_cleared_conversation_keeps_its_language(exchange: Exchange) -> None:
    assert Conversation(language="en").with_exchange(exchange).cleared() == Conversation(
        language="en"
    )
