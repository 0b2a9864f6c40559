"""Italian and English words compared by their stems: analysis, BM25, repair of misspelt words.

A text is stemmed in its own language, a query in both: all stems share one vocabulary, so a query
finds Italian and English texts without saying which language it is in.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import bm25s
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from assistant.model import LANGUAGES
from assistant.retrieval.words import (
    aligned,
    analyse,
    expand,
    fold,
    guess_language,
    stem,
    synonyms,
    tokens,
    words,
)

__all__ = [
    "LexicalIndex",
    "Term",
    "aligned",
    "analyse",
    "fold",
    "guess_language",
    "stem",
    "words",
]

_SYNONYM = 0.5  # what a synonym is worth beside the word itself
Floats = NDArray[np.float32]
_Memory = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query: its surface, the vocabulary ids of its stems, how rare it is.

    ``known`` is 1 for a word of the corpus, less for one repaired, 0 for one never seen.
    ``near``: the ids of the stems of its synonyms.
    """

    word: str
    ids: tuple[int, ...]
    idf: float
    known: float
    near: tuple[int, ...] = ()


class LexicalIndex:
    """BM25 over texts, each stemmed in its language; built in memory, never changed."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """Index (text, language) pairs; the position of a text is its number in every score."""
        self._vocabulary: dict[str, int] = {}
        self._surfaces: dict[str, None] = {}
        memory: dict[str, _Memory] = {}
        rows = [self._read(one, memory.setdefault(lang, {}), lang) for one, lang in texts]
        self.size = len(rows)
        self._by_initial = _group(self._surfaces)
        self._bm25 = _build(rows, self._vocabulary)
        self._find = lru_cache(maxsize=20_000)(self._resolve)

    def terms(self, text: str) -> tuple[Term, ...]:
        """Return the words of a query as the corpus knows them, each once, in order.

        Two words that the corpus writes as one ("start up") are that one too.
        """
        found = words(text)
        pairs = {a + b: (a, b) for a, b in pairwise(found) if a + b in self._surfaces}
        parts = {part for pair in pairs.values() for part in pair if not self._ids(part)}
        kept = [word for word in found if word not in parts]
        return tuple(self._find(word) for word in dict.fromkeys((*kept, *pairs)))

    def scores(self, terms: Sequence[Term]) -> Floats:
        """Return the BM25 score of every text, shape (size,).

        Where a text does not hold a term, the best of its synonyms counts, at a lower worth.
        """
        total = np.zeros(self.size, dtype=np.float32)
        seen: set[int] = set()
        for term in terms:
            own = [number for number in term.ids if number not in seen]
            seen.update(own)
            total += self._worth(term, own)
        return total

    def _worth(self, term: Term, own: Sequence[int]) -> Floats:
        worth, near = np.zeros((2, self.size), dtype=np.float32)
        for number in own:
            texts, scores = self._postings(number)
            worth[texts] += scores
        for number in term.near:
            texts, scores = self._postings(number)
            near[texts] = np.maximum(near[texts], _SYNONYM * scores)
        return np.where(worth > 0, worth, near)

    def _postings(self, number: int) -> tuple[NDArray[np.int32], Floats]:
        """Return the texts that hold a stem, and what it is worth in each."""
        assert self._bm25 is not None
        held = self._bm25.scores
        span = slice(held["indptr"][number], held["indptr"][number + 1])
        return held["indices"][span], held["data"][span]

    def texts_with(self, term: Term) -> NDArray[np.int32]:
        """Return the numbers of the texts that hold a term in any of its forms."""
        if self._bm25 is None or not term.ids:
            return np.empty(0, dtype=np.int32)
        indptr, indices = self._bm25.scores["indptr"], self._bm25.scores["indices"]
        return np.concatenate([indices[indptr[i] : indptr[i + 1]] for i in term.ids])

    def coverage(self, terms: Sequence[Term]) -> float:
        """Return the share, 0 to 1, of the query's idf mass that the corpus knows; 0 if empty."""
        total = sum(term.idf for term in terms)
        return sum(term.idf * term.known for term in terms) / total if total else 0.0

    def _read(self, text: str, memory: _Memory, language: str) -> list[int]:
        """Return the vocabulary ids of a text; ``memory``: those of the tokens seen before."""
        row: list[int] = []
        for token in tokens(text):
            ids = memory.get(token)
            if ids is None:
                ids = memory[token] = self._number(token, language)
            row += ids
        return row

    def _number(self, token: str, language: str) -> tuple[int, ...]:
        found = expand(token)
        self._surfaces.update(dict.fromkeys(found))
        ids = self._vocabulary
        return tuple(ids.setdefault(stem(word, language), len(ids)) for word in found)

    def _resolve(self, word: str) -> Term:
        ids, near = self._ids(word), self._near(word)
        if ids:
            return Term(word, ids, self._idf(ids), 1.0, near)
        if near:
            return Term(word, (), self._idf(near), _SYNONYM, near)
        repaired = self._repair(word)
        if repaired is None:
            return Term(word, (), self._idf(()), 0.0)
        ids = self._ids(repaired)
        known = 1 - OSA.distance(word, repaired) / len(word)
        return Term(word, ids, self._idf(ids), known, self._near(repaired))

    def _ids(self, word: str) -> tuple[int, ...]:
        stems = {stem(word, language) for language in LANGUAGES}
        return tuple(sorted(self._vocabulary[s] for s in stems if s in self._vocabulary))

    def _near(self, word: str) -> tuple[int, ...]:
        stems = {stem(word, language) for language in LANGUAGES}
        near = {other for one in stems for other in synonyms().get(one, ())}
        return tuple(sorted(self._vocabulary[s] for s in near if s in self._vocabulary))

    def _idf(self, ids: tuple[int, ...]) -> float:
        frequency = 0
        if self._bm25 is not None:
            indptr = self._bm25.scores["indptr"]
            frequency = sum(int(indptr[i + 1] - indptr[i]) for i in ids)
        return math.log(1 + (max(self.size - frequency, 0) + 0.5) / (frequency + 0.5))

    def _repair(self, word: str) -> str | None:
        """Return the word of the corpus that this one misspells: same initial, near, frequent."""
        allowed = _allowed_distance(word)
        if not allowed:
            return None
        near = [
            (distance, self._idf(self._ids(candidate)), candidate)
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for candidate in self._by_initial.get((word[0], length), ())
            if (distance := OSA.distance(word, candidate, score_cutoff=allowed)) <= allowed
        ]
        return min(near)[2] if near else None


def _allowed_distance(word: str) -> int:
    """Return how many slips of the keyboard may be repaired: none in a short word or a number."""
    if len(word) < 4 or any(sign.isdigit() for sign in word):
        return 0
    return 1 if len(word) <= 6 else 2


def _group(surfaces: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    groups: dict[tuple[str, int], list[str]] = {}
    for word in surfaces:
        groups.setdefault((word[0], len(word)), []).append(word)
    return groups


def _build(rows: list[list[int]], vocabulary: dict[str, int]) -> bm25s.BM25 | None:
    if not vocabulary:
        return None
    bm25 = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    bm25.index((rows, dict(vocabulary)), create_empty_token=False, show_progress=False)
    return bm25
