"""What every finding of the consistency checks owes to the draft and to the reader."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.call.rules import Rules
from assistant.masterplan.consistency import CHECKS
from assistant.masterplan.critique import load_knowledge
from assistant.masterplan.parsing import parse
from assistant.masterplan.telling import message
from assistant.model import LANGUAGES
from assistant.settings import CHECKOUT
from tests.consistency import findings, kinds

DRAFTS = sorted((CHECKOUT / "evals" / "drafts" / "dev").glob("*.md"))
OVER = (
    "## Fase 1\n\nLe consulenze costano 100.000 euro "
    "e il contributo richiesto ammonta a 65.000 euro.\n"
)
TWICE = (
    "## Dati\n\nIl distretto conta 212 aziende.\n\n"
    "## Servizi\n\nAlle 231 aziende del distretto si offre un abbonamento.\n"
)


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_what_a_finding_quotes_stands_in_the_draft_where_it_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = findings(text)
    assert all(text[one.start : one.end] == one.quote for one in found)
    assert all(one.quote2 is None or text[one.start2 : one.end2] == one.quote2 for one in found)


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_every_finding_has_its_sentence_in_both_languages(path: Path) -> None:
    knowledge = load_knowledge(CHECKOUT / "corpus")
    found = findings(path.read_text(encoding="utf-8"))
    told = [message(one, knowledge, language) for one in found for language in LANGUAGES]
    assert all(words and "{" not in words for words in told)


def test_a_sound_draft_has_no_finding() -> None:
    text = (CHECKOUT / "evals" / "drafts" / "dev" / "v01.md").read_text(encoding="utf-8")
    assert findings(text) == []


def test_a_contradiction_quotes_both_halves() -> None:
    (one,) = findings(TWICE)
    assert one.quote == "Alle 231 aziende del distretto si offre un abbonamento."
    assert one.quote2 == "Il distretto conta 212 aziende."
    assert (one.params["first"], one.params["second"]) == (231, 212)


def test_the_rate_is_computed_from_the_amounts_when_no_percentage_is_stated() -> None:
    (one,) = findings(OVER)
    assert one.params["share"] == Decimal("65.0")


def test_without_rules_no_limit_of_the_call_is_judged() -> None:
    draft = parse(OVER + "\nLa nostra sarebbe la terza ZIS della provincia.\n", "it")
    assert [one for check in CHECKS for one in check(draft, Rules({}))] == []


def test_the_words_about_a_grant_of_phase_two_are_not_judged_by_phase_one() -> None:
    text = (
        "## Fase 2\n\nPer gli investimenti chiediamo un contributo di 2.000.000 euro in Fase 2.\n"
    )
    assert kinds(text) == set()


def test_a_wrong_total_says_what_its_parts_make() -> None:
    (one,) = findings("Mancano 80 tecnici: 35 saldatori, 25 collaudatori e 30 progettisti.")
    assert (one.params["stated"], one.params["computed"]) == (80, 90)


def test_a_row_of_a_wrong_year_is_quoted_whole() -> None:
    table = (
        "## Conto\n\n| Voce | 2027 | 2028 | 2029 |\n|---|---|---|---|\n"
        "| Canoni | 100 | 110 | 120 |\n| Servizi | 50 | 60 | 70 |\n"
        "| **Ricavi** | **150** | **170** | **109** |\n"
    )
    (one,) = findings(table)
    assert one.quote == "| **Ricavi** | **150** | **170** | **109** |"
