"""The questions of one message, each in the person's words."""

import pytest

from assistant.answering.split import questions_in
from assistant.model import Language


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("un ente estero entra? e serve la firma digitale", "it", 2),
        ("Vorrei sapere il contributo massimo, la scadenza e il portale da usare.", "it", 3),
        ("Please tell me the maximum grant, the deadline and the website.", "en", 3),
        ("Please tell me the grant, the deadline and a contact.", "en", 3),
        ("Vorrei sapere la durata, il costo, e una data per la firma.", "it", 3),
        ("Vorrei sapere la durata, il luogo, il costo che è la voce più alta.", "it", 3),
        ("We can't find two things: who signs and where is it sent?", "en", 2),
        (
            "Mi interessa capire se i soci esteri entrano; mi serve inoltre sapere chi controlla.",
            "it",
            2,
        ),
        ("chi può stare a capo del gruppo e su che sito si invia tutto?", "it", 2),
        ("importo? termine? portale?", "it", 3),
        ("mi dica chi firma e se bisogna allegare la lettera", "it", 2),
    ],
)
def test_a_message_is_cut_where_it_asks_another_thing(
    text: str, language: Language, expected: int
) -> None:
    assert len(questions_in(text, language)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "C'è chi dice che la domanda vada firmata: è così?",
        "La scadenza è quando si chiude lo sportello?",
        "Vorrei sapere la durata e il costo del percorso.",
        "Siamo di Lodi, con tre imprese e un ateneo: va bene?",
        "D'ora in poi chi firma gli atti del gruppo?",
        "Come associazione seguiamo tre cordate, chi più chi meno. Al termine quante passano?",
        "Chi firma la lettera? Mi serve per il verbale del consiglio.",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert len(questions_in(text, "it")) == 1


def test_then_joins_two_questions_and_from_then_on_does_not() -> None:
    assert len(questions_in("Who signs the letter, then who files it?", "en")) == 2
    assert len(questions_in("The call opens and from then what must we file?", "en")) == 1


def test_what_follows_the_last_question_mark_and_asks_nothing_is_left_out() -> None:
    assert questions_in("Chi firma? Siamo di Lodi.", "it") == ["Chi firma?"]
