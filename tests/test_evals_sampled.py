"""Evaluations of a model: samples, their mean, what was right every time, a judge that is told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.errors import InputError
from assistant.settings import Settings
from evals.answers import Answers, load_answers, load_lines
from evals.cases import Case, load_cases
from evals.judge import judge_all
from evals.sampled import Sampled, ask_samples, cost, sampled, tell_samples
from tests.fault_server import Asked, FaultServer, Sent, spoken

QUOTE = {"passage": "f1", "words": "La capofila è una sola."}


def case(name: str, kind: str) -> dict[str, Any]:
    return {
        "id": name,
        "suite": "s",
        "split": "dev",
        "lang": "it",
        "kind": kind,
        "question": "Chi fa da capofila?",
        "outcomes": ["answered"],
        "must": [{"any": ["una sola"], "w": 1, "what": "one"}],
    }


@pytest.fixture
def cases(tmp_path: Path) -> tuple[Case, ...]:
    rows = [case("A", "lead"), case("B", "lead"), case("C", "money")]
    path = tmp_path / "cases.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tuple(load_cases({}, tmp_path))


def answer(right: bool, *, mode: str = "llm", fault: str = "") -> dict[str, Any]:
    asking = {"tokens": {"system": 40, "passages": 60}, "tokens_out": 10, "fault": fault}
    return {
        "standalone_question": "Chi fa da capofila?",
        "text": "La capofila è una sola." if right else "Non so.",
        "outcome": "answered",
        "claims": [{"quotes": [QUOTE]}],
        "mode": mode,
        "made": {"askings": [asking]},
    }


def run(a: bool, b: bool, c: bool) -> dict[str, Answers]:
    return {name: [answer(right)] for name, right in zip("ABC", (a, b, c), strict=True)}


@pytest.fixture
def told(cases: tuple[Case, ...]) -> Sampled:
    runs = [run(True, True, False), run(True, False, False)]
    runs[1]["C"] = [answer(False, mode="embedded", fault="timeout")]
    return sampled(runs, cases, Settings(llm_model="m", llm_prices={"m": (1.0, 10.0)}), None)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


def test_the_mean_and_what_was_right_every_time_are_told(told: Sampled) -> None:
    assert told.shares() == pytest.approx([2 / 3, 1 / 3])
    assert told.mean() == pytest.approx(0.5)
    assert (told.all_right().count, told.all_right().of) == (1, 3)
    assert told.mean("money") == 0


def test_what_the_model_worded_and_why_it_did_not_is_counted(told: Sampled) -> None:
    assert (told.worded.count, told.worded.of) == (5, 6)
    assert told.faults == {"timeout": 1}


def test_tokens_are_added_up_and_priced(told: Sampled) -> None:
    assert (told.tokens_in, told.tokens_out) == (600, 60)
    assert told.cost == pytest.approx(0.0012)
    assert cost(10, 10, Settings(llm_model="other")) is None


def test_there_is_no_column_of_a_judge_without_one(told: Sampled) -> None:
    assert "non calibrato" not in tell_samples(told, "it")
    assert "0.33" in tell_samples(told, "it")
    assert told.as_json()["judge"] is None


def test_every_sample_has_cassettes_of_its_own() -> None:
    folders: list[str] = []

    def ask(settings: Settings) -> dict[str, Answers]:
        folders.append(settings.llm_cassettes)
        return {}

    ask_samples(2, Settings(llm_cassettes="kept"), ask)
    ask_samples(1, Settings(), ask)
    assert folders == ["kept/1", "kept/2", ""]


def judging(server: FaultServer, *replies: str) -> Settings:
    def model(asked: Asked) -> Sent:
        yield from spoken(replies[(asked.time - 1) % len(replies)])

    server.replies["judge"] = model
    return Settings(
        mode="llm", llm_base_url=server.base_url, llm_model="m", llm_model_judge="judge"
    )


def test_a_judge_is_not_calibrated_without_labels_of_people(
    server: FaultServer, cases: tuple[Case, ...]
) -> None:
    settings = judging(server, '{"reason": "r", "verdict": "good"}')
    judged = judge_all(run(True, True, False), settings, None)
    shown = tell_samples(sampled([run(True, True, False)], cases, settings, judged), "en")
    assert judged
    assert judged.agreed is None
    assert "non calibrato" in shown


@pytest.mark.parametrize("reply", ["no", '{"reason": "r", "verdict": "great"}', '{"verdict": 3}'])
def test_a_verdict_that_cannot_be_read_is_missing_and_not_wrong(
    server: FaultServer, reply: str
) -> None:
    judged = judge_all(run(True, True, False), judging(server, reply), None)
    assert judged
    assert judged.verdicts == {}
    assert judged.good("ABC").of == 0


def test_labels_of_people_calibrate_a_judge(
    server: FaultServer, cases: tuple[Case, ...], tmp_path: Path
) -> None:
    labels = tmp_path / "labels.jsonl"
    rows = [{"id": "A", "verdict": "good"}, {"id": "B", "verdict": "wrong"}]
    labels.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    settings = judging(server, '{"reason": "r", "verdict": "good"}')
    judged = judge_all(run(True, True, False), settings, labels)
    assert judged
    assert judged.agreed
    assert (judged.agreed.count, judged.agreed.of) == (1, 2)
    shown = tell_samples(sampled([run(True, True, False)], cases, settings, judged), "en")
    assert "non calibrato" not in shown


def test_a_label_that_is_no_verdict_is_refused(server: FaultServer, tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text('{"id": "A", "verdict": "bello"}', encoding="utf-8")
    with pytest.raises(InputError):
        judge_all({}, judging(server, "{}"), labels)


def test_a_judge_is_shown_the_answer_and_its_quotations(server: FaultServer) -> None:
    judge_all({"A": [answer(True)]}, judging(server, '{"reason": "r", "verdict": "good"}'), None)
    sent = server.asked[0].body["messages"][1]["content"]
    assert "Chi fa da capofila?" in sent
    assert "1. La capofila è una sola." in sent


def test_a_line_of_answers_that_is_wrong_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "A", "answers": []}\n\n{"id": "B"}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_answers(path)
    assert caught.value.params["line"] == 3
    assert [number for number, _ in load_lines(path)] == [1, 3]


def test_a_mode_without_a_model_is_a_usage_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["eval", "answers", "--mode", "llm"]) == 2
    assert "SPORTELLO_LLM_MODEL" in capsys.readouterr().err
