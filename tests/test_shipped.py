"""The shipped corpus, end to end, with the real embedder."""

import datetime as dt

import pytest

from assistant.answering.pipeline import Pipeline
from assistant.model import Answer, Outcome, Question
from assistant.settings import Settings

DAY = dt.date(2026, 3, 10)


@pytest.fixture(scope="module")
def pipeline(shipped: Settings) -> Pipeline:
    return Pipeline(shipped)


def ask(pipeline: Pipeline, text: str, *earlier: str) -> Answer:
    return pipeline.answer(Question(text, earlier, as_of=DAY))


@pytest.mark.parametrize(
    ("text", "outcome", "facts"),
    [
        ("Una università può fare da capofila?", "partial", {"Z090", "Z091"}),
        ("Who can be the lead partner?", "answered", {"Z090", "Z091"}),
        ("Quando scade il bando?", "answered", {"Z030"}),
        (
            "Spendiamo 150.000 euro di consulenze: quanto contributo prendiamo?",
            "answered",
            {"Z041"},
        ),
        ("Quali sono i punteggi minimi per essere ammessi?", "not_in_sources", {"Z150"}),
        ("Che tempo fa domani a Milano?", "out_of_scope", set()),
    ],
)
def test_a_question_has_its_outcome_and_its_facts(
    pipeline: Pipeline, text: str, outcome: Outcome, facts: set[str]
) -> None:
    answer = ask(pipeline, text)
    cited = {quote.passage for claim in answer.claims for quote in claim.quotes}
    assert answer.outcome == outcome
    assert facts <= cited
    assert bool(cited) == bool(facts)


def test_a_follow_up_keeps_its_subject(pipeline: Pipeline) -> None:
    answer = ask(pipeline, "e una fondazione?", "Chi può fare da capofila?")
    cited = {quote.passage for claim in answer.claims for quote in claim.quotes}
    assert {"Z091"} <= cited


def test_no_summary_of_ours_is_shown_as_somebodys_words(pipeline: Pipeline) -> None:
    answer = ask(pipeline, "Quando scade il bando?")
    assert answer.claims
    assert not set(answer.text) & set("«»“”")
