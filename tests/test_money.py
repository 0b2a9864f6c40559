"""The grant for a sum, computed by the rules, with the facts they rest on."""

from typing import Any

import pytest

from assistant.answering.money import compose_money
from assistant.answering.turn import Statement, Turn
from assistant.call.rules import Rule, Rules
from assistant.model import Language
from tests.builders import a_fact, a_knowledge, a_rule, a_turn, grant_rules

GRANT = a_fact(
    "grant", "Il contributo copre una parte delle spese.", "The grant covers a part of the costs."
)
LIMIT = a_fact("limit", "Le spese sono soltanto consulenze.")


def composed(
    text: str,
    rules: Rules | None = None,
    language: Language = "it",
    **more: Any,
) -> Turn | None:
    grant = a_fact("grant", GRANT.text, GRANT.text_in("en"), companions=("limit",))
    knowledge = a_knowledge(grant, LIMIT, rules=rules or grant_rules(), **more)
    return compose_money(a_turn(text, language=language), knowledge)


def turn_of(text: str, rules: Rules | None = None, language: Language = "it") -> Turn:
    turn = composed(text, rules, language)
    assert turn is not None
    return turn


def lead(text: str, rules: Rules | None = None, language: Language = "it") -> Statement:
    return turn_of(text, rules, language).statements[0]


def grant(text: str, rules: Rules | None = None) -> str:
    calculation = turn_of(text, rules).calculation
    assert calculation is not None
    return str(calculation["grant"])


def test_the_grant_is_the_share_of_the_spending() -> None:
    assert grant("Spendendo 150.000 euro quanto prendiamo?") == "75000.00"
    assert "75.000 euro" in lead("Spendendo 150.000 euro quanto prendiamo?").text


def test_the_sum_is_told_with_what_the_partnership_bears() -> None:
    words = lead("Spendendo 50.000 euro quanto prendiamo?", grant_rules(rate=0.4)).text
    assert all(sum_ in words for sum_ in ("50.000 euro", "20.000 euro", "40%", "30.000 euro"))


def test_above_the_cap_the_grant_is_the_cap() -> None:
    assert grant("Spendendo 200.000 euro quanto prendiamo?") == "80000"


def test_the_cap_is_told_when_it_cuts() -> None:
    words = lead("Spendendo 200.000 euro quanto prendiamo?").text
    assert all(sum_ in words for sum_ in ("80.000 euro", "100.000 euro", "120.000 euro"))


def test_another_cap_in_the_rules_is_another_grant() -> None:
    assert grant("Spendendo 200.000 euro quanto prendiamo?", grant_rules(cap=60_000)) == "60000"


def test_another_rate_in_the_rules_is_another_grant() -> None:
    assert grant("Spendendo 150.000 euro quanto prendiamo?", grant_rules(rate=0.2)) == "30000.00"


def test_cents_are_exact() -> None:
    rules = grant_rules(rate=0.35)
    assert grant("Spendendo 33.333,33 euro quanto prendiamo?", rules) == "11666.66"


def test_a_wanted_grant_gives_the_spending_it_needs() -> None:
    words = lead("Quanto bisogna spendere per ottenere 40.000 euro di contributo?").text
    assert "40.000 euro" in words
    assert words.index("80.000 euro") >= 0


def test_a_wanted_grant_above_the_cap_is_told_impossible() -> None:
    words = lead("Quanto bisogna spendere per ottenere 90.000 euro di contributo?").text
    assert "90.000 euro" in words
    assert "80.000 euro" in words
    assert "160.000 euro" in words


def test_the_claim_is_calculated_and_rests_on_the_fact_of_its_rule() -> None:
    statement = lead("Spendendo 150.000 euro quanto prendiamo?")
    assert statement.basis == "calculated"
    assert (statement.passage.id, statement.words) == ("grant", GRANT.text)


def test_the_companions_of_that_fact_are_told_with_it() -> None:
    _, note = turn_of("Spendendo 150.000 euro quanto prendiamo?").statements
    assert (note.passage.id, note.role) == ("limit", "caveat")


def test_an_english_question_is_answered_in_english() -> None:
    statement = lead("If we spend 150,000 euro how much do we get?", language="en")
    assert "75,000 euro" in statement.text
    assert statement.words == GRANT.text_in("en")


def test_the_calculation_names_the_rule_of_each_line() -> None:
    calculation = turn_of("Spendendo 150.000 euro quanto prendiamo?").calculation
    assert calculation is not None
    rules = {line["what"]: line["rule"] for line in calculation["lines"]}
    assert rules["share"] == "phase1_grant_rate"
    assert rules["cap"] == "phase1_grant_cap_per_proposal"


