"""What a sentence says by its meaning: how like it is to the examples of a sign.

``python -m evals.signs`` learns the weights of ``corpus/signs/`` (defects) and ``python -m
evals.evidence`` those of ``corpus/evidence/`` (what a level needs), once; here nothing is learned.
A score of 1 or more is so like the examples that it needs no pattern; one of 0 or less is less like
them than nearly every example is, whatever pattern it matches.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import CorpusError
from assistant.masterplan.draft import Draft, Readings, Sentence
from assistant.masterplan.meaning import Embedder

WEIGHTS = "weights.json"
MOST = 300  # sentences of a draft that are read, at 14 to 40 ms each
LONGEST = 400  # code points of a sentence that are read
_FEWEST_WORDS = 3
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """One line of weights a sign: ``vector @ weights + bias`` is a score.

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


def is_readable(draft: Draft, sentence: Sentence) -> bool:
    """Tell whether a sentence is one to read: no row of a table, no label."""
    return sentence.kind != "row" and len(draft.words(sentence).split()) >= _FEWEST_WORDS


def chosen(draft: Draft) -> list[Sentence]:
    """Return the sentences to read; of a very long draft the first ones of each paragraph."""
    every = [one for one in draft.sentences if is_readable(draft, one)]
    if len(every) <= MOST:
        return every
    paragraphs: dict[int, list[Sentence]] = {}
    for one in every:
        paragraphs.setdefault(one.paragraph, []).append(one)
    turns = (one for turn in zip_longest(*paragraphs.values()) for one in turn if one)
    first = [one for one, _ in zip(turns, range(MOST), strict=False)]
    return sorted(first, key=lambda one: one.start)


class Reader:
    """Signs with the embedder that they were learned with."""

    def __init__(self, signs: Signs, embedder: Embedder) -> None:
        """Keep both."""
        self._signs = signs
        self._embedder = embedder

    def read(self, draft: Draft) -> Draft:
        """Return the draft with what its sentences say; nothing of it is kept."""
        told = chosen(draft)
        vectors = self._embedder.sentences([draft.words(one)[:LONGEST] for one in told])
        scores = self._signs.scores(vectors)
        return replace(draft, readings=readings(self._signs.names, told, scores))


def open_reader(embedder: Embedder | None, *folders: Path) -> Reader | None:
    """Return a reader of the signs of all folders; None where its embedder taught none."""
    known = [signs for folder in folders if (signs := load_signs(folder))] if embedder else []
    same = [signs for signs in known if embedder is not None and signs.model == embedder.model]
    return Reader(_joined(same), embedder) if same and embedder else None


def _joined(known: Sequence[Signs]) -> Signs:
    return Signs(
        model=known[0].model,
        digest=" ".join(one.digest for one in known),
        names=tuple(name for one in known for name in one.names),
        weights=np.vstack([one.weights for one in known]),
        bias=np.concatenate([one.bias for one in known]),
    )


def readings(names: Sequence[str], sentences: Sequence[Sentence], scores: Floats) -> Readings:
    """Return scores of shape (sentences, signs) as a draft keeps them."""
    starts = [one.start for one in sentences]
    return Readings(
        {
            name: dict(zip(starts, scores[:, number].tolist(), strict=True))
            for number, name in enumerate(names)
        }
    )
