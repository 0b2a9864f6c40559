"""What was learned from examples: a line of weights a sign, over the vectors of an embedder.

The commands under ``evals`` that teach write the weights beside the examples, once; here nothing is
learned. ``vector @ weights + bias`` is a score; what learns a sign says what its scores mean.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import CorpusError

WEIGHTS = "weights.json"
Floats = NDArray[np.float64]


class Embedder(Protocol):
    """What the retrieval room's embedder offers; ``model`` names its weights."""

    model: str

    def sentences(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts that are not to be kept, one a row."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """One line of weights a sign.

    ``model``: of the embedder that they were learned with; ``digest``: of what they were learned
    from. ``weights``: (signs, dimensions).
    """

    model: str
    digest: str
    names: tuple[str, ...]
    weights: Floats
    bias: Floats

    def scores(self, vectors: NDArray[np.float32]) -> Floats:
        """Return the score of each vector for each sign, of shape (vectors, signs)."""
        return np.asarray(vectors @ self.weights.T + self.bias, dtype=np.float64)


def load_signs(folder: Path) -> Signs | None:
    """Read what was learned; None without a file, CorpusError when it is not whole."""
    path = folder / WEIGHTS
    if not path.is_file():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
        rows = list(told["signs"].values())
        return Signs(
            model=told["model"],
            digest=told["digest"],
            names=tuple(told["signs"]),
            weights=np.array([row["weights"] for row in rows], dtype=np.float64),
            bias=np.array([row["bias"] for row in rows], dtype=np.float64),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError("corpus_wrong_value", file=path.name, entries="") from error


def dump_signs(signs: Signs) -> str:
    """Return the text of the file, one line a sign."""
    rows = (
        f"{json.dumps(name)}: {json.dumps({'bias': round(float(bias), 3), 'weights': _short(row)})}"
        for name, bias, row in zip(signs.names, signs.bias, signs.weights, strict=True)
    )
    head = f'{{"model": {json.dumps(signs.model)}, "digest": {json.dumps(signs.digest)}'
    return head + ', "signs": {\n' + ",\n".join(rows) + "\n}}\n"


def _short(row: Floats) -> list[float]:
    return [round(float(value), 3) for value in row]


def signs_for(embedder: Embedder, folders: Sequence[Path]) -> Signs | None:
    """Return the signs of all folders that were learned with an embedder; None where none were."""
    known = (load_signs(folder) for folder in folders)
    same = [signs for signs in known if signs and signs.model == embedder.model]
    if not same:
        return None
    return Signs(
        model=embedder.model,
        digest=" ".join(one.digest for one in same),
        names=tuple(name for one in same for name in one.names),
        weights=np.vstack([one.weights for one in same]),
        bias=np.concatenate([one.bias for one in same]),
    )
