"""``sportello eval``: generate or load answers, score them, tell, compare with a baseline."""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.console import write, write_json
from assistant.errors import InputError
from assistant.model import Language
from assistant.settings import CHECKOUT, Settings
from evals.answers import Answers, Score, ask_file, generate, load_answers, score_all
from evals.cases import Case, chosen, fact_ids, load_cases
from evals.report import failures, report
from evals.results import Run, compare


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure the answers to the cases; 1 when a baseline is given and something got worse."""
    _check_suffix(arguments.report)
    baseline = _baseline(arguments.baseline) if arguments.baseline else None
    cases = chosen(load_cases(fact_ids(settings)), arguments.split, arguments.suites)
    if arguments.ask_file:
        _write_lines(arguments.ask_file, list(ask_file(cases)))
        return 0
    answers = _answers(cases, arguments, settings)
    scores = tuple(score_all(cases, answers))
    comparison = compare(scores, baseline) if baseline is not None else None
    about = _about(arguments, answers)
    done = Run(about, scores, _unscored(cases, scores), comparison)
    _tell(done, cases, arguments, settings.language)
    return 1 if comparison and comparison.regressed else 0


def _tell(
    done: Run, cases: Sequence[Case], arguments: argparse.Namespace, language: Language
) -> None:
    text = report(done, language)
    if arguments.failures or arguments.questions:
        text += f"\n\n{failures(done.scores, cases, language, questions=arguments.questions)}"
    if arguments.report:
        _write_text(arguments.report, f"{text}\n")
    if arguments.json:
        write_json(done.as_json())
    else:
        write(text)


def _unscored(cases: Sequence[Case], scores: Sequence[Score]) -> tuple[str, ...]:
    scored = {score.id for score in scores}
    return tuple(name for case in cases for name in case.askings if name not in scored)


def _answers(
    cases: Sequence[Case], arguments: argparse.Namespace, settings: Settings
) -> dict[str, Answers]:
    """Return the answers of a file, or ask the pipeline and keep what it says where told."""
    if arguments.answers:
        return load_answers(arguments.answers)
    from assistant.answering.pipeline import Pipeline

    pipeline = Pipeline(settings)
    pipeline.search("", 1)  # without an index, say so now and not case by case
    rows = list(generate(cases, pipeline.answer, arguments.as_of))
    if arguments.keep_answers:
        _write_lines(arguments.keep_answers, rows)
    return {row["id"]: row["answers"] for row in rows}


def _about(arguments: argparse.Namespace, answers: dict[str, Answers]) -> dict[str, str]:
    """Return what the figures depend on: split, suites, day, corpus, mode, packages."""
    told = [answer for given in answers.values() for answer in given]
    lock = (CHECKOUT / "requirements.lock").read_bytes()
    return {
        "split": arguments.split,
        "suites": " ".join(arguments.suites) or "*",
        "as_of": _values(told, "as_of"),
        "corpus": _values(told, "corpus_digest"),
        "mode": _values(told, "mode"),
        "packages": hashlib.sha256(lock).hexdigest()[:16],
    }


def _values(answers: Sequence[Any], key: str) -> str:
    return ", ".join(sorted({str(answer[key])[:16] for answer in answers if answer.get(key)}))


def _baseline(path: Path) -> list[dict[str, Any]]:
    try:
        return list(json.loads(path.read_text(encoding="utf-8"))["askings"])
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError("eval.baseline", file=str(path)) from None


def _check_suffix(path: Path | None) -> None:
    if path and path.suffix != ".md":
        raise InputError("eval.report", file=str(path))


def _write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    _write_text(path, "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        raise InputError("eval.write", file=str(path)) from None
