"""Calibrate abstention: ``python -m evals.calibration`` prints the weights for abstain.py.

Ours: questions of the guide, taken out of the index that they are asked of. Not ours: the examples
of ``corpus/beyond.yaml``, each compared with the others. Logistic regression, classes balanced,
ten folds.
"""

import argparse
import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.answering import abstain
from assistant.answering.beyond import Beyond, load_beyond
from assistant.answering.lexicon import lexicon
from assistant.answering.turn import Asked
from assistant.console import write
from assistant.model import Language, Passage
from assistant.retrieval.embed import CachedEmbedder, open_embedder
from assistant.retrieval.search import Searcher, live_folder
from assistant.retrieval.store import read_generation
from assistant.retrieval.words import guess_language
from assistant.settings import load_settings
from evals.logistic import Floats, fit

_SEED, _FOLDS, _RIDGE = 2026, 10, 0.01
_EMBEDDED = 3  # the first questions of a fact have vectors in the index: they are left there
_HELD = 2
_DAY = dt.date(2026, 11, 22)
_LANGUAGE: Language = "it"


def held_out(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """Return the passages without some of their questions, and those questions."""
    dice = random.Random(_SEED)  # noqa: S311
    kept, held = [], []
    for passage in passages:
        asked = [one for one in passage.finders if guess_language(one, "it") == _LANGUAGE]
        spare = asked[_EMBEDDED:]
        taken = set(dice.sample(spare, min(_HELD, len(spare))))
        held += sorted(taken)
        rest = tuple(one for one in passage.finders if one not in taken)
        kept.append(replace(passage, finders=rest))
    return tuple(kept), tuple(held)


def fitted(rows: Floats, is_ours: Floats) -> tuple[Floats, float]:
    """Return the weights and the bias of rows whose columns are of any scale."""
    return fit(rows, is_ours, scale=rows.std(axis=0) + 1e-9, ridge=_RIDGE)


def area(surest: Floats, is_ours: Floats) -> float:
    """Return the area under the curve: how often one of ours is surer than one that is not."""
    ours, others = surest[is_ours == 1], surest[is_ours == 0]
    return float(np.mean(ours[:, None] > others[None, :]))


def cross(rows: Floats, is_ours: Floats) -> Floats:
    """Return the score of each row by the weights of the folds that it is not in."""
    folds = np.random.default_rng(_SEED).integers(0, _FOLDS, len(rows))
    scores = np.zeros(len(rows))
    for fold in range(_FOLDS):
        weights, bias = fitted(rows[folds != fold], is_ours[folds != fold])
        scores[folds == fold] = bias + rows[folds == fold] @ weights
    return scores


def _rows(searcher: Searcher, texts: Sequence[str], beyond: Sequence[float]) -> list[list[float]]:
    found = []
    for text, near in zip(texts, beyond, strict=True):
        search = searcher.look(lexicon(_LANGUAGE).spelled_out(text), 20, _DAY, _LANGUAGE)
        values = abstain.values(Asked(text, search=search, beyond=near))
        found.append(list(values.values()))
    return found


def _samples() -> tuple[Floats, Floats]:
    settings = load_settings()
    embedder = open_embedder(settings)
    generation = read_generation(live_folder(settings))
    passages, ours = held_out(generation.passages)
    searcher = Searcher(replace(generation, passages=passages), embedder, settings)
    examples = load_beyond(settings.corpus / "beyond.yaml")
    every = Beyond(examples, embedder)
    near = [every.nearness(text) for text in ours]
    apart = [_among_others(n, examples, embedder) for n in range(len(examples))]
    rows = _rows(searcher, ours, near) + _rows(searcher, examples, apart)
    return np.array(rows), np.array([1.0] * len(ours) + [0.0] * len(examples))


def _among_others(n: int, examples: Sequence[str], embedder: CachedEmbedder | None) -> float:
    others = (*examples[:n], *examples[n + 1 :])
    return Beyond(others, embedder).nearness(examples[n])


def main() -> int:
    """Print the weights, and what they come to on what they were not fitted on."""
    argparse.ArgumentParser(prog="python -m evals.calibration", description=__doc__).parse_args()
    rows, is_ours = _samples()
    weights, bias = fitted(rows, is_ours)
    scores = cross(rows, is_ours)
    names = abstain.WEIGHTS
    write(f"bias {bias:.2f} {dict(zip(names, np.round(weights, 2).tolist(), strict=True))}")
    write(f"n {int(is_ours.sum())} + {int((1 - is_ours).sum())}, area {area(scores, is_ours):.3f}")
    for least in (0.2, 0.3, 0.4, 0.5):
        kept = 1 / (1 + np.exp(-scores)) >= least
        refused, let = 1 - kept[is_ours == 1].mean(), kept[is_ours == 0].mean()
        write(f"threshold {least}: ours refused {refused:.3f}, others let through {let:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
