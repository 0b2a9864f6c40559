"""In whose hands a company is: how much, and which words only tell who holds it."""

from decimal import Decimal

import pytest

from assistant.answering.holding import holdings
from assistant.model import Language
from assistant.retrieval.lexical import aligned


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("una spa al 60% del Comune", "40"),
        ("due terzi ce li hanno i Comuni", "33.33"),
        ("una srl con tutte le azioni della Provincia", "0"),
        ("il Comune tiene il 70 per cento", "30"),
        ("metà esatta delle quote è degli industriali", "50"),
        ("il 55% è di tre famiglie", "55"),
    ],
)
def test_a_portion_is_of_who_is_named_beside_it(text: str, private: str) -> None:
    (held,) = holdings(aligned(text), "it")
    assert held.private == Decimal(private)


@pytest.mark.parametrize(
    ("text", "language", "side"),
    [
        ("gli imprenditori hanno più della metà delle quote, il resto il Comune", "it", "private"),
        ("una società di cui il Comune controlla la maggioranza del capitale", "it", "public"),
        ("a company of which municipalities hold more than half", "en", "public"),
        ("the council owns the lion's share", "en", "public"),
    ],
)
def test_a_majority_has_a_side_and_no_figure(text: str, language: Language, side: str) -> None:
    (held,) = holdings(aligned(text), language)
    assert held.private is None
    assert held.side == side


def test_who_has_the_rest_is_told_with_it() -> None:
    text = aligned(
        "le famiglie hanno più della metà delle quote, il resto è del Comune, e un liceo"
    )
    (held,) = holdings(text, "it")
    assert text[held.start : held.end].endswith("comune")


@pytest.mark.parametrize(
    "text",
    [
        "La maggioranza dei Comuni è d'accordo",
        "il contributo copre il 50% delle spese",
        "metà delle imprese del paese aderisce",
    ],
)
def test_a_portion_of_something_else_is_no_holding(text: str) -> None:
    assert holdings(aligned(text), "it") == ()


def test_the_company_itself_is_not_its_holder() -> None:
    text = aligned("The council holds two thirds of the company that leads us")
    (held,) = holdings(text, "en")
    assert "company" not in text[held.start : held.end]
    assert held.side == "public"
