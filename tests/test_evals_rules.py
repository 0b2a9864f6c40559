"""The suite of the rules: every case right, a wrong one told and failing the run."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.cli import main
from assistant.errors import InputError
from assistant.settings import Settings
from evals import rules as suite
from evals.rules import FILE, failures_of, load_rule_cases, run_rules, shares_of
from evals.suites import run_suites

RIGHT = {
    "id": "L1",
    "about": "a Comune leads",
    "turns": ["Il Comune può fare da capofila?"],
    "states": {"capofila-privato": "not_met"},
}
WRONG = {**RIGHT, "id": "L2", "states": {"capofila-privato": "met", "no-such-rule": "met"}}
SUM = {
    "id": "M1",
    "about": "a sum",
    "partnership": {"quote": [{"what": "x", "amount": "150k"}]},
    "grant": "75000.00",
    "own_share": "75000",
}


def written(folder: Path, *cases: dict[str, Any]) -> Path:
    path = folder / "rules.yaml"
    path.write_text(yaml.safe_dump(list(cases), allow_unicode=True), encoding="utf-8")
    return path


def test_every_shipped_case_is_right() -> None:
    assert failures_of(run_rules(Settings())) == ()


def test_there_are_cases_enough_of_every_kind() -> None:
    cases = load_rule_cases()
    assert len(cases) >= 80
    assert {case.id[0] for case in cases} == set("LPCTMQDW")


def test_the_cases_expect_every_rule_that_sets_a_condition_in_some_state() -> None:
    expected = {rule for case in load_rule_cases() for rule in case.states}
    done = run_rules(Settings())
    known = {one.what for ruled in done for one in ruled.expected}
    assert expected <= known
    assert len(expected) > 35


def test_a_case_that_is_not_right_is_told_with_what_was_found(tmp_path: Path) -> None:
    ruled = run_rules(Settings(), written(tmp_path, RIGHT, WRONG, SUM))
    assert [one.is_right for one in ruled] == [True, False, True]
    (line,) = failures_of(ruled)
    assert line.startswith("L2")
    assert "capofila-privato not_met, met" in line
    assert "no-such-rule -, met" in line


def test_the_shares_are_of_each_group_and_of_all(tmp_path: Path) -> None:
    shares = shares_of(run_rules(Settings(), written(tmp_path, RIGHT, WRONG, SUM)))
    assert {name: (one.count, one.of) for name, one in shares.items()} == {
        "L": (1, 2),
        "M": (1, 1),
        "all": (2, 3),
    }


@pytest.mark.parametrize(
    "case",
    [
        {**RIGHT, "stats": {}},
        {**RIGHT, "states": {"capofila-privato": "perhaps"}},
        {**RIGHT, "partnership": {}},
        {"id": "L1", "about": "x"},
        {**RIGHT, "grant": "much"},
    ],
)
def test_a_case_that_is_wrong_itself_is_told_by_its_place(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    with pytest.raises(InputError) as caught:
        load_rule_cases(written(tmp_path, SUM, case))
    assert caught.value.params["line"] == 2


def test_an_id_used_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load_rule_cases(written(tmp_path, RIGHT, RIGHT))


def test_the_suite_runs_without_an_index_and_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "rules", "--json", "--data", str(tmp_path / "none")]) == 0
    (result,) = json.loads(capsys.readouterr().out)["suites"].values()
    assert result["failures"] == []


def test_a_failing_case_fails_the_run_and_is_in_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite.run_rules, "__defaults__", (written(tmp_path, WRONG),))
    page = tmp_path / "r.html"
    assert main(["eval", "rules", "--report", str(page)]) == 1
    assert "L2" in capsys.readouterr().out
    assert "L2" in page.read_text(encoding="utf-8")


def test_the_suite_is_run_when_none_is_named() -> None:
    assert FILE.is_file()
    (result,) = run_suites(("rules",), Settings(), "dev")
    assert result.suite == "rules"
