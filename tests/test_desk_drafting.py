"""Drafted letters: greeting, body, sources, disclaimer; sent away as DOCX and as a message."""

from dataclasses import replace
from email import message_from_bytes, policy
from io import BytesIO

import docx
import pytest

from assistant.desk.drafting import Confidence, Sender, confidence, letter
from assistant.export.letter import Letter, letter_docx, letter_eml
from assistant.model import Question
from assistant.text import say
from tests.fakes_web import FakePipeline

SENDER = Sender("Sportello di prova", "ZIS-ABCD-1234-EFGH")


def answer(question: str) -> dict[str, object]:
    return FakePipeline().answer(Question(question)).as_json()


def test_a_letter_greets_answers_warns_and_signs() -> None:
    text = letter([answer("Chi guida?")], "it", SENDER)
    parts = ["letter.greeting", "letter.opening", "letter.disclaimer"]
    places = [text.index(say("it", part)) for part in parts]
    assert places == sorted(places)
    assert "Fonti:\n[1] Associazione delle imprese" in text
    assert text.endswith("Sportello di prova")
    assert SENDER.reference in text


def test_what_the_sources_do_not_answer_is_left_to_a_person() -> None:
    text = letter([answer("Quali sono i punteggi?")], "it", SENDER)
    assert say("it", "letter.to_write") in text
    assert "Le fonti che ho non rispondono" not in text


def test_several_questions_are_answered_in_their_order() -> None:
    text = letter([answer("Chi guida?"), answer("Quali sono i punteggi?")], "en", SENDER)
    assert text.index("1. Question: “Chi guida?”") < text.index("2. Question: “Quali sono")


@pytest.mark.parametrize(
    ("question", "expected"),
    [("Chi guida?", "sourced"), ("Il partenariato?", "conflicting"), ("punteggi", "none")],
)
def test_how_sure_an_answer_is_follows_from_what_carries_it(
    question: str, expected: Confidence
) -> None:
    assert confidence(answer(question)) == expected


LETTER = Letter(
    text="Gentile richiedente,\n\n- uno\n- due\n\nCordiali saluti,\nè lo Sportello",
    language="it",
    reference="ZIS-ABCD-1234-EFGH",
    office="Sportello",
    email="anna@impresa.example",
)


def test_a_docx_has_the_words_and_a_real_list() -> None:
    paragraphs = docx.Document(BytesIO(letter_docx(LETTER))).paragraphs
    listed = [one.text for one in paragraphs if one.style and one.style.name == "List Bullet"]
    assert listed == ["uno", "due"]
    assert paragraphs[-1].text == "Cordiali saluti,\nè lo Sportello"


def test_a_message_opens_ready_to_be_sent() -> None:
    message = message_from_bytes(letter_eml(LETTER), policy=policy.default)
    assert message["To"] == "anna@impresa.example"
    assert message["X-Unsent"] == "1"
    assert "ZIS-ABCD-1234-EFGH" in message["Subject"]
    assert message.get_content().replace("\r\n", "\n").strip() == LETTER.text


def test_an_address_cannot_bring_headers_of_its_own() -> None:
    forged = replace(LETTER, email="a@b.example\r\nBcc: c@d.example")
    assert message_from_bytes(letter_eml(forged))["Bcc"] is None
