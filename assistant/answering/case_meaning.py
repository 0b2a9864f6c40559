"""Case meaning: how like a message is to those that tell a partnership and ask of it.

``corpus/cases.yaml`` has the examples, and ``python -m evals.asking`` learns the weights from them,
once; here nothing is learned.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.errors import CorpusError
from assistant.retrieval.embed import CachedEmbedder, Vector

SURE = 1.0  # logit from which a message needs no words that we know to be one


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What was learned. ``vector @ row + bias`` is a logit: above 0 a message is like a case.

    ``model``: of the embedder they were learned with; ``digest``: of the examples. ``row``:
    (dimensions,).
    """

    model: str
    digest: str
    row: Vector
    bias: float


def load_weights(path: Path) -> Weights | None:
    """Read what was learned; None without a file, CorpusError when it is not whole."""
    if not path.is_file():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
        row = np.array(told["weights"], dtype=np.float32)
        return Weights(str(told["model"]), str(told["digest"]), row, float(told["bias"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError("corpus_wrong_value", file=path.name, entries="") from error


class CaseMeaning:
    """The weights, with the embedder that they were learned with."""

    def __init__(self, weights: Weights | None, embedder: CachedEmbedder | None) -> None:
        """Keep both; those of another embedder say nothing."""
        is_same = weights and embedder and weights.model == embedder.model
        self._weights = weights if is_same else None
        self._embedder = embedder

    def like(self, text: str) -> float:
        """Return the logit that a message is about a case; 0 where nothing can be said."""
        if self._weights is None or self._embedder is None:
            return 0.0
        try:
            return float(self._embedder.query(text) @ self._weights.row + self._weights.bias)
        except ValueError:  # a message without words
            return 0.0
