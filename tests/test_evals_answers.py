"""Answers scored, summed up and compared with a baseline."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InputError
from assistant.model import Answer, Question
from evals.answers import Score, generate, load_answers, score, score_all
from evals.cases import Case
from evals.results import compare, figures

TODAY = dt.date(2030, 1, 1)
CASE = Case.model_validate(
    {
        "id": "C01",
        "suite": "answers",
        "split": "dev",
        "lang": "en",
        "kind": "factual",
        "question": "Who leads?",
        "variants": ["who is the lead partner"],
        "outcomes": ["answered", "partial"],
        "must": [
            {"any": ["university", "ateneo"], "w": 2, "what": "who"},
            {"any": ["one lead"], "w": 1, "what": "only one"},
        ],
        "must_not": [{"any": [r"any company"], "what": "everybody may"}],
        "fact_ids": ["lead", "number"],
    }
)
DIALOGUE = CASE.model_copy(
    update={"question": None, "turns": ("Who?", "Only one?"), "variants": ()}
)


def told(text: str, outcome: str = "answered", **more: Any) -> dict[str, Any]:
    return {"text": text, "outcome": outcome, **more}


def scored(name: str = "C01", *, whole: bool = True, **changes: Any) -> Score:
    right = score(CASE, name, [told("A university; one lead.")])
    missed = () if whole else ("who",)
    return replace(right, missed=missed, case=name.partition("~")[0], **changes)


def echo(question: Question) -> Answer:
    text = " > ".join([*question.earlier, question.text])
    return Answer(question.text, question.text, "en", "answered", text, TODAY)


def crash(question: Question) -> Answer:
    raise RuntimeError(question.text)


def test_an_answer_is_wholly_right_when_outcome_musts_and_must_nots_are() -> None:
    assert score(CASE, "C01", [told("A university. ONE\nlead.")]).whole


@pytest.mark.parametrize(
    "answer",
    [
        told("A university; one lead.", "clarify"),
        told("A university."),
        told("A university; one lead; any company."),
        told("A university; one lead.", notices=["Any company may lead."]),
    ],
    ids=["outcome", "must", "must_not", "must_not in a notice"],
)
def test_an_answer_with_one_fault_is_not_wholly_right(answer: dict[str, Any]) -> None:
    assert not score(CASE, "C01", [answer]).whole


def test_the_weight_of_the_musts_that_are_met_is_counted() -> None:
    found = score(CASE, "C01", [told("A university.")])
    assert (found.met, found.weight, found.missed) == (2, 3, ("only one",))


def test_the_facts_that_an_answer_quotes_are_counted() -> None:
    claims = [{"quotes": [{"passage": "lead"}, {"passage": "another"}]}]
    found = score(CASE, "C01", [told("", claims=claims)])
    assert (found.cited, found.gold) == (1, 2)


def test_a_must_of_a_dialogue_may_be_met_in_any_turn() -> None:
    assert score(DIALOGUE, "C01", [told("A university."), told("One lead.")]).whole


def test_a_must_that_names_its_turn_is_met_there_or_not_at_all() -> None:
    second = tuple(demand.model_copy(update={"turn": 2}) for demand in DIALOGUE.must)
    case = DIALOGUE.model_copy(update={"must": second})
    assert score(case, "C01", [told("A university."), told("One lead.")]).missed == ("who",)


def test_the_outcome_of_a_dialogue_is_that_of_its_last_answer() -> None:
    told_both = [told("A university."), told("One lead.", "failed")]
    assert not score(DIALOGUE, "C01", told_both).outcome_right


def test_a_dialogue_is_asked_turn_after_turn() -> None:
    row = next(generate([DIALOGUE], echo, TODAY))
    assert [answer["text"] for answer in row["answers"]] == ["Who?", "Who? > Only one?"]


def test_a_crash_is_one_failed_answer() -> None:
    rows = list(generate([CASE], crash, TODAY))
    assert [row["answers"][0]["outcome"] for row in rows] == ["failed", "failed"]


def test_an_asking_without_an_answer_is_unscored_and_not_wrong() -> None:
    found = score_all([CASE], {"C01~1": [told("A university; one lead.")]})
    assert [one.id for one in found] == ["C01~1"]


def test_a_saved_line_that_holds_no_answers_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "saved.jsonl").write_text('{"id": "C01"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="batch_line"):
        load_answers(tmp_path / "saved.jsonl")


def test_a_case_is_stable_when_every_wording_of_it_is_right() -> None:
    found = figures([scored("A"), scored("A~1", whole=False), scored("B"), scored("B~1")])
    assert (found.whole.count, found.whole.of) == (3, 4)
    assert (found.stable.count, found.stable.of) == (1, 2)


def test_the_same_answers_are_no_regression() -> None:
    run = [scored("A"), scored("B", whole=False)]
    found = compare(run, [one.as_json() for one in run])
    assert (found.paired, found.regressed, found.p) == (2, False, 1.0)


def test_more_lost_than_won_is_a_regression() -> None:
    before = [scored("A").as_json(), scored("B").as_json()]
    found = compare([scored("A"), scored("B", whole=False)], before)
    assert (found.lost, found.won, found.regressed) == (("B",), (), True)


def test_as_many_won_as_lost_is_no_regression() -> None:
    before = [scored("A").as_json(), scored("B", whole=False).as_json()]
    found = compare([scored("A", whole=False), scored("B")], before)
    assert (found.cases_lost, found.cases_won, found.regressed) == (1, 1, False)


def test_a_critical_case_that_newly_fails_is_a_regression_whatever_is_won() -> None:
    before = [scored("A").as_json(), scored("B", whole=False).as_json()]
    found = compare([scored("A", whole=False, tags=("critical",)), scored("B")], before)
    assert (found.critical, found.regressed) == (("A",), True)


def test_a_forbidden_claim_that_is_new_is_a_regression() -> None:
    before = [scored("A", whole=False).as_json()]
    found = compare([scored("A", whole=False, said=("everybody may",))], before)
    assert (found.forbidden, found.regressed) == (("A",), True)


def test_a_case_that_changed_since_the_baseline_is_not_compared() -> None:
    before = [scored("A", digest="another").as_json()]
    found = compare([scored("A", whole=False)], before)
    assert (found.paired, found.unpaired, found.regressed) == (0, 1, False)
