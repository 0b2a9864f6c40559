"""Teach what a case is: ``python -m evals.asking`` writes ``corpus/cases.json``.

Learned from the examples of ``corpus/cases.yaml``: ridge logistic regression over their vectors,
classes balanced; five folds tell what it comes to on what it was not learned from.
"""

import hashlib
import json
from pathlib import Path

import numpy as np

from assistant.answering.case_meaning import SURE
from assistant.ingestion.strict import read_yaml
from assistant.retrieval.embed import CachedEmbedder
from assistant.settings import Settings
from evals.logistic import Floats, fit
from evals.teaching import command

EXAMPLES, WEIGHTS = "cases.yaml", "cases.json"
_FOLDS = 5
_RIDGE = 3e-3  # a row
_SCALE = 0.1  # of a number of a centred vector, about


def digest(path: Path) -> str:
    """Return the digest of the examples."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def teach(settings: Settings, embedder: CachedEmbedder) -> list[str]:
    """Write the weights; return what they come to."""
    path = settings.corpus / EXAMPLES
    told = read_yaml(path)
    texts = [*told["shows"], *told["not"]]
    shows = np.array([1.0] * len(told["shows"]) + [0.0] * len(told["not"]))
    rows = np.asarray(embedder.sentences(texts), dtype=np.float64)
    weights, bias = fitted(rows, shows)
    learned = {
        "model": embedder.model,
        "digest": digest(path),
        "bias": round(bias, 3),
        "weights": [round(float(value), 3) for value in weights],
    }
    (settings.corpus / WEIGHTS).write_text(json.dumps(learned) + "\n", encoding="utf-8")
    scores = left_out(rows, shows)
    found, false = (float((scores[shows == kind] > SURE).mean()) for kind in (1, 0))
    return [f"n {len(texts)}; sure of {found:.3f} of the cases, of {false:.3f} of the others"]


def fitted(rows: Floats, shows: Floats) -> tuple[Floats, float]:
    """Return weights and bias for vectors of shape (rows, dimensions)."""
    return fit(rows, shows, scale=_SCALE, ridge=_RIDGE * len(rows))


def left_out(rows: Floats, shows: Floats) -> Floats:
    """Return the logit of each row by the weights of the folds that it is not in."""
    folds = np.arange(len(rows)) % _FOLDS
    scores = np.zeros(len(rows))
    for fold in range(_FOLDS):
        weights, bias = fitted(rows[folds != fold], shows[folds != fold])
        scores[folds == fold] = rows[folds == fold] @ weights + bias
    return scores


def main() -> int:
    """Run the command."""
    return command("asking", __doc__, teach)


if __name__ == "__main__":
    raise SystemExit(main())
