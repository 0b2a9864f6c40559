"""A pasted message: its questions found, greetings and signatures left out, nothing guessed."""

import pytest

from assistant.desk.messages import MOST_CHARS, MOST_QUESTIONS, read_message
from assistant.errors import InputError

ITALIAN = """Da: Mario Rossi <mario.rossi@impresa.example>
Oggetto: ZIS, alcune domande

Spett.le Sportello,

siamo una società cooperativa di Pavia e stiamo costruendo un partenariato.
1) Un Comune può fare da capofila?
2) Quante imprese servono nel partenariato?
Vorremmo inoltre sapere se la lettera della Provincia è obbligatoria.

In attesa di un cortese riscontro, porgiamo cordiali saluti
Mario Rossi

Il giorno 3 marzo Anna ha scritto:
> Avete altre domande sul bando?
"""
ENGLISH = """Dear desk,

We are a firm. May a university lead the partnership? When is the deadline?

Best regards,
John (do you like my signature?)
"""


def test_the_questions_of_a_message_are_found_one_by_one() -> None:
    assert read_message(ITALIAN, "it").questions == (
        "Un Comune può fare da capofila?",
        "Quante imprese servono nel partenariato?",
        "Vorremmo inoltre sapere se la lettera della Provincia è obbligatoria.",
    )


def test_the_address_of_the_sender_is_suggested() -> None:
    assert read_message(ITALIAN, "it").email == "mario.rossi@impresa.example"


def test_a_message_in_english_is_read_in_english() -> None:
    message = read_message(ENGLISH, "it")
    assert message.language == "en"
    assert message.questions == ("May a university lead the partnership?", "When is the deadline?")


def test_a_message_that_asks_nothing_is_one_question_whole() -> None:
    assert read_message("Lettera della Provincia", "it").questions == ("Lettera della Provincia",)


def test_a_question_asked_twice_is_answered_once() -> None:
    assert len(read_message("Quando scade? Che bello.\nQuando scade?", "it").questions) == 1


@pytest.mark.parametrize("text", ["", "  \n\t", "x" * (MOST_CHARS + 1)])
def test_an_empty_or_endless_message_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_message(text, "it")


def test_a_flood_of_questions_is_bounded() -> None:
    text = "\n".join(f"Quanto vale il contributo numero {n}?" for n in range(100))
    assert len(read_message(text, "it").questions) == MOST_QUESTIONS


@pytest.mark.parametrize(
    "text", ["\0?", "?" * 500, "<script>alert(1)</script>?", "a\r\nb?\r\n" * 50]
)
def test_odd_messages_do_no_harm(text: str) -> None:
    assert read_message(text, "it").questions
