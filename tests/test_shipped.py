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


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Un socio va in liquidazione dopo l'invio: che si fa con la candidatura ZIS?", "N001"),
        ("A che tribunale ci si rivolge se la ZIS viene bocciata?", "N003"),
        ("Per aderire alla ZIS serve il voto dell'assemblea dei soci?", "N004"),
        ("La ISO 27001 fa guadagnare punti nella graduatoria ZIS?", "N005"),
        ("Per il contributo ZIS bisogna dare una garanzia bancaria?", "N006"),
        ("Do ZIS consultants have to be on an official register?", "N009"),
        ("Quando sapremo se la nostra ZIS è in graduatoria?", "N012"),
        ("Abbiamo una srl e un Comune: serve una fideiussione per la ZIS?", "N006"),
    ],
)
def test_what_calls_regulate_and_the_sources_do_not_report_is_said_to_be_unknown(
    pipeline: Pipeline, text: str, gap: str
) -> None:
    answer = ask(pipeline, text)
    assert answer.outcome in ("not_in_sources", "partial")
    assert gap in {quote.passage for claim in answer.claims for quote in claim.quotes}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "We were given EUR 110,000 in de minimis; what is the ceiling and what is left?",
            "190,000",
        ),
        (
            "Abbiamo previsto 250.000 euro di advisor. Quanto mette la Regione e quanto noi?",
            "150.000",
        ),
        ("Un polo di innovazione da 6 milioni: quanti euro può coprire la fase 2?", "3.000.000"),
    ],
)
def test_both_sides_of_a_sum_are_computed(pipeline: Pipeline, text: str, words: str) -> None:
    assert words in ask(pipeline, text).text
