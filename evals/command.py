"""``sportello eval``: generate or load answers, score them, tell, compare with a baseline."""

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.console import write, write_json
from assistant.errors import InputError
from assistant.model import Language
from assistant.settings import CHECKOUT, Settings
from evals.answers import Answers, Score, ask_file, generate, load_answers, score_all
from evals.cases import Case, chosen, facts_of, load_cases
from evals.differences import difference, rows
from evals.report import failures, report
from evals.results import Run, compare, figures
from evals.systems import SYSTEMS, system, without

BASELINES = Path(__file__).resolve().parent / "baselines"


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure the answers to the cases; 1 when a baseline is given and something got worse."""
    _check_suffix(arguments.report)
    baseline = _saved(arguments.baseline)["askings"] if arguments.baseline else None
    cases = chosen(load_cases(facts_of(settings)), arguments.split, arguments.suites)
    if arguments.ask_file:
        _write_lines(arguments.ask_file, list(ask_file(cases)))
        return 0
    if arguments.systems:
        return _save_systems(cases, arguments, settings)
    with without(arguments.without, settings) as chosen_settings:
        done, answers = _done(cases, baseline, arguments, chosen_settings)
    _tell(done, cases, answers, arguments, settings.language)
    return 1 if done.comparison and done.comparison.regressed else 0


def _done(
    cases: Sequence[Case],
    baseline: Sequence[Mapping[str, Any]] | None,
    arguments: argparse.Namespace,
    settings: Settings,
) -> tuple[Run, dict[str, Answers]]:
    """Return the run: answers generated or loaded, scored, measured and compared."""
    answers = _answers(cases, arguments, settings)
    scores = tuple(score_all(cases, answers))
    measures = _measures(cases, scores, answers, arguments, settings)
    ours = [score.as_json() for score in scores]
    others = {name: saved["askings"] for name, saved in _systems(arguments.split).items()}
    done = Run(
        _about(arguments, answers),
        scores,
        _unscored(cases, scores),
        compare(scores, baseline) if baseline is not None else None,
        measures,
        tuple(difference(name, ours, rows) for name, rows in others.items()),
    )
    return done, answers


def _measures(
    cases: Sequence[Case],
    scores: Sequence[Score],
    answers: dict[str, Answers],
    arguments: argparse.Namespace,
    settings: Settings,
) -> Mapping[str, Any]:
    """Return the measures beside the scores; none where only saved answers are scored."""
    if arguments.answers or not scores:
        return {}
    from assistant.answering.pipeline import Pipeline
    from evals.measures import measure

    return measure(cases, scores, answers, Pipeline(settings), arguments.as_of)


def _tell(
    done: Run,
    cases: Sequence[Case],
    answers: dict[str, Answers],
    arguments: argparse.Namespace,
    language: Language,
) -> None:
    text = report(done, language)
    if arguments.failures or arguments.questions:
        text += f"\n\n{failures(done.scores, cases, language, questions=arguments.questions)}"
    if arguments.report:
        _write_report(arguments.report, text, done, (cases, answers), arguments)
    if arguments.json:
        write_json(done.as_json())
    else:
        write(text)


def _write_report(
    path: Path,
    text: str,
    done: Run,
    asked: tuple[Sequence[Case], dict[str, Answers]],
    arguments: argparse.Namespace,
) -> None:
    """Write Markdown, or the page with the results and JUnit XML beside it."""
    if path.suffix == ".md":
        _write_text(path, f"{text}\n")
        return
    from evals.junit import junit
    from evals.page import Material, page

    cases, answers = asked
    words = arguments.questions or arguments.split == "dev"
    shown = Material(cases, answers, _systems(arguments.split), words)
    language: Language = arguments.report_language
    _write_text(path, page(done, shown, language))
    results = json.dumps(done.as_json(), ensure_ascii=False, indent=1)
    _write_text(path.with_name("results.json"), f"{results}\n")
    _write_text(path.with_name("junit.xml"), junit(done.scores, cases, language))


def _systems(split: str) -> dict[str, Any]:
    """Return what the other systems came to, as it was last saved; nothing where it never was."""
    path = BASELINES / f"systems-{split}.json"
    return dict(_saved(path)["systems"]) if path.is_file() else {}


def _save_systems(cases: Sequence[Case], arguments: argparse.Namespace, settings: Settings) -> int:
    """Ask the cases of every other system, and save what they come to for the reports."""
    saved = {}
    for name in SYSTEMS[1:]:
        with system(name, settings) as answering:
            answers = {
                row["id"]: row["answers"] for row in generate(cases, answering, arguments.as_of)
            }
        scores = score_all(cases, answers)
        saved[name] = {"figures": figures(scores).as_json(), "askings": rows(scores)}
        write(name)
    path = BASELINES / f"systems-{arguments.split}.json"
    _write_text(path, f"{json.dumps({'systems': saved}, indent=1)}\n")
    return 0


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
    found = list(generate(cases, pipeline.answer, arguments.as_of))
    if arguments.keep_answers:
        _write_lines(arguments.keep_answers, found)
    return {row["id"]: row["answers"] for row in found}


def _about(arguments: argparse.Namespace, answers: dict[str, Answers]) -> dict[str, str]:
    """Return what the figures depend on: split, suites, day, corpus, mode, part off, packages."""
    told = [answer for given in answers.values() for answer in given]
    lock = (CHECKOUT / "requirements.lock").read_bytes()
    return {
        "split": arguments.split,
        "suites": " ".join(arguments.suites) or "*",
        "as_of": _values(told, "as_of"),
        "corpus": _values(told, "corpus_digest"),
        "mode": _values(told, "mode"),
        "without": arguments.without or "-",
        "packages": hashlib.sha256(lock).hexdigest()[:16],
    }


def _values(answers: Sequence[Any], key: str) -> str:
    return ", ".join(sorted({str(answer[key])[:16] for answer in answers if answer.get(key)}))


def _saved(path: Path) -> dict[str, Any]:
    """Return a saved run or systems; InputError when the file is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content.get("askings") or content["systems"]
    except (OSError, ValueError, KeyError, AttributeError):
        raise InputError("eval.baseline", file=str(path)) from None
    return dict(content)


def _check_suffix(path: Path | None) -> None:
    if path and path.suffix not in (".md", ".html"):
        raise InputError("eval.report", file=str(path))


def _write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    _write_text(path, "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))


def _write_text(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        raise InputError("eval.write", file=str(path)) from None
