"""The questions that a message lists."""

import pytest

from assistant.answering.listed import items_of


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "Buongiorno, due domande: 1) chi firma la lettera? 2) entro quando?",
            ("chi firma la lettera?", "entro quando?"),
        ),
        ("a) chi è il capofila b) quanto prende", ("chi è il capofila", "quanto prende")),
        (
            "Vorrei sapere:\n- chi può partecipare\n- quanto dura\nGrazie",
            ("chi può partecipare", "quanto dura"),
        ),
        (
            "Chiedo di conoscere: la dotazione; la scadenza; infine chi valuta.",
            ("la dotazione", "la scadenza", "infine chi valuta."),
        ),
    ],
)
def test_items_are_told_apart(text: str, items: tuple[str, ...]) -> None:
    assert items_of(text, "it") == items


@pytest.mark.parametrize(
    "text",
    [
        "Quanto vale la fase 2?",
        "Ai sensi dell'art. 5) e della lettera b) chi partecipa?",
        "La Fase 1. E la 2. che cosa sono?",
        "Una domanda: chi è il capofila?",
        "Siamo in tre: un'impresa, un Comune e un ateneo; chi guida?",
        "",
    ],
)
def test_other_texts_hold_no_list(text: str) -> None:
    assert items_of(text, "it") == ()


def test_questions_told_apart_by_ordinals_are_items() -> None:
    text = "Tre chiarimenti. Primo: quanto copre. Secondo: chi guida. Terzo: dove si invia."
    assert items_of(text, "it") == ("quanto copre.", "chi guida.", "dove si invia.")
