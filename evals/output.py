"""Output: what a run prints and which files it writes."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.console import write, write_json
from assistant.errors import InputError
from assistant.settings import Settings
from evals.answers import Answers
from evals.cases import Case, topics_of
from evals.files import systems_of, write_text
from evals.report import failures, report
from evals.results import Run


@dataclass(frozen=True, slots=True)
class Asked:
    """A run with what was asked and answered in it."""

    run: Run
    cases: Sequence[Case]
    answers: Mapping[str, Answers]


def tell(asked: Asked, arguments: argparse.Namespace, settings: Settings) -> None:
    """Print the run as text or JSON, and write the report where one is wanted."""
    language = settings.language
    text = report(asked.run, language)
    if arguments.failures or arguments.questions:
        scores, cases = asked.run.scores, asked.cases
        text += f"\n\n{failures(scores, cases, language, questions=arguments.questions)}"
    if arguments.report and arguments.report.suffix == ".md":
        write_text(arguments.report, f"{text}\n")
    elif arguments.report:
        _write_page(asked, arguments, settings)
    if arguments.json:
        write_json(asked.run.as_json())
    else:
        write(text)


def check_suffix(path: Path | None) -> None:
    """Raise InputError for a report of a kind that is not written."""
    if path and path.suffix not in (".md", ".html"):
        raise InputError("eval.report", file=str(path))


def _write_page(asked: Asked, arguments: argparse.Namespace, settings: Settings) -> None:
    """Write the page with the results and JUnit XML beside it."""
    from evals.junit import junit
    from evals.page import Material, page

    path, language = arguments.report, arguments.report_language
    shown = Material(
        asked.cases,
        asked.answers,
        systems_of(arguments.split),
        arguments.questions or arguments.split == "dev",
        topics_of(asked.cases, settings),
    )
    write_text(path, page(asked.run, shown, language))
    results = json.dumps(asked.run.as_json(), ensure_ascii=False, indent=1)
    write_text(path.with_name("results.json"), f"{results}\n")
    write_text(path.with_name("junit.xml"), junit(asked.run.scores, asked.cases, language))
