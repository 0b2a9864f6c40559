"""What turns texts into vectors, as the critique asks for it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


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
