"""The result of a check, on the page and as a document."""

import datetime as dt
import re

import pytest

from assistant.call.eligibility import Check, check
from assistant.call.parsing import parse_partnership
from assistant.call.rules import Rules, load_rules
from assistant.export.check import check_document
from assistant.export.markdown import to_markdown
from assistant.model import LANGUAGES, Language
from assistant.web.check_chart import chart
from assistant.web.check_result import result_html, sections
from assistant.web.check_sources import Cited
from tests.browser.conftest import ROOT
from tests.fakes_web import FakePipeline

CASE = {
    "partner": [
        {"name": "Alfa & Čapek", "type": "impresa"},
        {"name": "Provincia di Pavia", "type": "Provincia"},
    ],
    "lead": "Provincia di Pavia",
    "provinces": ["Pavia"],
    "quote": [{"what": "Studio", "amount": 60_000}, {"what": "Piano", "amount": 30_000}],
    "requested": 60_000,
}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(ROOT / "corpus" / "rules.yaml")


@pytest.fixture(scope="module")
def result(rules: Rules) -> Check:
    return check(parse_partnership(CASE, rules), rules)


@pytest.fixture(scope="module")
def cited() -> Cited:
    return Cited(FakePipeline())


@pytest.fixture(scope="module")
def html(result: Check, cited: Cited) -> str:
    return result_html(result, "it", cited, whole=True)


def test_every_condition_is_told_once(result: Check, cited: Cited) -> None:
    told = [one.id for part in sections(result, "it", cited) for one in part.conditions]
    assert sorted(told) == sorted(one.rule.id for one in result.conditions)


def test_what_is_not_met_comes_first(result: Check, cited: Cited) -> None:
    assert sections(result, "it", cited)[0].name == "not_met"


def test_each_state_has_a_word_and_a_sign(html: str) -> None:
    signs = re.findall(r'aria-hidden="true">(.)</span><span>([a-z ]+)</span>', html)
    assert set(signs) == {("✓", "soddisfatta"), ("✗", "non soddisfatta"), ("?", "da verificare")}


def test_the_next_questions_come_before_the_conditions(html: str) -> None:
    assert html.index("Le prossime domande") < html.index("Non soddisfatte")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("whole", [True, False])
def test_nobody_is_told_to_be_admissible(
    language: Language, whole: bool, result: Check, cited: Cited
) -> None:
    html = result_html(result, language, cited, whole)
    assert "Regione Lombardia" in html
    assert re.findall(r"siete ammissibil|è ammissibile|are eligible", html) == []


def test_the_drawing_says_its_figures_in_words_too(html: str) -> None:
    description = re.findall(r"<desc[^>]*>(.*?)</desc>", html)[0]
    assert "90.000 euro" in description
    assert description.count("45.000 euro") == 2
    assert '<th scope="row">Contributo stimato</th><td class="sum">45.000 euro</td>' in html


def test_the_lengths_of_the_drawing_are_in_proportion(result: Check) -> None:
    assert result.funding is not None
    drawn = chart(result.funding, "it")
    assert drawn is not None
    assert drawn.grant == pytest.approx((drawn.width - 2 * drawn.margin) * 45 / 200, abs=0.1)
    assert drawn.grant + drawn.own_share < drawn.full


def test_a_name_is_escaped(html: str) -> None:
    assert "Alfa &amp; Čapek" in html


def test_an_indexed_fact_names_who_published_it(rules: Rules) -> None:
    known = FakePipeline()
    rule = next(iter(rules))
    fact = Cited(known)._fact("Z900", "it")
    assert fact.origins[0].words == "Associazione delle imprese, novembre 2025"
    assert [one.text for one in Cited(known).facts(rule, "it")] == [""]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("it", "# Verifica dei requisiti per una candidatura ZIS"),
        ("en", "# Check of the requirements for a ZIS candidacy"),
    ],
)
def test_a_check_is_a_document(language: Language, title: str, result: Check) -> None:
    day = dt.date(2026, 11, 24)
    made = check_document(result, language, lambda rule: list(rule.facts), day)
    text = to_markdown(made)
    assert text.startswith(title)
    assert "2026" in made.footer
    assert "Regione Lombardia" in made.footer
    assert [one.rule.id for one in result.conditions if one.rule.id not in text] == []
    assert "Alfa & Čapek" in text
