"""What a sentence says by its meaning: how like it is to the examples of a sign.

``python -m evals.signs`` learns the weights of ``corpus/signs/`` (defects) and ``python -m
evals.evidence`` those of ``corpus/evidence/`` (what a level needs), once; here nothing is learned.
A score of 1 or more is so like the examples that it needs no pattern; one of 0 or less is less like
them than nearly every example is, whatever pattern it matches.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from assistant.learned import Embedder, Floats, Signs, signs_for
from assistant.masterplan.draft import Draft, Readings, Sentence

MOST = 300  # sentences of a draft that are read, at 14 to 40 ms each
LONGEST = 400  # code points of a sentence that are read
_FEWEST_WORDS = 3


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
    signs = signs_for(embedder, folders) if embedder else None
    return Reader(signs, embedder) if signs and embedder else None


def readings(names: Sequence[str], sentences: Sequence[Sentence], scores: Floats) -> Readings:
    """Return scores of shape (sentences, signs) as a draft keeps them."""
    starts = [one.start for one in sentences]
    return Readings(
        {
            name: dict(zip(starts, scores[:, number].tolist(), strict=True))
            for number, name in enumerate(names)
        }
    )
