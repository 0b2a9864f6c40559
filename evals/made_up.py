"""Many passages made from few sentences, to time an index larger than any that we have."""

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.ingestion.sentences import sentences
from assistant.retrieval.embed import (
    CACHE_FILE,
    CachedEmbedder,
    Vector,
    VectorCache,
    open_embedder,
)
from assistant.settings import Settings

_SENTENCES = 3
_SHORTEST, _LONGEST = 40, 400  # characters of a sentence that is taken
_SEED = 2026


def made_up(documents: Path, fallback: Path, count: int) -> list[str]:
    """Return passages of three sentences shuffled from real documents, or from the shipped facts.

    ``fallback`` is any text file; the same arguments give the same passages.
    """
    files = sorted(documents.rglob("*.rst")) or [fallback]
    pool = [one for file in files for one in _sentences(file.read_text(encoding="utf-8"))]
    generator = random.Random(_SEED)  # noqa: S311 (nothing secret is drawn)
    return [f"{n}. {' '.join(generator.sample(pool, _SENTENCES))}" for n in range(count)]


def add_to_corpus(corpus: Path, texts: Sequence[str], larger: Path) -> None:
    """Copy a corpus and add passages to it as a JSONL document."""
    shutil.copytree(corpus, larger)
    rows = (json.dumps({"id": f"made-up-{n}", "text": text}) for n, text in enumerate(texts))
    (larger / "documents").mkdir(exist_ok=True)
    (larger / "documents" / "made-up.jsonl").write_text("\n".join(rows), encoding="utf-8")


def cache_random_vectors(texts: Sequence[str], settings: Settings) -> None:
    """Put a vector drawn at random in the cache for each text: a real one takes 0.1 s."""
    embedder = open_embedder(settings)
    if embedder:
        engine = _Random(embedder)
        CachedEmbedder(engine, VectorCache(settings.data / CACHE_FILE)).passages(texts)


class _Random:
    """An engine that draws its vectors, under the name of the one that it stands in for."""

    def __init__(self, embedder: CachedEmbedder) -> None:
        self.model, self.dimensions = embedder.model, embedder.dimensions
        self._generator = np.random.default_rng(_SEED)

    def passage(self, text: str) -> Vector:  # noqa: ARG002 (the engine's interface)
        drawn = self._generator.standard_normal(self.dimensions).astype(np.float32)
        return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)

    query = passage


def _sentences(text: str) -> Iterator[str]:
    for start, end in sentences(text):
        one = " ".join(text[start:end].split())
        if _SHORTEST <= len(one) <= _LONGEST:
            yield one
