"""Every quotation is located in its passage, or the claim is dropped and reported."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.turn import Statement, Turn
from assistant.answering.verify import verify
from assistant.model import Passage, Quote
from tests.builders import a_fact, a_knowledge, a_statement, a_turn
from tests.corpora import a_passage

TEXT = "Art. 4. Il contributo non supera 70.123 euro.\nLa domanda scade il 9 maggio 2030."
NOTICE = a_passage("avviso:4", TEXT, locator="p. 2, art. 4", page=2)
LEADER = a_fact("leader", "Il capofila è un privato.", "The lead is a private body.")


def verified(*statements: Statement, language: str = "it") -> Turn:
    knowledge = a_knowledge(*(item.passage for item in statements))
    turn = a_turn(statements=statements, language="en" if language == "en" else "it")
    return verify(turn, knowledge)


def quote(passage: Passage, words: str) -> Quote:
    (claim,) = verified(a_statement(passage, words)).claims
    (found,) = claim.quotes
    return found


def test_words_that_stand_in_the_passage_carry_their_claim() -> None:
    (claim,) = verified(a_statement(NOTICE, "Il contributo non supera 70.123 euro.")).claims
    assert claim.text == "Il contributo non supera 70.123 euro."


def test_the_offsets_of_a_quote_reproduce_its_words() -> None:
    found = quote(NOTICE, "La domanda scade il 9 maggio 2030.")
    assert TEXT[found.start : found.end] == found.words == "La domanda scade il 9 maggio 2030."


def test_a_quote_says_where_it_stands() -> None:
    found = quote(NOTICE, "La domanda scade il 9 maggio 2030.")
    assert (found.passage, found.source) == ("avviso:4", "avviso")
    assert (found.locator, found.page) == ("p. 2, art. 4", 2)


def test_what_is_shown_as_quoted_is_the_passages_own_text() -> None:
    typed = a_passage("typed", "L’ente – in «ritardo» – è  escluso.")
    assert quote(typed, 'L\'ente - in "ritardo" - è escluso.').words == typed.text


def test_a_quote_of_the_english_version_has_offsets_in_it() -> None:
    statement = a_statement(LEADER, "The lead is a private body.")
    (claim,) = verified(statement, language="en").claims
    (found,) = claim.quotes
    assert LEADER.text_in("en")[found.start : found.end] == found.words


@pytest.mark.parametrize(
    "forged",
    [
        "Il contributo non supera 70.124 euro.",
        "Il contributo supera 70.123 euro.",
        "Il contributo non supera 70.123 dollari.",
        "La domanda scade il 9 maggio 2031.",
        "La domanda scade il 9 giugno 2030.",
        "",
    ],
    ids=["one digit", "a negation", "a word", "a year", "a month", "nothing"],
)
def test_a_quote_with_something_changed_is_dropped_and_reported(forged: str) -> None:
    statement = Statement("Quanto dice l'avviso.", forged, NOTICE)
    turn = verified(statement)
    assert (turn.claims, tuple(item.role for item in turn.statements)) == ((), ())
    assert turn.missing == ("Quanto dice l'avviso.",)


def test_a_forged_claim_does_not_take_the_true_one_along() -> None:
    true, forged = a_statement(NOTICE), Statement("Falso.", "Il contributo è doppio.", NOTICE)
    turn = verified(forged, true)
    assert [claim.text for claim in turn.claims] == [TEXT]
    assert turn.missing == ("Falso.",)


def test_a_claim_keeps_its_role_basis_and_certainty() -> None:
    statement = Statement("Somma.", TEXT, NOTICE, "caveat", "derived", "calculated")
    turn = verified(statement)
    assert tuple(item.role for item in turn.statements) == ("caveat",)
    assert (turn.claims[0].basis, turn.claims[0].certainty) == ("calculated", "derived")


def test_a_passage_of_an_unknown_source_carries_nothing() -> None:
    stray = a_passage("stray", "Una frase senza padre.", source="nessuno")
    turn = verified(a_statement(stray))
    assert turn.claims == ()
    assert turn.missing == ("Una frase senza padre.",)


def test_what_was_missing_before_stays_missing() -> None:
    turn = verify(
        a_turn(missing=("altro",), statements=(a_statement(NOTICE),)), a_knowledge(NOTICE)
    )
    assert turn.missing == ("altro",)


@settings(deadline=None)
@given(st.text())
def test_a_located_quote_always_is_its_span(words: str) -> None:
    turn = verified(Statement("?", words, NOTICE))
    for claim in turn.claims:
        (found,) = claim.quotes
        assert TEXT[found.start : found.end] == found.words != ""


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_no_other_amount_is_accepted(amount: int) -> None:
    dotted = f"{amount:,}".replace(",", ".")
    turn = verified(Statement("?", f"Il contributo non supera {dotted} euro.", NOTICE))
    assert bool(turn.claims) == (dotted == "70.123")
