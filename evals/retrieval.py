"""The retrieval benchmark: every real question must find its own answer, indexed without it.

``python -m evals.retrieval`` prints one table: ours, its halves, and LangChain's stock parts.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.console import write
from assistant.errors import InputError, SportelloError
from assistant.model import Language
from assistant.settings import CHECKOUT, Settings, load_settings
from assistant.text import explain, listing, say
from evals.rivals import DEPTH, Find, index, ours, stock_bm25, tutorial
from evals.statistics import bootstrap
from evals.table import markdown, share_words

REAL = CHECKOUT.parent / "shared" / "data" / "real"
FAQ = REAL / "qa" / "qa_real.jsonl"


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and its answer as they were published."""

    id: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where a system put the right text, question by question: 1 first, 0 not in the first ten."""

    system: str
    ranks: tuple[int, ...]

    @property
    def reciprocal(self) -> list[float]:
        """Return 1/rank of every question, 0 where the text was not found."""
        return [1 / rank if rank else 0.0 for rank in self.ranks]

    def recall(self, depth: int) -> list[float]:
        """Return 1 for every question whose text is among the first ``depth``, else 0."""
        return [float(0 < rank <= depth) for rank in self.ranks]


def load_pairs(path: Path, language: str = "it") -> tuple[Pair, ...]:
    """Return the pairs of one language; raise InputError when there is no such file."""
    if not path.is_file():
        raise InputError("eval.no_data", file=str(path))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return tuple(
        Pair(row["id"], row["question"], row["answer"]) for row in rows if row["lang"] == language
    )


def rank(system: str, find: Find, pairs: Sequence[Pair]) -> Ranking:
    """Ask every question; an answer worded like the question's own is as right."""
    alike: dict[str, set[str]] = {}
    for pair in pairs:
        alike.setdefault(_folded(pair.answer), set()).add(pair.id)
    ranks = (_first(find(pair.question), alike[_folded(pair.answer)]) for pair in pairs)
    return Ranking(system, tuple(ranks))


def rankings(pairs: Sequence[Pair], folder: Path, settings: Settings) -> list[Ranking]:
    """Rank every question with every system, on the same texts; ours is the first."""
    texts = {pair.id: pair.answer for pair in pairs}
    made = index(texts, folder, settings)
    words_only = made.model_copy(update={"dense_weight": 0.0})
    vectors_only = made.model_copy(update={"dense_weight": 1.0})
    systems = {
        "ours": ours(made),
        "lexical": ours(words_only),
        "dense": ours(vectors_only),
        "stock": stock_bm25(texts),
        "tutorial": tutorial(texts, made),
    }
    return [rank(system, find, pairs) for system, find in systems.items()]


def table(found: Sequence[Ranking], language: Language) -> str:
    """Return the rankings as Markdown; the last difference is paired, question by question."""
    rows = [_row(one, found[0], language) for one in found]
    return markdown(listing(language, "eval.retrieval.columns"), rows)


def main() -> int:
    """Run the benchmark; 2 when its questions are not there."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description=__doc__)
    parser.add_argument("--faq", type=Path, default=FAQ, help="JSONL of question, answer, lang")
    settings = load_settings()
    try:
        pairs = load_pairs(parser.parse_args().faq)
    except SportelloError as error:
        write(explain(error, settings.language))
        return 2
    with tempfile.TemporaryDirectory() as folder:
        found = rankings(pairs, Path(folder), settings)
    texts = len({_folded(pair.answer) for pair in pairs})
    write(say(settings.language, "eval.retrieval.title", questions=len(pairs), texts=texts))
    write(f"\n{table(found, settings.language)}")
    return 0


def _row(one: Ranking, first: Ranking, language: Language) -> list[str]:
    beside = [a - b for a, b in zip(one.reciprocal, first.reciprocal, strict=True)]
    figures = [one.recall(1), one.recall(5), one.reciprocal]
    return [
        say(language, f"eval.retrieval.{one.system}"),
        *(share_words(_mean(figure), bootstrap(figure)) for figure in figures),
        share_words(_mean(beside), bootstrap(beside)) if one is not first else "-",
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def _first(names: Sequence[str], right: set[str]) -> int:
    return next((n for n, name in enumerate(names[:DEPTH], start=1) if name in right), 0)


def _folded(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    raise SystemExit(main())
