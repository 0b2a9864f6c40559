"""A question finds passages: BM25 and vectors, fused; validity as of a day; exact, in memory."""

import datetime as dt
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexMissing
from assistant.model import Hit, Passage, Source
from assistant.retrieval.embed import CachedEmbedder, open_embedder
from assistant.retrieval.lexical import LexicalIndex, Term
from assistant.retrieval.store import Generation, current_folder, read_generation
from assistant.retrieval.units import documents_of
from assistant.retrieval.validity import newest_day, usable_sources, was_known
from assistant.settings import Settings

Floats = NDArray[np.float32]
_COMMON = 0.05  # share of the passages that hold a word of the subject of the corpus
_AGREEMENT = 10  # ranks compared between the two rankings
_TEXT_WEIGHT = 0.4  # of a passage's own words beside the questions that it answers: see units.py
_LOOK_SECONDS = 0.5  # how often a live searcher looks for a new generation


@dataclass(frozen=True, slots=True)
class Features:
    """What a search tells about itself, to decide whether the corpus answers at all.

    ``cosine``: of the nearest passage, 0 without vectors; ``margin``: to the second nearest.
    ``coverage``: share of the query's idf mass that the corpus knows; ``top_coverage``: that the
    first hit holds; ``best_coverage``: the most that any one passage holds.
    ``agreement``: share of the first ten passages of one ranking that are in the other's.
    ``common``: words of the query that many passages hold (the subject of the corpus).
    ``unknown``: words, not numbers, that the corpus does not know and that look like none of its.
    """

    cosine: float = 0.0
    margin: float = 0.0
    coverage: float = 0.0
    top_coverage: float = 0.0
    best_coverage: float = 0.0
    agreement: float = 0.0
    common: int = 0
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Passages found, best first, and what the search tells about itself."""

    hits: tuple[Hit, ...]
    features: Features


class Searcher:
    """One generation of the index in memory; it never changes, so threads may share it."""

    def __init__(
        self, generation: Generation, embedder: CachedEmbedder | None, settings: Settings
    ) -> None:
        """Index the words of every passage; use vectors only where the same model made them."""
        manifest = generation.manifest
        self._passages = generation.passages
        self._number = {passage.id: n for n, passage in enumerate(generation.passages)}
        usable = embedder is not None and embedder.model == manifest.embedder
        self.embedder = self._embedder = embedder if usable else None
        self._vectors = _one_a_passage(generation, self._number) if usable else None
        self._weight = settings.dense_weight
        self._candidates = settings.candidates
        documents = [documents_of(passage) for passage in generation.passages]
        self._owner = np.repeat(np.arange(len(documents)), [len(one) for one in documents])
        self._lexical = LexicalIndex(document for one in documents for document in one)
        self._sources = manifest.sources
        self._authority = np.array([self._authority_of(p) for p in generation.passages])
        self._is_official = np.array(
            [self._is_of(passage, "official") for passage in generation.passages], dtype=np.bool_
        )
        self._languages = np.array([passage.language for passage in generation.passages])
        self._valid = lru_cache(maxsize=16)(self._compute_valid)
        self.corpus_digest = manifest.digest
        self.knowledge_as_of = newest_day(manifest.sources.values(), generation.passages)
        self.notices = () if usable else ("index.lexical_only",)

    def search(
        self, text: str, k: int = 10, as_of: dt.date | None = None, language: str | None = None
    ) -> list[Hit]:
        """Return the best k passages valid on a day (today if not told), best first."""
        return list(self.look(text, k, as_of, language).hits)

    def look(
        self, text: str, k: int = 10, as_of: dt.date | None = None, language: str | None = None
    ) -> Search:
        """Search and tell how sure the search is; ``language`` breaks ties, as authority does."""
        return self._look(text, k, self._valid(as_of or dt.date.today()), language)

    def official(self, text: str, k: int = 10, as_of: dt.date | None = None) -> tuple[Hit, ...]:
        """Return the best k passages of official documents, ranked among themselves."""
        valid = self._valid(as_of or dt.date.today()) & self._is_official
        return self._look(text, k, valid, None).hits if valid.any() else ()

    def _look(self, text: str, k: int, valid: NDArray[np.bool_], language: str | None) -> Search:
        terms = self._lexical.terms(text)
        lexical = np.where(valid, self._words(terms), 0)
        dense = np.where(valid, self._meaning(text), -1)
        fused = self._fuse(lexical, dense, valid)
        found = (lexical > 0) | (dense > 0)
        order = self._ordered(fused, language)
        best = [int(number) for number in order[found[order]][: max(k, 0)]]
        hits = tuple(
            Hit(self._passages[n], float(fused[n]), float(lexical[n]), float(max(dense[n], 0)))
            for n in best
        )
        return Search(hits, self._features(terms, lexical, dense, best))

    def passage(self, passage: str, as_of: dt.date | None = None) -> Passage | None:
        """Return a passage by its id; with a day, only when it is valid on that day."""
        number = self._number.get(passage)
        if number is None or (as_of and not self._valid(as_of)[number]):
            return None
        return self._passages[number]

    def source(self, source: str) -> Source | None:
        """Return a source by its id."""
        return self._sources.get(source)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return every passage, in the order of the corpus."""
        return self._passages

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return every source by its id."""
        return self._sources

    def _compute_valid(self, as_of: dt.date) -> NDArray[np.bool_]:
        usable = usable_sources(self._sources, as_of)
        return np.array(
            [p.source in usable and was_known(p, as_of) for p in self._passages], dtype=np.bool_
        )

    def _authority_of(self, passage: Passage) -> int:
        source = self._sources.get(passage.source)
        return source.authority if source else 0

    def _is_of(self, passage: Passage, kind: str) -> bool:
        source = self._sources.get(passage.source)
        return source is not None and source.kind == kind

    def _words(self, terms: Sequence[Term]) -> Floats:
        best = np.zeros(len(self._passages), dtype=np.float32)
        np.maximum.at(best, self._owner, self._lexical.scores(terms))
        return best

    def _meaning(self, text: str) -> Floats:
        if self._embedder is None or self._vectors is None:
            return np.zeros(len(self._passages), dtype=np.float32)
        try:
            return np.asarray(self._vectors @ self._embedder.query(text), dtype=np.float32)
        except ValueError:  # a question without words
            return np.zeros(len(self._passages), dtype=np.float32)

    def _fuse(self, lexical: Floats, dense: Floats, valid: NDArray[np.bool_]) -> Floats:
        """Return the min-max fusion of the two rankings; DESIGN.md has its measures."""
        words = _min_max(lexical, valid, self._candidates)
        if self._vectors is None:
            return words
        meaning = _min_max(dense, valid, self._candidates)
        return (1 - self._weight) * words + self._weight * meaning

    def _ordered(self, fused: Floats, language: str | None) -> NDArray[np.intp]:
        foreign = self._languages != (language or "")
        return np.lexsort((foreign, -self._authority, -fused))

    def _features(
        self, terms: Sequence[Term], lexical: Floats, dense: Floats, order: Sequence[int]
    ) -> Features:
        holding = self._holding(terms)
        held = self._coverage(terms, holding)
        cosine, second = _two_best(dense)
        return Features(
            cosine=cosine,
            margin=cosine - second,
            coverage=self._lexical.coverage(terms),
            top_coverage=float(held[order[0]]) if order else 0.0,
            best_coverage=float(held.max(initial=0)),
            agreement=_agreement(lexical, dense) if self._vectors is not None else 0.0,
            common=int(np.sum(holding.sum(axis=1) > _COMMON * len(self._passages))),
            unknown=tuple(t.word for t in terms if not t.known and not t.word[0].isdigit()),
        )

    def _holding(self, terms: Sequence[Term]) -> NDArray[np.bool_]:
        """Return which passages hold which words of a query, shape (terms, passages)."""
        holding = np.zeros((len(terms), len(self._passages)), dtype=np.bool_)
        for row, term in enumerate(terms):
            holding[row, self._owner[self._lexical.texts_with(term)]] = True
        return holding

    def _coverage(self, terms: Sequence[Term], holding: NDArray[np.bool_]) -> Floats:
        """Return for each passage the share of the query's idf mass that it holds."""
        mass = np.array([term.idf * term.known for term in terms], dtype=np.float32)
        total = sum(term.idf for term in terms)
        return np.asarray(mass @ holding / total if total else mass @ holding, dtype=np.float32)


