"""Teach what a case is: ``python -m evals.asking`` writes ``corpus/cases/weights.json``.

Learned from the examples beside it: ridge logistic regression over their vectors, classes balanced;
folds tell what it comes to on what it was not learned from.
"""

from functools import partial
from pathlib import Path

import numpy as np

from assistant.answering.scope import CASE, CASES, SURE
from assistant.ingestion.strict import read_yaml
from assistant.learned import WEIGHTS, Signs, dump_signs
from assistant.retrieval.embed import CachedEmbedder
from assistant.settings import Settings
from evals.logistic import FOLDS, fit_vectors, left_out
from evals.teaching import command, digest_of

_fitted = partial(fit_vectors, ridge=3e-3)


def digest(folder: Path) -> str:
    """Return the digest of the examples."""
    return digest_of([folder / f"{CASE}.yaml"])


def teach(settings: Settings, embedder: CachedEmbedder) -> list[str]:
    """Write the weights; return what they come to."""
    folder = settings.corpus / CASES
    told = read_yaml(folder / f"{CASE}.yaml")
    texts = [*told["shows"], *told["not"]]
    shows = np.array([1.0] * len(told["shows"]) + [0.0] * len(told["not"]))
    rows = np.asarray(embedder.sentences(texts), dtype=np.float64)
    weights, bias = _fitted(rows, shows)
    signs = Signs(embedder.model, digest(folder), (CASE,), weights[None], np.array([bias]))
    (folder / WEIGHTS).write_text(dump_signs(signs), encoding="utf-8")
    scores = left_out(_fitted, rows, shows, np.arange(len(rows)) % FOLDS)
    found, false = (float((scores[shows == kind] > SURE).mean()) for kind in (1, 0))
    return [f"n {len(texts)}; sure of {found:.3f} of the cases, of {false:.3f} of the others"]


def main() -> int:
    """Run the command."""
    return command("asking", __doc__, teach)


if __name__ == "__main__":
    raise SystemExit(main())
