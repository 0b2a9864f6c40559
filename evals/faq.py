"""Real FAQ: published questions asked of their own published answers, added as documents.

``sportello eval faq`` measures three things: current questions are answered from their own answer,
withdrawn ones are not answered from another, changed ones from the version of the day.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.answering.pipeline import Pipeline
from assistant.errors import InputError
from assistant.ingestion.catalogue import load_catalogue
from assistant.ingestion.sync import apply, plan
from assistant.model import Answer, Question
from assistant.settings import Settings
from evals.retrieval import REAL, load_pairs
from evals.rivals import index
from evals.shares import Share, share

_FOLDER = REAL / "qa"
_DECLINED = ("not_in_sources", "out_of_scope", "clarify")
_LATER = dt.timedelta(days=1)


def measured(settings: Settings, folder: Path = _FOLDER) -> dict[str, Share]:
    """Return every share; raise InputError where the questions are not there."""
    with tempfile.TemporaryDirectory() as work:
        found = current_and_withdrawn(folder, Path(work) / "current", settings)
        return found | changed(folder, Path(work) / "changed", settings)


def current_and_withdrawn(folder: Path, work: Path, settings: Settings) -> dict[str, Share]:
    """Ask current questions, and withdrawn ones, of an index of the current answers alone."""
    pairs = load_pairs(folder / "qa_real.jsonl")
    withdrawn = load_pairs(folder / "qa_withdrawn.jsonl")
    alike: dict[str, set[str]] = {}
    for pair in pairs:
        alike.setdefault(pair.answer, set()).add(pair.id)
    made = index({pair.id: pair.answer for pair in pairs}, work, settings)
    pipeline = Pipeline(made)
    told = [(pair, _ask(pipeline, pair.question)) for pair in pairs]
    cited = [bool(_quoted(answer) & alike[pair.answer]) for pair, answer in told]
    first = [bool(_quoted(answer, 1) & alike[pair.answer]) for pair, answer in told]
    gone = [_ask(pipeline, pair.question) for pair in withdrawn]
    return {
        "answered": share([answer.outcome not in _DECLINED for _, answer in told]),
        "first": share(first),
        "cited": share(cited),
        "withdrawn": share([answer.outcome in _DECLINED for answer in gone]),
    }


def changed(folder: Path, work: Path, settings: Settings) -> dict[str, Share]:
    """Ask changed questions on a day of each version: only that version may be quoted."""
    rows = _rows(folder / "faq_changed_over_time.jsonl")
    made = _versioned(rows, work, settings)
    pipeline = Pipeline(made)
    right: list[bool] = []
    stale: list[bool] = []
    for row in rows:
        for number, version in _last_of_each_day(row["versions"]):
            day = dt.date.fromisoformat(version["date"]) + _LATER
            quoted = _quoted(_ask(pipeline, row["question"], day))
            own = {name for name in quoted if name.startswith(f"{row['id']}-")}
            wanted = f"{row['id']}-{number}"
            right.append(any(name.startswith(wanted) for name in own))
            stale.append(any(not name.startswith(wanted) for name in own))
    return {"version": share(right), "stale": share(stale)}


def _last_of_each_day(versions: Sequence[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """Return the versions by number; of those of one day only the last was ever in force."""
    by_day = {version["date"]: (number, version) for number, version in enumerate(versions)}
    return list(by_day.values())


def _versioned(rows: Iterable[dict[str, Any]], work: Path, settings: Settings) -> Settings:
    """Index every version as a document of its day that replaces the one before."""
    corpus = work / "corpus"
    (corpus / "documents").mkdir(parents=True)
    entries: list[str] = []
    for row in rows:
        for number, version in enumerate(row["versions"]):
            name = f"{row['id']}-{number}"
            path = f"documents/{name}.md"
            (corpus / path).write_text(version["answer"], encoding="utf-8")
            older = json.dumps([f"{row['id']}-{number - 1}"] if number else [])
            entries.append(
                f'[[document]]\nid = "{name}"\npath = "{path}"\ntitle = "{name}"\n'
                f'published = "{version["date"]}"\nvalid_from = "{version["date"]}"\n'
                f"supersedes = {older}\n"
            )
    (corpus / "manifest.toml").write_text("\n".join(entries), encoding="utf-8")
    made = settings.model_copy(update={"corpus": corpus, "data": work / "data"})
    catalogue = load_catalogue(corpus)
    apply(plan(catalogue, made), catalogue, made, lambda _done, _of, _step: None)
    return made


def _ask(pipeline: Pipeline, text: str, day: dt.date | None = None) -> Answer:
    return pipeline.answer(Question(text, language="it", as_of=day))


def _quoted(answer: Answer, most: int | None = None) -> set[str]:
    """Return the passages that the first claims quote, all of them when no number is told."""
    return {quote.passage for claim in answer.claims[:most] for quote in claim.quotes}


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise InputError("eval.no_data", file=str(path))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