def only(*rules: Rule) -> Rules:
    return Rules({rule.subject: rule for rule in rules})


@pytest.mark.parametrize(
    "rules",
    [
        only(),
        only(a_rule("phase1_grant_rate", 0.5, "grant")),
        only(
            a_rule("phase1_grant_rate", None, "grant", certainty="unknown"),
            a_rule("phase1_grant_cap_per_proposal", 80_000, "grant"),
        ),
    ],
    ids=["no rules", "no cap", "unknown rate"],
)
def test_what_the_rules_do_not_fix_is_not_computed(rules: Rules) -> None:
    assert composed("Spendendo 150.000 euro quanto prendiamo?", rules) is None


def test_a_sum_whose_fact_left_the_corpus_is_not_told() -> None:
    rules = grant_rules(fact="gone")
    assert composed("Spendendo 150.000 euro quanto prendiamo?", rules) is None


def test_without_a_sum_nothing_is_computed() -> None:
    assert composed("Quanto contributo prendiamo?") is None


def test_a_spending_told_in_parts_is_added_up() -> None:
    text = "Due contratti di consulenza da 20.000 e 60.000 euro: quanto contributo prendiamo?"
    assert "80.000 euro (20.000 + 60.000)" in lead(text).text


def test_a_total_among_the_parts_is_not_added_again() -> None:
    text = "Preventivi da 20.000 e 60.000 euro, in tutto 80.000 euro: quanto contributo prendiamo?"
    assert "80.000 euro (20.000 + 60.000)" in lead(text).text


def other_rules(subject: str, value: float) -> Rules:
    return Rules({subject: a_rule(subject, value, "grant")})


def test_an_investment_of_phase_2_gets_its_share_at_most() -> None:
    rules = other_rules("phase2_max_grant_rate", 0.4)
    text = "Nella fase 2, su un investimento di 3 milioni, quanto contributo prendiamo?"
    assert "1.200.000 euro" in lead(text, rules).text


@pytest.mark.parametrize(("used", "left"), [("50.000", "150.000 euro"), ("250.000", "0 euro")])
def test_what_is_left_of_the_de_minimis_ceiling_is_computed(used: str, left: str) -> None:
    rules = other_rules("de_minimis_ceiling_general", 200_000)
    text = f"Abbiamo già ricevuto {used} euro in de minimis: quanto ci resta?"
    assert f"restano {left}" in lead(text, rules).text


def test_a_grant_is_told_as_a_part_of_the_budget_when_that_is_asked() -> None:
    known = grant_rules()
    budget = a_rule("phase1_budget", 400_000, "grant")
    rules = Rules({rule.subject: rule for rule in (*known, budget)})
    text = "Spendiamo 40.000 euro: il contributo che percentuale è della dotazione?"
    assert "Quota della dotazione di 400.000 euro: 5%." in lead(text, rules).text


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Siamo in tre e ciascuno paga 30.000 euro di consulenze: quanto prendiamo?", "90.000"),
        ("Due consulenti da 45.000 euro l'uno: quanto rimborsa la Regione?", "90.000"),
        ("Con quattro incarichi da 20.000 euro a testa quanto ci danno?", "80.000"),
    ],
)
def test_a_sum_that_each_of_a_few_spends_is_added_up(text: str, total: str) -> None:
    assert f"In tutto sono {total} euro" in lead(text).text


def test_a_sum_told_once_for_all_is_not_multiplied() -> None:
    assert (
        "In tutto" not in lead("Siamo tre partner e spendiamo 30.000 euro: quanto ci danno?").text
    )


@pytest.mark.parametrize(
    "text",
    [
        "Per un laboratorio da 900.000 euro quanto darebbe la Regione?",
        "Un'infrastruttura di prova costa 900.000 euro: che quota coprono?",
    ],
)
def test_what_the_second_phase_pays_for_is_computed_as_an_investment(text: str) -> None:
    rule = a_rule("phase2_max_grant_rate", 0.4, "grant", kind="rate")
    assert "360.000 euro" in lead(text, only(*grant_rules(), rule)).text


def test_advice_on_an_investment_stays_a_spending_of_the_first_phase() -> None:
    rule = a_rule("phase2_max_grant_rate", 0.4, "grant", kind="rate")
    text = "Per la consulenza sul laboratorio spendiamo 90.000 euro: quanto ci danno?"
    assert "45.000 euro" in lead(text, only(*grant_rules(), rule)).text
