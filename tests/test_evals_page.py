"""The report as one page, and as JUnit XML."""

import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

from evals.differences import Difference
from evals.junit import junit
from evals.page import Material, page
from evals.results import Run, compare
from tests.test_evals_answers import CASE, scored, told

SECRET = "Who leads?"
WRONG = scored("C01", whole=False)
RIGHT = scored("C01~1")
QUOTE = {"words": "A university"}
ANSWER = told("A university & more.", claims=[{"quotes": [QUOTE]}])
ANSWERS = {"C01": [ANSWER], "C01~1": [ANSWER]}


def drawn(*, questions: bool = True) -> str:
    before = [{**scored("C01").as_json()}, {**RIGHT.as_json()}]
    run = Run(
        {"split": "dev"},
        (WRONG, RIGHT),
        comparison=compare([WRONG, RIGHT], before),
        measures={"risk_coverage": {"points": [(0.5, 0.0), (1.0, 0.5)], "area": 0.25}},
        differences=(Difference("bm25", 0.4, (0.1, 0.6), 2),),
    )
    return page(run, Material((CASE,), ANSWERS, {}, questions), "en")


def test_the_page_asks_no_other_host_and_runs_no_script() -> None:
    drawn_page = drawn()
    assert re.findall(r"(?:src|href)=|https?://|<script", drawn_page) == []


def test_the_verdict_and_what_flipped_come_first() -> None:
    drawn_page = drawn()
    assert drawn_page.index("Worse than the baseline") < drawn_page.index("By kind of question")
    assert "C01" in drawn_page[: drawn_page.index("By kind of question")]


def test_cited_text_is_marked_and_every_value_escaped() -> None:
    drawn_page = drawn()
    assert "<mark>A university</mark>" in drawn_page
    assert "&amp; more." in drawn_page


def test_the_words_of_cases_are_shown_only_when_asked_for() -> None:
    assert SECRET in drawn()
    assert SECRET not in drawn(questions=False)
    assert "A university" not in drawn(questions=False)


def test_what_is_not_wholly_right_is_a_failure_for_a_ci_server() -> None:
    suite = fromstring(junit([WRONG, replace(RIGHT)], [CASE], "en"))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case.get("name") for case in suite if len(case)] == ["C01"]
