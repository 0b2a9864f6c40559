"""``sportello eval``: generate or load answers, score them, tell, compare with a baseline."""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.console import write, write_json
from assistant.errors import InputError
from assistant.settings import CHECKOUT, Settings
from assistant.text import say
from evals.answers import Answers, ask_file, generate, load_answers, score_all
from evals.cases import Case, chosen, load_cases
from evals.report import failures, report
from evals.results import Comparison, by_kind, compare, figures

if TYPE_CHECKING:
    from evals.answers import Score


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure the answers to the cases; 1 when a baseline is given and something got worse."""
    _check_suffix(arguments.report)
    baseline = _baseline(arguments.baseline) if arguments.baseline else None
    cases = chosen(load_cases(_facts(settings)), arguments.split, arguments.suites)
    if arguments.ask_file:
        _write_lines(arguments.ask_file, list(ask_file(cases)))
        return 0
    answers = _answers(cases, arguments, settings)
    scores = score_all(cases, answers)
    comparison = compare(scores, baseline) if baseline is not None else None
    _tell(arguments, settings, cases, scores, answers, comparison)
    return 1 if comparison and comparison.regressed else 0


def _tell(
    arguments: argparse.Namespace,
    settings: Settings,
    cases: Sequence[Case],
    scores: Sequence["Score"],
    answers: dict[str, Answers],
    comparison: Comparison | None,
) -> None:
    scored = {score.id for score in scores}
    unscored = [name for case in cases for name in case.askings if name not in scored]
    about = _about(arguments, answers)
    if arguments.json:
        write_json(_results(about, scores, unscored, comparison))
    text = report(scores, unscored, about, settings.language, comparison)
    if arguments.failures or arguments.questions:
        worded = failures(scores, cases, settings.language, questions=arguments.questions)
        text = f"{text}\n\n{worded}"
    if arguments.report:
        _write_text(arguments.report, f"{text}\n")
    if not arguments.json:
        write(text)


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


def _results(
    about: dict[str, str],
    scores: Sequence["Score"],
    unscored: Sequence[str],
    comparison: Comparison | None,
) -> dict[str, Any]:
    """Return the results file: what was run, the figures, and a row an asking."""
    return {
        "about": about,
        "all": figures(scores).as_json(),
        "kinds": {kind: one.as_json() for kind, one in by_kind(scores).items()},
        "unscored": list(unscored),
        "comparison": comparison.as_json() if comparison else None,
        "askings": [score.as_json() for score in scores],
    }


def _facts(settings: Settings) -> frozenset[str]:
    from assistant.ingestion.facts import load_knowledge

    return frozenset(passage.id for passage in load_knowledge(settings.corpus)[1])


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
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        raise InputError("eval.write", file=str(path)) from None
