"""Stand-ins for what is slow or unreliable."""

import zlib

import numpy as np

from assistant.retrieval.embed import CachedEmbedder, Vector

WIDTH = 64


class FakeEngine:
    """Every word is a direction, so that texts are near when they share words; it counts calls."""

    model = "fake-1"
    dimensions = WIDTH

    def __init__(self) -> None:
        self.read: list[str] = []

    def passage(self, text: str) -> Vector:
        self.read.append(text)
        return self._vector(text)

    def query(self, text: str) -> Vector:
        self.read.append(text)
        return self._vector(text)

    def _vector(self, text: str) -> Vector:
        vector = np.full(WIDTH, 0.01, dtype=np.float32)
        for word in text.casefold().split():
            vector[zlib.crc32(word.strip("?.,").encode()) % WIDTH] += 1
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


class FakeEmbedder(CachedEmbedder):
    """An embedder without a model and without a file; ``engine.read`` lists what it computed."""

    def __init__(self) -> None:
        self.engine = FakeEngine()
        super().__init__(self.engine)
