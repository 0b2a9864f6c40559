"""A model's statement is told where its passages carry it, in its words or in theirs, or not."""

import pytest

from assistant.answering.checking import Checked, checked
from assistant.answering.reply import Cited, Said
from tests.builders import a_fact
from tests.corpora import a_passage

WORDS = "Il capofila deve presentare la domanda entro 45 giorni."
FACT = a_fact("deadline", WORDS)
PAPER = a_passage("avviso:4", f"Art. 4. {WORDS} Il modulo è su moduli.example.", locator="p. 2")
UNKNOWN = a_fact("scores", "Le fonti non riportano i pesi.", status="unknown")
HANDLES = {"p1": FACT, "p2": PAPER, "p3": UNKNOWN}


def check(text: str, *quotes: tuple[str, str]) -> Checked:
    return checked(Said(text, tuple(Cited(*quote) for quote in quotes)), HANDLES, "it")


def test_a_carried_statement_is_told_as_it_is_worded() -> None:
    found = check("La domanda va presentata dal capofila entro 45 giorni.", ("p1", WORDS))
    assert found.fault == ""
    assert found.statement is not None
    assert found.statement.text == "La domanda va presentata dal capofila entro 45 giorni."
    assert found.statement.passage is FACT


@pytest.mark.parametrize(
    ("text", "quotes", "fault"),
    [
        (WORDS, [], "shape"),
        (WORDS, [("p9", WORDS)], "handle"),
        (WORDS, [("p1", WORDS), ("p9", WORDS)], "handle"),
        (WORDS, [("p3", WORDS)], "quotation"),
        (WORDS, [("p1", WORDS.replace("45", "46"))], "quotation"),
        (f"{WORDS} https://altrove.example", [("p1", WORDS)], "markup"),
        (f"[{WORDS}](x)", [("p1", WORDS)], "markup"),
        (f"{WORDS} <b>", [("p1", WORDS)], "markup"),
        (f"{WORDS} \u200b", [("p1", WORDS)], "markup"),
        ("Il modulo è su moduli.example.", [("p2", "Il modulo è su moduli.example.")], "markup"),
        ("I pesi della graduatoria sono tre.", [("p1", WORDS)], "number"),
    ],
)
def test_what_is_not_carried_is_not_told(
    text: str, quotes: list[tuple[str, str]], fault: str
) -> None:
    assert check(text, *quotes) == Checked(fault=fault)


def test_a_wrong_figure_under_the_right_words_is_told_in_those_words() -> None:
    found = check("Il capofila deve presentare la domanda entro 54 giorni.", ("p1", WORDS))
    assert found.fault == "number"
    assert found.statement is not None
    assert found.statement.text == WORDS


def test_the_words_of_a_document_are_told_between_quotation_marks() -> None:
    found = check("Il capofila deve presentare la domanda entro 54 giorni.", ("p2", WORDS))
    assert found.statement is not None
    assert found.statement.text == f"«{WORDS}»"


def test_that_something_is_not_reported_is_told_as_unknown() -> None:
    found = check("I pesi non sono noti.", ("p3", "Le fonti non riportano i pesi."))
    assert found.statement is not None
    assert (found.statement.role, found.statement.certainty) == ("unknown", "unknown")