class LiveSearcher:
    """The searcher of the live generation; takes up a new one without making a reader wait."""

    def __init__(self, settings: Settings) -> None:
        """Remember the settings; nothing is read before the first question."""
        self._settings = settings
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None
        self._folder: Path | None = None
        self._loading: Path | None = None
        self._looked = 0.0

    def get(self) -> Searcher:
        """Return the searcher to use now; raise IndexMissing when nothing was ever indexed."""
        searcher = self._searcher
        if searcher is None:
            with self._lock:
                return self._searcher or self._take_up(live_folder(self._settings))
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            self._look_for_newer()
        return searcher

    def _look_for_newer(self) -> None:
        self._looked = time.monotonic()
        folder = current_folder(self._settings.data)
        if folder is None or folder in (self._folder, self._loading):
            return
        # It stays so if the loading fails: the old one goes on serving until there is another.
        self._loading = folder
        threading.Thread(target=self._take_up, args=(folder,), daemon=True).start()

    def _take_up(self, folder: Path) -> Searcher:
        searcher = load_searcher(folder, self._settings)
        self._searcher, self._folder = searcher, folder
        self._looked = time.monotonic()
        return searcher


def live_folder(settings: Settings) -> Path:
    """Return the folder of the live generation; raise IndexMissing."""
    folder = current_folder(settings.data)
    if folder is None:
        raise IndexMissing("index_missing", folder=str(settings.data))
    return folder


