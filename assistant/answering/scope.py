"""Scope: how like what is asked here a message is, what is not, and what says too little to tell.

``python -m evals.calibration`` learns it from the questions of the guide, ``corpus/beyond.yaml``
and ``corpus/scope/``, by the meaning of whole messages: words and their count tell neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.answering.beyond import load_beyond
from assistant.masterplan.signs import Signs, load_signs
from assistant.retrieval.embed import CachedEmbedder

Sort = Literal["ours", "beyond", "vague"]
SORTS: tuple[Sort, ...] = ("ours", "beyond", "vague")
FOLDER = "scope"


@dataclass(frozen=True, slots=True)
class Likeness:
    """The log odds that a message is of each sort: ours, another's, or too vague to tell."""

    ours: float
    beyond: float
    vague: float


class Scope:
    """What was learned, with the embedder that it was learned with."""

    def __init__(self, signs: Signs | None, embedder: CachedEmbedder | None) -> None:
        """Keep both; with another embedder, or nothing learned, no message is like any sort."""
        is_same = embedder is not None and signs is not None and signs.model == embedder.model
        self._signs = signs if is_same else None
        self._embedder = embedder

    def likeness(self, text: str) -> Likeness | None:
        """Return what a message is like; None where nothing tells."""
        if self._signs is None or self._embedder is None:
            return None
        try:
            scores = self._signs.scores(self._embedder.query(text)[None])[0].tolist()
        except ValueError:  # a message without words
            return None
        named: Mapping[str, float] = dict(zip(self._signs.names, scores, strict=True))
        return Likeness(**{sort: named[sort] for sort in SORTS})


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """What a corpus knows of messages: examples that are not ours, and what was learned."""

    foreign: tuple[str, ...]
    signs: Signs | None


def load_taught(corpus: Path) -> Taught:
    """Return what a corpus has of both; CorpusError when a file is not whole."""
    return Taught(load_beyond(corpus / "beyond.yaml"), load_signs(corpus / FOLDER))
