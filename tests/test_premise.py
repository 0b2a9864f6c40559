"""A question that takes a figure for granted is told when the sources have another."""

import pytest

from assistant.answering.premise import contradiction
from assistant.model import Language
from tests.builders import a_fact, a_statement, asked

GRANT = a_statement(a_fact("grant", "Il contributo copre il 30% delle spese, fino a 80.000 euro."))
LEADER = a_statement(a_fact("leader", "Il capofila è un soggetto privato."))


def said(question: str, kind: str | None = "whether") -> str:
    return contradiction(asked(question, kind=kind), [GRANT], "it")


@pytest.mark.parametrize("question", ["Il contributo copre l'80%?", "Si arriva a 90.000 euro?"])
def test_a_figure_that_the_sources_do_not_have_is_contradicted(question: str) -> None:
    assert said(question).startswith("No")


@pytest.mark.parametrize("question", ["Il contributo copre il 30%?", "Il tetto è 80.000 euro?"])
def test_a_figure_that_the_sources_have_is_not(question: str) -> None:
    assert said(question) == ""


def test_a_question_that_does_not_ask_whether_is_not_contradicted() -> None:
    assert said("Quanto prende chi spende il 10%?", kind="amount") == ""


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("La Regione paga un furgone da 45.000 euro?", "it"),
        ("È ammesso un incarico esterno di circa 45.000 euro?", "it"),
        ("Is a laboratory worth 45,000 euro eligible?", "en"),
    ],
)
def test_the_price_of_a_thing_is_not_contradicted(question: str, language: Language) -> None:
    assert contradiction(asked(question, kind="whether"), [GRANT], language) == ""


@pytest.mark.parametrize("question", ["La spesa massima è di 45.000 euro?", "Danno 45.000 euro?"])
def test_a_limit_of_the_call_is_no_price(question: str) -> None:
    assert said(question).startswith("No")


def test_facts_without_a_figure_contradict_none() -> None:
    assert contradiction(asked("Serve il 51%?", kind="whether"), [LEADER], "it") == ""
