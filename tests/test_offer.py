"""A short reply takes up a question that the answer before proposed."""

import pytest

from assistant.answering.offer import may_take_up, taken_up
from assistant.model import Language

GRANT = "Quanto vale il contributo della Fase 1?"
LEADER = "Chi può fare da capofila?"


@pytest.mark.parametrize(("reply", "language"), [("sì", "it"), ("Va bene!", "it"), ("yes", "en")])
def test_agreeing_takes_the_only_question_proposed(reply: str, language: Language) -> None:
    assert taken_up(reply, [GRANT], language) == GRANT


def test_agreeing_to_several_takes_none() -> None:
    assert taken_up("sì", [GRANT, LEADER], "it") is None


@pytest.mark.parametrize(("reply", "expected"), [("la prima", GRANT), ("2", LEADER)])
def test_a_place_takes_the_question_in_that_place(reply: str, expected: str) -> None:
    assert taken_up(reply, [GRANT, LEADER], "it") == expected


def test_a_place_beyond_the_last_takes_none() -> None:
    assert taken_up("la terza", [GRANT, LEADER], "it") is None


def test_words_of_one_question_take_it() -> None:
    assert taken_up("il capofila", [GRANT, LEADER], "it") == LEADER


def test_words_of_none_take_none() -> None:
    assert taken_up("la marca da bollo", [GRANT, LEADER], "it") is None


def test_nothing_proposed_is_nothing_taken() -> None:
    assert taken_up("sì", [], "it") is None


@pytest.mark.parametrize("message", ["e la fase 2?", "siamo una piccola impresa con sede a Lodi"])
def test_a_question_or_a_longer_message_takes_up_nothing(message: str) -> None:
    assert not may_take_up(message)
