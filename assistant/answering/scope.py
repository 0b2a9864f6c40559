"""Scope: what a message is like: what is asked here, what is not, what says too little; a case.

By the meaning of whole messages, since words and their count do not tell. ``python -m
evals.calibration`` learns the first three from the questions of the guide, ``corpus/beyond.yaml``
and ``corpus/scope/``; ``python -m evals.asking`` learns what a case is from ``corpus/cases/``.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.learned import Signs, signs_for
from assistant.retrieval.embed import CachedEmbedder

Sort = Literal["ours", "beyond", "vague"]
SORTS: tuple[Sort, ...] = ("ours", "beyond", "vague")
FOLDER, CASES = "scope", "cases"
CASE = "case"  # the name of the sign
SURE = 1.0  # log odds from which a message needs no words that we know to be a case


@dataclass(frozen=True, slots=True)
class Likeness:
    """The log odds that a message is of each sort: ours, another's, or too vague to tell.

    ``case``: that it tells a partnership and asks of it.
    """

    ours: float
    beyond: float
    vague: float
    case: float = 0.0


class Scope:
    """What was learned, with the embedder that it was learned with."""

    def __init__(self, signs: Signs | None, embedder: CachedEmbedder | None) -> None:
        """Keep both; where nothing was learned no message is like anything."""
        self._signs = signs
        self._embedder = embedder

    def likeness(self, text: str) -> Likeness | None:
        """Return what a message is like; None where nothing tells."""
        if self._signs is None or self._embedder is None:
            return None
        try:
            scores = self._signs.scores(self._embedder.query(text)[None])[0].tolist()
        except ValueError:  # a message without words
            return None
        return Likeness(**dict(zip(self._signs.names, scores, strict=True)))


def open_scope(corpus: Path, embedder: CachedEmbedder | None) -> Scope:
    """Return what a corpus knows of messages, all or nothing; CorpusError for a file not whole."""
    signs = signs_for(embedder, (corpus / FOLDER, corpus / CASES)) if embedder else None
    is_all = signs is not None and {*signs.names} == {*SORTS, CASE}
    return Scope(signs if is_all else None, embedder)
