"""Timings and memory on this machine: ``make bench``. Figures only; nothing passes or fails.

Beside each figure: how many times it was measured, and the load of the machine just after.
Vectors of the made-up passages are drawn at random: their cost does not depend on their values.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from assistant.answering.pipeline import Pipeline
from assistant.console import write
from assistant.ingestion.catalogue import load_catalogue
from assistant.ingestion.sync import apply, plan
from assistant.model import Question
from assistant.retrieval.embed import CACHE_FILE
from assistant.settings import Settings, load_settings
from assistant.text import listing, say
from evals.before import before_asking
from evals.cases import chosen, facts_of, load_cases
from evals.made_up import add_to_corpus, cache_random_vectors, made_up
from evals.retrieval import REAL
from evals.serving import serving
from evals.table import markdown

_MADE_UP = 10_000
_WARM_UP = 5
_REPEATS = 5

Measure = tuple[str, str, int]
_Given = TypeVar("_Given")


def main() -> int:
    """Measure, then print one table."""
    settings = load_settings()
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for label, value, count in measures(Path(folder), settings):
            load = " ".join(f"{one:.1f}" for one in os.getloadavg()[:2])
            rows.append([label, value, str(count), load])
    write(markdown(listing(settings.language, "eval.bench.columns"), rows))
    return 0


def measures(folder: Path, settings: Settings) -> Iterator[Measure]:
    """Yield each measure as label, value and how often it was taken."""
    shipped = settings.model_copy(update={"data": folder / "shipped"})
    larger = settings.model_copy(update={"corpus": folder / "corpus", "data": folder / "larger"})
    questions = _questions(settings)
    yield from _first_index(shipped)
    yield _unchanged(shipped)
    yield _latency(shipped, questions)
    yield _before(shipped, questions)
    yield from _server(shipped, questions)
    yield _larger_index(shipped, larger)
    yield _latency(larger, questions)


def _first_index(settings: Settings) -> Iterator[Measure]:
    seconds, passages = _index(settings)
    language = settings.language
    yield say(language, "eval.bench.first_index"), f"{seconds:.1f}", 1
    yield say(language, "eval.bench.throughput"), f"{passages / seconds:.1f}", passages


def _unchanged(settings: Settings) -> Measure:
    command = [sys.executable, "-m", "assistant.cli", "index", "--json"]
    command += ["--corpus", str(settings.corpus), "--data", str(settings.data)]
    times = [_timed(_run, command) for _ in range(_REPEATS)]
    return say(settings.language, "eval.bench.unchanged"), f"{median(times):.2f}", _REPEATS


def _latency(settings: Settings, questions: Sequence[str]) -> Measure:
    pipeline = Pipeline(settings)
    for question in questions[:_WARM_UP]:
        pipeline.answer(Question(question))
    timed = questions[_WARM_UP:]
    times = [_timed(pipeline.answer, Question(one)) for one in timed]
    count = len(pipeline.knowledge.searcher.passages)
    label = say(settings.language, "eval.bench.latency", passages=count)
    return label, _percentiles(times), len(times)


def _before(settings: Settings, questions: Sequence[str]) -> Measure:
    times = before_asking(settings, questions, _WARM_UP)
    return say(settings.language, "eval.bench.before"), _percentiles(times), len(times)


def _server(settings: Settings, questions: Sequence[str]) -> Iterator[Measure]:
    with serving(settings) as server:
        for question in questions[:_WARM_UP]:
            server.ask(question)
        timed = questions[_WARM_UP:]
        times = [_timed(server.ask, one) for one in timed]
        yield say(settings.language, "eval.bench.api"), _percentiles(times), len(times)
        peak = server.peak_megabytes()
        yield say(settings.language, "eval.bench.rss"), f"{peak:.0f}" if peak else "-", 1


def _larger_index(shipped: Settings, larger: Settings) -> Measure:
    fallback = shipped.corpus / "facts.yaml"
    texts = made_up(REAL / "policy_it", fallback, _MADE_UP)
    add_to_corpus(shipped.corpus, texts, larger.corpus)
    larger.data.mkdir()
    known = shipped.data / CACHE_FILE
    if known.is_file():
        shutil.copy(known, larger.data)
    cache_random_vectors(texts, larger)
    seconds, passages = _index(larger)
    label = say(larger.language, "eval.bench.synthetic", passages=passages)
    return label, f"{seconds:.1f}", 1


def _index(settings: Settings) -> tuple[float, int]:
    """Index a corpus; return the seconds and how many passages there are."""
    began = time.perf_counter()
    catalogue = load_catalogue(settings.corpus)
    planned = plan(catalogue, settings)
    done = apply(planned, catalogue, settings, lambda _done, _of, _step: None)
    return time.perf_counter() - began, done.passages


def _questions(settings: Settings) -> list[str]:
    """Return every wording of the single questions of the dev cases, each once.

    A question asked twice would be faster: its vector is remembered.
    """
    cases = chosen(load_cases(facts_of(settings)), "dev", ())
    asked = [turns for case in cases for turns in case.wordings if len(turns) == 1]
    return list(dict.fromkeys(turns[0] for turns in asked))


def _percentiles(seconds: Sequence[float]) -> str:
    cuts = quantiles((1000 * one for one in seconds), n=20, method="inclusive")
    return f"{cuts[9]:.0f} / {cuts[18]:.0f}"


def _timed(work: Callable[[_Given], object], given: _Given) -> float:
    began = time.perf_counter()
    work(given)
    return time.perf_counter() - began


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    # Before the embedder is loaded: threads that spin while they wait would time each other.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    raise SystemExit(main())
