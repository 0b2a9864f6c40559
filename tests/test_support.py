"""Whether a claim says what its quotation says, decided without a model."""

import json
from pathlib import Path

import pytest

from assistant.ingestion.facts import load_knowledge
from assistant.model import Language
from assistant.settings import CHECKOUT
from evals.support import coverage, supports

QUOTED = "Il capofila deve presentare la domanda entro 45 giorni e non può cambiare partner."


@pytest.mark.parametrize(
    "claim",
    [QUOTED, "Il capofila deve presentare la domanda entro 45 giorni", "Non può cambiare partner"],
)
def test_a_claim_within_the_quotation_is_supported(claim: str) -> None:
    assert supports(QUOTED, claim, "it")


@pytest.mark.parametrize(
    "claim",
    [
        "Il capofila deve presentare la domanda entro 54 giorni.",
        "Il capofila non deve presentare la domanda entro 45 giorni.",
        "Il capofila può cambiare partner.",
        "La Provincia rilascia la lettera di sostegno.",
        "",
    ],
    ids=["number", "denied", "no longer denied", "elsewhere", "empty"],
)
def test_a_claim_that_says_something_else_is_not(claim: str) -> None:
    assert not supports(QUOTED, claim, "it")


def test_a_duty_is_not_read_into_a_possibility() -> None:
    assert not supports("Il capofila può firmare la domanda.", "Il capofila deve firmare.", "it")


def test_opposite_words_do_not_support_each_other() -> None:
    assert not supports("The body is a private one.", "The body is a public one.", "en")


def test_coverage_is_the_share_of_telling_words() -> None:
    assert coverage("capofila domanda", "capofila domanda", "it") == 1
    assert coverage("capofila", "provincia", "it") == 0


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_fact_supports_itself(language: Language) -> None:
    _, passages = load_knowledge(CHECKOUT / "corpus")
    texts = [passage.text_in(language) for passage in passages]
    assert [text for text in texts if not supports(text, text, language)] == []


def test_the_labelled_pairs_are_of_facts_that_exist() -> None:
    _, passages = load_knowledge(CHECKOUT / "corpus")
    known = {passage.id for passage in passages}
    lines = Path(CHECKOUT / "evals/pairs/support.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["fact"] for line in lines} <= known
    assert len(lines) >= 200
