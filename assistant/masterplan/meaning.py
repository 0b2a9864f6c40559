"""How near a text is in meaning to each criterion: our embedder against the words of the rubric.

Without an embedder the critique reads by words alone.
"""

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.masterplan.rubric import Criterion

Floats = NDArray[np.float32]
_OPENING = re.compile(r"^(?:Il Masterplan ZIS|Does the ZIS Masterplan) ")
_MOST = 350  # code points of a text that are embedded: its opening says what it is about
_NEAREST = 3


class Embedder(Protocol):
    """What the retrieval room's embedder offers; ``model`` names its weights."""

    model: str

    def query(self, text: str) -> Floats:
        """Return the vector of a text, of length 1."""
        ...

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, one a row."""
        ...

    def sentences(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts that are not to be kept, one a row."""
        ...


class Meaning:
    """The criteria as vectors."""

    def __init__(self, embedder: Embedder, rubric: Sequence[Criterion]) -> None:
        """Embed the titles, questions and examples of every criterion."""
        told = [(text, one.id) for one in rubric for text in _texts(one)]
        self._embedder = embedder
        self._names = [one.id for one in rubric]
        self._owners = np.array([name for _, name in told])
        self._vectors = embedder.passages([text for text, _ in told])

    def likeness(self, text: str) -> dict[str, float]:
        """Return how near a text is to each criterion, about 0 on average; {} for no words."""
        opening = text.strip()[:_MOST]
        if not any(char.isalnum() for char in opening):
            return {}
        cosines = self._vectors @ self._embedder.query(opening)
        nearest = {
            name: float(np.sort(cosines[self._owners == name])[-_NEAREST:].mean())
            for name in self._names
        }
        mean = sum(nearest.values()) / len(nearest)
        return {name: value - mean for name, value in nearest.items()}


def _texts(criterion: Criterion) -> list[str]:
    questions = [_OPENING.sub("", one.questions["it"]) for one in criterion.indicators]
    examples = ["; ".join(one.evidence) for one in criterion.indicators]
    return [criterion.titles["it"], *questions, *examples]
