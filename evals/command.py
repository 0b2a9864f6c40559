"""``sportello eval``: generate or load answers, score them, tell, compare with a baseline."""

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.console import write
from assistant.settings import CHECKOUT, Settings
from evals.answers import Answers, Score, ask_file, generate, load_answers, score_all
from evals.cases import Case, chosen, facts_of, load_cases
from evals.differences import difference, rows
from evals.files import saved, systems_file, systems_of, write_lines, write_text
from evals.judge import judge_all
from evals.output import Asked, check_suffix, tell
from evals.results import Run, compare, figures
from evals.sampled import Runs, Sampled, ask_samples, configured, sampled
from evals.suites import SUITES, run_suites
from evals.systems import SYSTEMS, system, without

_DECIDING = {"language", "embedder", "dense_weight", "candidates", "passage_tokens"}


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure the answers to the cases; 1 when a baseline is given and something got worse."""
    check_suffix(arguments.report)
    settings = configured(arguments, settings)
    baseline = saved(arguments.baseline)["askings"] if arguments.baseline else None
    asked, measured = _suites(arguments.suites)
    loaded = load_cases(facts_of(settings))
    cases = chosen(loaded, arguments.split, asked) if asked or not measured else ()
    if arguments.ask_file:
        write_lines(arguments.ask_file, list(ask_file(cases)))
        return 0
    if arguments.systems:
        return _save_systems(cases, arguments, settings)
    with without(arguments.without, settings) as chosen_settings:
        done, answers = _done(cases, baseline, arguments, chosen_settings)
        if not arguments.answers and (measured or not asked):
            suites = run_suites(measured, chosen_settings, arguments.split)
            done = replace(done, suites=suites)
    tell(Asked(done, cases, answers), arguments, settings)
    return 1 if done.failed else 0


def _suites(named: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the suites of questions named, and those with a measure of their own."""
    measured = tuple(name for name in named if name in SUITES)
    return tuple(name for name in named if name not in SUITES), measured


def _done(
    cases: Sequence[Case],
    baseline: Sequence[Mapping[str, Any]] | None,
    arguments: argparse.Namespace,
    settings: Settings,
) -> tuple[Run, dict[str, Answers]]:
    """Return the run: answers generated or loaded, scored, measured and compared."""
    runs = _runs(cases, arguments, settings) if cases else [{}]
    answers = runs[0]
    scores = tuple(score_all(cases, answers))
    measures = _measures(cases, scores, answers, arguments, settings)
    ours = [score.as_json() for score in scores]
    others = {name: saved["askings"] for name, saved in systems_of(arguments.split).items()}
    done = Run(
        _about(arguments, answers, settings),
        scores,
        _unscored(cases, scores),
        compare(scores, baseline) if baseline is not None else None,
        measures,
        tuple(difference(name, ours, rows) for name, rows in others.items()),
        sampled=_sampled(runs, cases, arguments, settings) if answers else None,
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


def _unscored(cases: Sequence[Case], scores: Sequence[Score]) -> tuple[str, ...]:
    scored = {score.id for score in scores}
    return tuple(name for case in cases for name in case.askings if name not in scored)


def _runs(cases: Sequence[Case], arguments: argparse.Namespace, settings: Settings) -> Runs:
    """Return the answers of a file, or ask the pipeline, a model as often as told."""
    if arguments.answers:
        return [load_answers(arguments.answers)]
    count = arguments.samples if settings.mode == "llm" else 1
    return ask_samples(count, settings, lambda one: _answers(cases, arguments, one))


def _sampled(
    runs: Runs, cases: Sequence[Case], arguments: argparse.Namespace, settings: Settings
) -> Sampled | None:
    """Return what the samples of a model came to; None where no model was asked."""
    if settings.mode != "llm" or arguments.answers:
        return None
    judged = judge_all(runs[0], settings, arguments.labels)
    return sampled(runs, cases, settings, judged)


def _answers(
    cases: Sequence[Case], arguments: argparse.Namespace, settings: Settings
) -> dict[str, Answers]:
    """Ask the pipeline, and keep what it says where told."""
    from assistant.answering.pipeline import Pipeline

    pipeline = Pipeline(settings)
    pipeline.search("", 1)  # without an index, say so now and not case by case
    found = list(generate(cases, pipeline.answer, arguments.as_of))
    if arguments.keep_answers:
        write_lines(arguments.keep_answers, found)
    return {row["id"]: row["answers"] for row in found}


def _about(
    arguments: argparse.Namespace, answers: dict[str, Answers], settings: Settings
) -> dict[str, str]:
    """Return what the figures depend on: split, suites, day, corpus, mode, settings, packages."""
    told = [answer for given in answers.values() for answer in given]
    lock = (CHECKOUT / "requirements.lock").read_bytes()
    return {
        "split": arguments.split,
        "suites": " ".join(arguments.suites) or "*",
        "as_of": _values(told, "as_of"),
        "corpus": _values(told, "corpus_digest"),
        "mode": _values(told, "mode"),
        "model": settings.llm_model if settings.mode == "llm" else "-",
        "without": arguments.without or "-",
        "settings": _digest(json.dumps(_deciding(settings)).encode()),
        "packages": _digest(lock),
    }


def _deciding(settings: Settings) -> dict[str, Any]:
    """Return the settings that an answer depends on."""
    return settings.model_dump(include=_DECIDING)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _values(answers: Sequence[Any], key: str) -> str:
    return ", ".join(sorted({str(answer[key])[:16] for answer in answers if answer.get(key)}))


def _save_systems(cases: Sequence[Case], arguments: argparse.Namespace, settings: Settings) -> int:
    """Ask the cases of every other system, and save what they come to for the reports."""
    found = {}
    for name in SYSTEMS[1:]:
        with system(name, settings) as answering:
            answers = {
                row["id"]: row["answers"] for row in generate(cases, answering, arguments.as_of)
            }
        scores = score_all(cases, answers)
        found[name] = {"figures": figures(scores).as_json(), "askings": rows(scores)}
        write(name)
    write_text(systems_file(arguments.split), f"{json.dumps({'systems': found}, indent=1)}\n")
    return 0
