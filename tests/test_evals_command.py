"""``sportello eval``: the command, with saved answers instead of an index."""

import json
from pathlib import Path
from typing import Any

import pytest

import evals.command
from assistant.cli import main
from evals.cases import Case
from tests.test_evals_answers import CASE

RIGHT = {"text": "A university; one lead.", "outcome": "answered"}
WRONG = {"text": "I cannot say.", "outcome": "not_in_sources"}


@pytest.fixture(autouse=True)
def _one_case(monkeypatch: pytest.MonkeyPatch) -> None:
    def only(facts: frozenset[str]) -> tuple[Case, ...]:
        return (CASE,)

    monkeypatch.setattr(evals.command, "load_cases", only)


def saved(folder: Path, first: dict[str, Any], second: dict[str, Any]) -> str:
    rows = [{"id": "C01", "answers": [first]}, {"id": "C01~1", "answers": [second]}]
    path = folder / "answers.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return str(path)


def baseline(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    main(["eval", "--json", "--answers", saved(folder, RIGHT, RIGHT)])
    (folder / "baseline.json").write_text(capsys.readouterr().out, encoding="utf-8")
    return str(folder / "baseline.json")


def test_saved_answers_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "--json", "--answers", saved(tmp_path, RIGHT, WRONG)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["all"]["whole"]["count"], found["all"]["whole"]["of"]) == (1, 2)


def test_wrong_answers_without_a_baseline_are_no_regression(tmp_path: Path) -> None:
    assert main(["eval", "--answers", saved(tmp_path, WRONG, WRONG)]) == 0


def test_the_same_answers_as_the_baseline_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = baseline(tmp_path, capsys)
    answers = saved(tmp_path, RIGHT, RIGHT)
    assert main(["eval", "--baseline", before, "--answers", answers]) == 0


def test_worse_answers_than_the_baseline_exit_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = baseline(tmp_path, capsys)
    answers = saved(tmp_path, RIGHT, WRONG)
    assert main(["eval", "--baseline", before, "--answers", answers]) == 1
    assert "C01~1" in capsys.readouterr().out


def test_failures_are_listed_without_the_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["eval", "--failures", "--answers", saved(tmp_path, RIGHT, WRONG)])
    shown = capsys.readouterr().out
    assert "only one" in shown
    assert "who is the lead partner" not in shown


def test_questions_are_shown_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["eval", "--questions", "--answers", saved(tmp_path, RIGHT, WRONG)])
    assert "who is the lead partner" in capsys.readouterr().out


def test_the_report_is_a_markdown_file(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    main(["eval", "--report", str(report), "--answers", saved(tmp_path, RIGHT, WRONG)])
    assert report.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", ["report.pdf", "report"])
def test_a_report_of_another_kind_is_a_usage_error(tmp_path: Path, name: str) -> None:
    assert main(["eval", "--report", str(tmp_path / name)]) == 2


def test_a_baseline_that_is_no_result_is_a_usage_error(tmp_path: Path) -> None:
    assert main(["eval", "--baseline", saved(tmp_path, RIGHT, RIGHT)]) == 2


def test_the_askings_are_written_for_a_batch(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    main(["eval", "--ask-file", str(batch)])
    rows = [json.loads(line) for line in batch.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["C01", "C01~1"]