def load_searcher(folder: Path, settings: Settings) -> Searcher:
    """Return a searcher over one generation."""
    return Searcher(read_generation(folder), open_embedder(settings), settings)


def open_searcher(settings: Settings) -> Searcher:
    """Return a searcher over the live generation; raise IndexMissing."""
    return load_searcher(live_folder(settings), settings)


def _one_a_passage(generation: Generation, number: Mapping[str, int]) -> Floats | None:
    """Return a row a passage, shape (passages, dimensions): the weighted sum of its units.

    Its product with a query is the same weighted sum of their cosines.
    """
    if generation.vectors is None:
        return None
    owner = np.array([number[unit.passage] for unit in generation.units], dtype=np.intp)
    is_text = np.array([unit.kind == "text" for unit in generation.units], dtype=np.bool_)
    rows = np.zeros((len(number), generation.vectors.shape[1]), dtype=np.float32)
    rows[owner[is_text]] = generation.vectors[is_text]
    asked = owner[~is_text]
    rows[asked] = _TEXT_WEIGHT * rows[asked] + (1 - _TEXT_WEIGHT) * generation.vectors[~is_text]
    return rows


def _min_max(scores: Floats, valid: NDArray[np.bool_], candidates: int) -> Floats:
    """Scale the best candidates to 0..1 by their own least and greatest; all others are 0."""
    pool = scores[valid]
    if len(pool) == 0 or pool.max() <= 0:
        return np.zeros_like(scores)
    best = np.partition(pool, -candidates)[-candidates:] if len(pool) > candidates else pool
    least, greatest = float(best.min()), float(best.max())
    if least == greatest:
        return (scores >= greatest).astype(np.float32)
    scaled: Floats = np.clip((scores - least) / (greatest - least), 0, 1)
    return scaled


def _two_best(scores: Floats) -> tuple[float, float]:
    first, second, *_ = (*sorted(scores[_best(scores, 2)], reverse=True), 0, 0)
    return float(max(first, 0)), float(max(second, 0))


def _agreement(lexical: Floats, dense: Floats) -> float:
    by_words = {n for n in _best(lexical, _AGREEMENT) if lexical[n] > 0}
    return len(by_words & set(_best(dense, _AGREEMENT))) / _AGREEMENT


def _best(scores: Floats, count: int) -> NDArray[np.intp]:
    """Return the positions of the best scores, in no order."""
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(scores, -count)[-count:]
