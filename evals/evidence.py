"""Teach the signs of evidence: ``python -m evals.evidence`` writes their ``weights.json``.

Each file of ``corpus/evidence/`` has sentences that show what a level needs (a sign of
``corpus/levels.yaml``) and sentences on the same matter that do ``not``. All signs are learned
together by ridge regression, each against the sentences of all the others: one solution in closed
form. Folds are left out to set the threshold of a sign, which the weights have in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.learned import WEIGHTS, Floats, Signs, dump_signs
from assistant.masterplan.signs import LONGEST
from assistant.retrieval.embed import CachedEmbedder
from assistant.settings import Settings
from evals.logistic import FOLDS
from evals.signs import examples
from evals.teaching import command, digest_of

FOLDER = "evidence"
_RIDGE = (
    1e-2  # a row; areas under the curve of left-out rows: 3e-5 .76, 1e-3 .88, 1e-2 .94, 3e-2 .94
)
_NEAR = 6.0  # what a sentence on the same matter, that shows nothing, weighs
_ALARMS = 0.05  # share of the sentences of other signs that may pass: a section keeps most out
_NEAR_ALARMS = 0.1  # share of the sentences on the same matter that may
_LEAST = 0.05  # of the sentences that show a sign: those that score less are unlike the others


@dataclass(frozen=True, slots=True)
class Samples:
    """All the sentences. ``vectors``: (rows, dimensions); ``signs``, ``shows``, ``fold``: (rows,).

    ``signs``: the number of the sign that a row is an example of; ``shows``: whether it shows it.
    """

    vectors: Floats
    signs: NDArray[np.int64]
    shows: NDArray[np.bool_]
    fold: NDArray[np.int64]

    def targets(self, count: int) -> Floats:
        """Return 1 where a row shows a sign, of shape (rows, signs)."""
        found = np.arange(count)[None] == self.signs[:, None]
        return np.asarray(found & self.shows[:, None], dtype=np.float64)


def digest(folder: Path) -> str:
    """Return the digest of what the weights are learned from."""
    return digest_of(sorted(folder.glob("*.yaml")))


def samples(
    taught: Mapping[str, Mapping[str, list[str]]], vectors: Mapping[str, NDArray[np.float32]]
) -> Samples:
    """Return the rows that signs are learned from, the folds of each sign in turn."""
    rows = [
        (vectors[text[:LONGEST]], number, key == "shows", place % FOLDS)
        for number, texts in enumerate(taught.values())
        for key in ("shows", "not")
        for place, text in enumerate(texts[key])
    ]
    told, signs, shows, fold = zip(*rows, strict=True)
    return Samples(
        vectors=np.array(told, dtype=np.float64),
        signs=np.array(signs),
        shows=np.array(shows),
        fold=np.array(fold),
    )


def solved(rows: Floats, targets: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return weights (dimensions, signs) and biases (signs,) by weighted ridge regression."""
    mean = np.average(rows, axis=0, weights=weight)
    aim = np.average(targets, axis=0, weights=weight)
    centred = rows - mean
    held = _RIDGE * weight.sum() * np.eye(rows.shape[1])
    weighted = (centred * weight[:, None]).T
    found = np.linalg.solve(weighted @ centred + held, weighted @ (targets - aim))
    return found, aim - mean @ found


def learn(told: Samples, names: Sequence[str]) -> tuple[Floats, Floats, list[str]]:
    """Return weights (signs, dimensions) and biases, scaled by thresholds, and what to tell."""
    targets = told.targets(len(names))
    weight = np.where(told.shows, 1.0, _NEAR)
    scores = np.zeros(targets.shape)
    for fold in range(FOLDS):
        seen = told.fold != fold
        weights, bias = solved(told.vectors[seen], targets[seen], weight[seen])
        scores[~seen] = told.vectors[~seen] @ weights + bias
    weights, bias = solved(told.vectors, targets, weight)
    report = []
    for number, name in enumerate(names):
        least, sure = _thresholds(told, scores[:, number], number)
        weights[:, number] /= sure - least
        bias[number] = (bias[number] - least) / (sure - least)
        report.append(f"{name:46} left out: {_measured(told, scores[:, number], number, sure)}")
    return weights.T, bias, report


def _thresholds(told: Samples, scores: Floats, number: int) -> tuple[float, float]:
    own = told.signs == number
    near = np.quantile(scores[own & ~told.shows], 1 - _NEAR_ALARMS)
    sure = float(max(near, np.quantile(scores[~own], 1 - _ALARMS)))
    return min(float(np.quantile(scores[own & told.shows], _LEAST)), sure - 0.02), sure


def _measured(told: Samples, scores: Floats, number: int, sure: float) -> str:
    own, passes = told.signs == number, scores >= sure
    recall, near = passes[own & told.shows].mean(), passes[own & ~told.shows].mean()
    return f"recall {recall:.2f}, near misses {near:.2f}, others {passes[~own].mean():.3f}"


def teach(settings: Settings, embedder: CachedEmbedder) -> list[str]:
    """Write the weights; return what they come to."""
    folder = settings.corpus / FOLDER
    taught = examples(folder)
    every = (text for texts in taught.values() for key in texts for text in texts[key])
    texts = list(dict.fromkeys(text[:LONGEST] for text in every))
    vectors = dict(zip(texts, embedder.sentences(texts), strict=True))
    weights, bias, report = learn(samples(taught, vectors), list(taught))
    signs = Signs(embedder.model, digest(folder), tuple(taught), weights, bias)
    (folder / WEIGHTS).write_text(dump_signs(signs), encoding="utf-8")
    return report


def main() -> int:
    """Run the command."""
    return command("evidence", __doc__, teach)


if __name__ == "__main__":
    raise SystemExit(main())
