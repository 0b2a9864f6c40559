"""Greetings, thanks and closings are no part of what a message says."""

import pytest

from assistant.answering.courtesy import without_courtesy
from assistant.answering.resolve import resolve
from assistant.model import Language
from tests.builders import a_knowledge, a_turn


@pytest.mark.parametrize(
    ("text", "kept", "language"),
    [
        ("Salve a tutti, quanto tempo c'è? Grazie mille", "quanto tempo c'è?", "it"),
        ("Spett.le ufficio, chi firma? Cordiali saluti", "chi firma?", "it"),
        ("buonasera una info: chi firma?", "chi firma?", "it"),
        ("Ho capito. E per la fase 2?", "E per la fase 2?", "it"),
        ("Due domande: chi guida e quando scade?", "chi guida e quando scade?", "it"),
        ("Salve… ancora una domandina - chi firma?", "chi firma?", "it"),
        ("Hello, I couldn't tell who signs. Regards", "I couldn't tell who signs", "en"),
        ("Dear office, who signs? Kind regards", "who signs?", "en"),
        ("Hi there, a quick question: who signs? thanks", "who signs?", "en"),
        ("Got it. And in the second phase?", "And in the second phase?", "en"),
    ],
)
def test_what_is_kept_is_what_is_asked(text: str, kept: str, language: Language) -> None:
    assert without_courtesy(text, language) == kept


@pytest.mark.parametrize("text", ["Buongiorno!", "Grazie mille", "Ok", "Cordiali saluti"])
def test_a_message_that_is_only_courtesy_stays_as_it_is(text: str) -> None:
    assert without_courtesy(text, "it") == text


def test_a_greeting_is_nothing_that_a_later_message_leans_on() -> None:
    turn = resolve(a_turn("e per la fase 2?", "ciao!", "quanto danno in fase 1?"), a_knowledge())
    assert "ciao" not in turn.standalone
    assert "fase 2" in turn.standalone
