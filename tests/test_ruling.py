"""A case told in the conversation is judged by the rules, through the whole pipeline."""

import datetime as dt
import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.answering.pipeline import Pipeline
from assistant.answering.ruling import compose_case
from assistant.call.rules import Rules
from assistant.ingestion.catalogue import load_catalogue
from assistant.ingestion.sync import apply, plan
from assistant.model import OUTCOMES, Answer, Language, Question
from assistant.settings import CHECKOUT, Settings
from assistant.text import say
from tests.builders import a_knowledge, a_rule, a_turn

DAY = dt.date(2026, 3, 10)
BASE = "Siamo un'azienda e il Comune di Pavia, in provincia di Pavia, capofila il Comune: va bene?"
NOTICE = """# Avviso di prova (testo inventato per i test)

## Art. 3 Capofila

Il capofila può essere un'impresa, una fondazione o un organismo a maggioranza privata.

## Art. 4 Partner

Il partenariato conta almeno quattro partner.
"""
MANIFEST = """[[document]]
id = "avviso-di-prova"
path = "documents/avviso.md"
title = "Avviso di prova"
publisher = "Ente di prova"
kind = "official"
authority = 5
published = "2026-02-01"
"""
Edit = Callable[..., None]


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return a copy of the shipped corpus with a notice, indexed without vectors."""
    folder = tmp_path_factory.mktemp("case")
    made = Settings(corpus=folder / "corpus", data=folder / "data", embedder="none")
    shutil.copytree(CHECKOUT / "corpus", made.corpus)
    (made.corpus / "documents").mkdir(exist_ok=True)
    (made.corpus / "documents" / "avviso.md").write_text(NOTICE, encoding="utf-8")
    (made.corpus / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    catalogue = load_catalogue(made.corpus)
    apply(plan(catalogue, made), catalogue, made, lambda *_: None)
    return made


@pytest.fixture(scope="module")
def pipeline(chosen: Settings) -> Pipeline:
    return Pipeline(chosen)


@pytest.fixture
def edit(chosen: Settings) -> Any:
    """Return what edits the rules that are being served; they are put back afterwards."""
    path = chosen.corpus / "rules.yaml"
    before = path.read_text(encoding="utf-8")

    def edited(**changed: dict[str, Any]) -> None:
        entries = [one | changed.get(one["subject"], {}) for one in yaml.safe_load(before)]
        path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")

    yield edited
    path.write_text(before, encoding="utf-8")


def ask(pipeline: Pipeline, *turns: str, language: Language | None = None) -> Answer:
    *earlier, last = turns
    return pipeline.answer(Question(last, tuple(earlier), language, DAY))


def first(answer: Answer) -> str:
    return answer.text.split("\n", maxsplit=1)[0]


def state(answer: Answer, rule: str) -> str:
    assert answer.calculation is not None
    states = {one["rule"]: str(one["state"]) for one in answer.calculation["conditions"]}
    return states[rule]


def cited(answer: Answer) -> list[str]:
    return [quote.passage for claim in answer.claims for quote in claim.quotes]


def test_the_verdict_comes_first_in_plain_words(pipeline: Pipeline) -> None:
    answer = ask(pipeline, "Un Comune può fare da capofila?")
    wanted = "No: con un Comune come capofila non è soddisfatta la condizione del capofila privato."
    assert first(answer).startswith(wanted)
    assert answer.outcome == "answered"


def test_every_claim_is_calculated_on_a_fact_that_was_located(pipeline: Pipeline) -> None:
    answer = ask(pipeline, BASE)
    assert {claim.basis for claim in answer.claims} == {"calculated"}
    assert cited(answer)[0] == "Z090"
    for quote in (quote for claim in answer.claims for quote in claim.quotes):
        passage = pipeline.passage(quote.passage)
        assert passage is not None
        assert passage.text_in("it")[quote.start : quote.end] == quote.words


def test_what_was_understood_is_told(pipeline: Pipeline) -> None:
    text = ask(pipeline, BASE).text
    assert "Ho capito così: capofila Comune di Pavia; partner azienda (impresa)" in text
    assert "province Pavia" in text


def test_the_calculation_is_the_check(pipeline: Pipeline) -> None:
    answer = ask(pipeline, BASE)
    assert answer.calculation is not None
    assert {"conditions", "contribution", "questions"} <= answer.calculation.keys()
    assert state(answer, "capofila-privato") == "not_met"
    assert state(answer, "partenariato-pubblico-privato") == "met"


def test_what_is_not_known_becomes_the_next_question_and_is_missing(pipeline: Pipeline) -> None:
    answer = ask(pipeline, BASE, "e se il capofila fosse una fondazione?")
    question = say("it", "rules.question.lead_nature")
    assert answer.outcome == "partial"
    assert answer.missing == (question,)
    assert question in answer.text


def test_the_answer_to_that_question_decides(pipeline: Pipeline) -> None:
    turns = (BASE, "e se il capofila fosse una fondazione?", "La fondazione è privata")
    answer = ask(pipeline, *turns)
    assert (answer.outcome, state(answer, "capofila-privato")) == ("answered", "met")


def test_provinces_are_judged_across_turns(pipeline: Pipeline) -> None:
    answer = ask(pipeline, BASE.replace("il Comune: va", "l'azienda: va"), "e in due province?")
    assert state(answer, "interprovinciali-senza-limite") == "met"
    assert "Z102" in cited(answer)


def test_the_money_of_a_case_is_calculated_with_it(pipeline: Pipeline) -> None:
    answer = ask(pipeline, BASE, "e se spendiamo 150.000 euro e ne chiediamo 80.000?")
    assert "75.000 euro" in answer.text
    assert state(answer, "fase1-aliquota") == "not_met"
    assert answer.calculation is not None
    assert answer.calculation["contribution"]["grant"] == "75000.00"


def test_a_sum_alone_is_still_answered_by_the_calculation(pipeline: Pipeline) -> None:
    answer = ask(pipeline, "quanto prende chi spende 150.000 euro?")
    assert "75.000 euro" in answer.text
    more = ask(pipeline, "quanto prende chi spende 150.000 euro?", "e se ne spendiamo 300.000?")
    assert "100.000 euro" in more.text


def test_who_may_lead_is_told_of_each_partner(pipeline: Pipeline) -> None:
    text = first(
        ask(pipeline, "Siamo due imprese, un Comune e un ateneo. Chi può fare da capofila?")
    )
    assert "è soddisfatta da imprese: 2" in text
    assert "non è soddisfatta da Comune" in text
    assert "ateneo" in text


def test_a_case_in_english_is_judged_in_english(pipeline: Pipeline) -> None:
    answer = ask(pipeline, "Can a municipality be the lead partner?")
    assert first(answer).startswith("No: with a municipality as lead partner")
    assert answer.claims


def test_a_general_question_is_still_for_the_corpus(pipeline: Pipeline) -> None:
    answer = ask(pipeline, "Chi può essere capofila?")
    assert answer.calculation is None
    assert {claim.basis for claim in answer.claims} == {"quoted"}


def test_who_decides_is_said(pipeline: Pipeline) -> None:
    assert "decide Regione Lombardia" in ask(pipeline, BASE).text


def test_an_edited_cap_changes_sums_verdicts_and_answers_at_once(
    pipeline: Pipeline, edit: Edit
) -> None:
    asked = "Chiediamo 90.000 euro di contributo con 200.000 euro di consulenze: va bene?"
    before = ask(pipeline, asked)
    edit(
        phase1_grant_cap_per_proposal={
            "value": 80_000,
            "fact_ids": [],
            "text_it": "Il contributo ZIS di Fase 1 non può superare 80.000 euro.",
            "text_en": "The Phase 1 ZIS grant cannot exceed 80,000 euro.",
        },
        phase1_min_spend_for_full_grant={
            "value": 160_000,
            "fact_ids": [],
            "text_it": "Servono almeno 160.000 euro per il contributo pieno di 80.000 euro.",
            "text_en": "At least 160,000 euro are needed for the full grant of 80,000 euro.",
        },
        phase1_max_full_grants={"value": 12, "fact_ids": [], "text_it": "Dodici.", "text_en": "12"},
    )
    after = ask(pipeline, asked)
    assert state(before, "fase1-massimale") == "met"
    assert state(after, "fase1-massimale") == "not_met"
    assert "80.000 euro" in after.text
    spending = ask(pipeline, "quanto prende chi spende 300.000 euro?")
    assert "80.000 euro" in spending.text


def test_an_edited_lead_rule_changes_the_answer_at_once(pipeline: Pipeline, edit: Edit) -> None:
    edit(lead_partner_nature={"value": "public"})
    answer = ask(pipeline, "Un Comune può fare da capofila?")
    assert state(answer, "capofila-privato") == "met"
    assert "non è soddisfatta la condizione del capofila" not in first(answer)


def test_a_notice_named_as_source_makes_a_rule_certain_and_is_quoted(
    pipeline: Pipeline, edit: Edit
) -> None:
    asked = "Un'impresa può fare da capofila?"
    assert state(ask(pipeline, asked), "capofila-forme-ammesse") == "unknown"
    edit(lead_partner_types={"source": "avviso-di-prova"})
    answer = ask(pipeline, asked)
    assert state(answer, "capofila-forme-ammesse") == "met"
    sources = {quote.source for claim in answer.claims for quote in claim.quotes}
    assert "avviso-di-prova" in sources


def test_a_number_of_partners_that_a_notice_states_is_judged(
    pipeline: Pipeline, edit: Edit
) -> None:
    edit(
        partner_count_range={
            "value": [4, None],
            "source": "avviso-di-prova",
            "text_it": "Il partenariato conta almeno 4 partner.",
            "text_en": "The partnership has at least 4 partners.",
            "fact_ids": [],
        }
    )
    answer = ask(pipeline, BASE)
    assert state(answer, "numero-partner") == "not_met"


PROMISE = re.compile(
    r"\b(?:siete|sarete|risultate|è|sarà|risulta) (?:quindi |pienamente )?"
    r"(?:ammissibil\w+|ammess\w+|idone\w+|approvat\w+|finanziat\w+)"
    r"|\b(?:are|is|will be|were) (?:therefore |fully )?(?:eligible|admitted|approved|funded)\b",
    re.IGNORECASE,
)
WORDS = st.sampled_from(
    [
        *("Siamo", "un'impresa", "e", "il Comune di Pavia", "capofila", "una fondazione privata"),
        *("va bene?", "siamo ammissibili?", "possiamo?", "in provincia di Pavia", "un ITS", ","),
        *("con la lettera", "abbiamo la lettera di Pavia", "chiediamo 50.000 euro", "da soli"),
        *("spendiamo 100.000 euro", "al 60% privata", "un centro di ricerca", "chi può"),
    ]
)


TURNS = st.lists(st.lists(WORDS, min_size=3, max_size=12).map(" ".join), min_size=1, max_size=2)


@settings(deadline=None, max_examples=80)
@example(turns=["Siamo un'impresa e un Comune, capofila l'impresa: siamo ammissibili?"])
@example(turns=["We are a firm and a municipality, the firm as lead: are we eligible?"])
@given(turns=TURNS)
def test_no_answer_ever_says_that_the_applicant_is_admitted(
    pipeline: Pipeline, turns: list[str]
) -> None:
    answer = ask(pipeline, *turns)
    told = answer.text.replace(say(answer.language, "answer.refused_verdict"), "")
    assert not PROMISE.search(told)


@settings(deadline=None, max_examples=80)
@given(turns=TURNS)
def test_a_case_of_any_words_keeps_the_contract(pipeline: Pipeline, turns: list[str]) -> None:
    answer = ask(pipeline, *turns)
    assert answer.outcome in OUTCOMES
    assert answer.outcome != "partial" or answer.missing
    assert all(claim.quotes for claim in answer.claims)


def test_a_rule_without_facts_here_leaves_the_case_to_the_corpus() -> None:
    rule = a_rule("lead_partner_nature", "private", "gone", kind="requirement")
    knowledge = a_knowledge(rules=Rules({rule.subject: rule}))
    assert compose_case(a_turn("Un Comune può fare da capofila?"), knowledge) is None
