"""Beyond: questions that the desk does not answer, to compare a new question with.

``corpus/beyond.yaml`` is a list of examples. A question nearer to one of them than to anything the
corpus says is out of scope: a comparison, so it does not shift with the domain as a cosine does.
"""

from pathlib import Path

import numpy as np

from assistant.errors import CorpusError
from assistant.ingestion.strict import read_yaml
from assistant.retrieval.embed import CachedEmbedder, Vector


def load_beyond(path: Path) -> tuple[str, ...]:
    """Return the examples; none without a file. CorpusError when it is no list of texts."""
    if not path.is_file():
        return ()
    rows = read_yaml(path)
    if not isinstance(rows, list) or not all(isinstance(row, str) and row.strip() for row in rows):
        raise CorpusError("corpus_wrong_value", file=path.name, entries="")
    return tuple(rows)


class Beyond:
    """The examples with their vectors, made at the first question."""

    def __init__(self, examples: tuple[str, ...], embedder: CachedEmbedder | None) -> None:
        """Remember the examples; without an embedder nothing is near."""
        self._examples = examples
        self._embedder = embedder
        self._vectors: Vector | None = None

    def nearness(self, text: str) -> float:
        """Return the cosine of a question with the nearest example, 0 where there is none."""
        if self._embedder is None or not self._examples:
            return 0.0
        if self._vectors is None:
            self._vectors = self._embedder.passages(self._examples)
        try:
            return float(np.max(self._vectors @ self._embedder.query(text)))
        except ValueError:  # a question without words
            return 0.0
