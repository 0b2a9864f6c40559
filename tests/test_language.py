"""In which language a message is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.language import guess, language_of
from assistant.model import Language, Question


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chi può fare da capofila?", "it"),
        ("Qual è la scadenza?", "it"),
        ("capofila impresa privata", "it"),
        ("Who can be the lead partner?", "en"),
        ("How much is the grant?", "en"),
        ("grant budget lead partner", "en"),
    ],
)
def test_a_question_tells_its_language(text: str, language: Language) -> None:
    assert guess(text) == language


@pytest.mark.parametrize(
    "text", ["", "2026", "Masterplan", "🙂", "§ 3", "budget ZIS?", "startup partner"]
)
def test_what_has_no_words_of_a_language_tells_nothing(text: str) -> None:
    assert guess(text) is None


def test_the_last_message_decides() -> None:
    question = Question("Who signs the application?", ("Chi può fare da capofila?",))
    assert language_of(question, "it") == "en"


def test_a_message_that_tells_nothing_follows_the_one_before_it() -> None:
    question = Question("Masterplan", ("Chi è il capofila?", "Who is the lead partner?"))
    assert language_of(question, "it") == "en"


@pytest.mark.parametrize("default", ["it", "en"])
def test_the_default_is_for_a_conversation_that_tells_nothing(default: Language) -> None:
    assert language_of(Question("ZIS 2026"), default) == default


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert guess(text) in ("it", "en", None)


def test_one_italian_looking_word_does_not_make_a_question_italian() -> None:
    assert guess("How many members per consortium?") == "en"
