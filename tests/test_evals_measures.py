"""What an evaluation measures beside the scores: citing, finding, abstaining, differing."""

import pytest

from evals.citations import cited, forged, forgeries, support_test
from evals.differences import detectable, difference
from evals.finding import found
from evals.knowing import area, cells, risk_coverage
from tests.builders import a_fact
from tests.test_evals_answers import CASE, scored

GRANT = a_fact("grant", "Il contributo copre il 30% delle spese, fino a 80.000 euro.")
LEADER = a_fact("leader", "Il capofila è un soggetto privato del territorio.")
UNSURE = CASE.model_copy(update={"id": "C02", "outcomes": ("not_in_sources",)})


def test_every_kind_of_forgery_is_made_and_none_is_the_true_text() -> None:
    made = forgeries([GRANT, LEADER])
    assert {one.kind for one in made} == {"negated", "swapped", "shuffled", "number"}
    assert [one for one in made if one.words == one.passage.text] == []


def test_forged_quotations_are_refused_and_true_ones_kept() -> None:
    shares = forged([GRANT, LEADER])
    assert [shares[kind].count for kind in ("negated", "swapped", "shuffled", "number")] == [0] * 4
    assert shares["true"].value == 1


def an_answer(text: str, *words: str) -> dict[str, object]:
    quotes = [{"words": one} for one in words]
    return {"language": "it", "claims": [{"basis": "quoted", "text": text, "quotes": quotes}]}


def test_a_claim_that_its_quotation_carries_counts() -> None:
    shares = cited([an_answer(GRANT.text, GRANT.text)])
    assert (shares["recall"].value, shares["precision"].value) == (1, 1)


def test_a_quotation_that_is_not_needed_costs_precision() -> None:
    shares = cited([an_answer(GRANT.text, GRANT.text, LEADER.text)])
    assert (shares["recall"].value, shares["precision"].value) == (1, 0.5)


def test_a_claim_that_its_quotation_does_not_carry_costs_recall() -> None:
    assert cited([an_answer(GRANT.text, LEADER.text)])["recall"].value == 0


def test_what_publishers_are_said_to_write_is_not_part_of_what_is_quoted() -> None:
    text = f"Il Giornale (2030) scrive: «{GRANT.text}»"
    assert cited([an_answer(text, GRANT.text)])["recall"].value == 1


def test_the_support_test_is_measured_on_its_pairs() -> None:
    from assistant.ingestion.facts import load_knowledge
    from assistant.settings import CHECKOUT

    _, passages = load_knowledge(CHECKOUT / "corpus")
    shares = support_test({passage.id: passage for passage in passages})
    assert shares["precision"].of > 50
    assert 0 < shares["recall"].value <= 1


def test_finding_all_the_facts_first_is_perfect() -> None:
    shares = found([CASE], lambda text: ["lead", "number"])
    assert (shares["recall@3"].value, shares["MRR@10"].value, shares["nDCG@10"].value) == (1, 1, 1)


def test_finding_one_of_two_facts_second_is_worth_less() -> None:
    shares = found([CASE], lambda text: ["other", "lead"])
    assert (shares["recall@1"].value, shares["recall@3"].value) == (0, 0.5)
    assert shares["MRR@10"].value == 0.5
    assert shares["nDCG@10"].value == pytest.approx(0.387, abs=0.001)


def test_the_four_cells_count_answers_by_what_can_be_answered() -> None:
    scores = [
        scored("C01"),
        scored("C01~1", outcome="out_of_scope"),
        scored("C02", outcome="answered"),
        scored("C02~1", outcome="not_in_sources"),
    ]
    four = cells(scores, [CASE, UNSURE])
    assert (four.answered_answerable, four.declined_answerable) == (1, 1)
    assert (four.answered_unanswerable, four.declined_unanswerable) == (1, 1)
    assert (four.precision.value, four.recall.value, four.false_refusals.value) == (0.5, 0.5, 0.5)


def test_risk_falls_as_less_is_answered_when_confidence_tells() -> None:
    scores = [scored("C01"), scored("C01~1", whole=False)]
    points = risk_coverage(scores, {"C01": 0.9, "C01~1": 0.1}.__getitem__)
    assert points == [(0.5, 0.0), (1.0, 0.5)]
    assert area(points) == 0.25


def test_a_difference_pairs_askings_by_id() -> None:
    ours = [{"id": "a", "case": "A", "whole": True}, {"id": "b", "case": "B", "whole": True}]
    theirs = [{"id": "a", "case": "A", "whole": False}]
    found_one = difference("theirs", ours, theirs)
    assert (found_one.value, found_one.askings) == (1.0, 1)


def test_more_cases_show_smaller_differences() -> None:
    assert detectable(4, 400) < detectable(4, 40)
    assert detectable(0, 0) == 1
