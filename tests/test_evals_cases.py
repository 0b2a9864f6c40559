"""The evaluation cases: what is wrong in one is told by file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InputError
from assistant.settings import load_settings
from evals.answers import score
from evals.cases import Case, chosen, facts_of, load_cases

ROW: dict[str, Any] = {
    "id": "C01",
    "suite": "answers",
    "split": "dev",
    "lang": "en",
    "kind": "factual",
    "question": "Who leads?",
    "variants": ["who is the lead partner"],
    "outcomes": ["answered"],
    "must": [{"any": ["lead"], "w": 2, "what": "names the lead"}],
    "fact_ids": ["lead"],
}
FACTS = {"lead": ("Chi guida è privato.", "Who leads is private.")}
SHIPPED = load_cases(facts_of(load_settings()))


def write(folder: Path, *rows: dict[str, Any]) -> None:
    lines = [json.dumps(ROW | row) for row in rows]
    (folder / "some.jsonl").write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "C01"},
        {"must": [{"any": ["("], "what": "a bracket that is never closed"}]},
        {"must": [{"any": [], "what": "nothing to look for"}]},
        {"fact_ids": ["nowhere"]},
        {"gold": [{"fact": "lead", "words": "Who leads is public."}]},
        {"outcomes": ["perfect"]},
        {"must_nots": []},
        {"question": None},
        {"turns": ["and", "both"]},
        {"must": [{"any": ["lead"], "what": "a turn too far", "turn": 2}]},
    ],
    ids=lambda row: next(iter(row)),
)
def test_a_wrong_case_is_told_by_file_and_line(tmp_path: Path, wrong: dict[str, Any]) -> None:
    write(tmp_path, {}, {"id": "C02"} | wrong)
    with pytest.raises(InputError) as raised:
        load_cases(FACTS, tmp_path)
    assert raised.value.key == "eval.case"
    assert (raised.value.params["file"], raised.value.params["line"]) == ("some.jsonl", 2)


def test_a_line_that_is_no_json_is_a_wrong_case(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(InputError):
        load_cases(FACTS, tmp_path)


def test_every_wording_of_a_case_has_its_own_id(tmp_path: Path) -> None:
    write(tmp_path, {})
    case = load_cases(FACTS, tmp_path)[0]
    assert case.askings == ("C01", "C01~1")
    assert case.wordings == (("Who leads?",), ("who is the lead partner",))


def test_the_digest_of_a_case_changes_with_what_decides_and_not_with_its_tags() -> None:
    case = Case.model_validate(ROW)
    assert case.digest == Case.model_validate(ROW | {"tags": ["critical"]}).digest
    assert case.digest != Case.model_validate(ROW | {"outcomes": ["partial"]}).digest


def test_the_cases_of_a_split_and_of_a_suite_are_chosen() -> None:
    cases = [Case.model_validate(ROW), Case.model_validate(ROW | {"id": "C02", "split": "test"})]
    assert [case.id for case in chosen(cases, "test", ["answers"])] == ["C02"]


def test_a_suite_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(InputError, match=r"eval\.suite"):
        chosen([Case.model_validate(ROW)], "dev", ["answer"])


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.id)
def test_the_patterns_of_a_shipped_case_accept_its_reference(case: Case) -> None:
    told = case.reference_turns or [""] * (len(case.wordings[0]) - 1) + [case.reference]
    found = score(case, case.id, [{"text": text} for text in told])
    assert (found.missed, found.said) == ((), ())


@pytest.mark.parametrize("case", [case for case in SHIPPED if case.bad], ids=lambda case: case.id)
def test_the_patterns_of_a_shipped_case_refuse_its_wrong_answer(case: Case) -> None:
    told = [*(case.reference_turns or [""])[:-1], case.bad]
    found = score(case, case.id, [{"text": text} for text in told])
    assert found.missed or found.said
