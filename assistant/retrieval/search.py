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
from assistant.settings import Settings

Floats = NDArray[np.float32]
_AGREEMENT = 10  # ranks compared between the two rankings
_LOOK_SECONDS = 0.5  # how often a live searcher looks for a new generation


@dataclass(frozen=True, slots=True)
class Features:
    """What a search tells about itself, to decide whether the corpus answers at all.

    ``cosine``: of the nearest passage, 0 without vectors; ``margin``: to the second nearest.
    ``coverage``: share of the query's idf mass that the corpus knows; ``top_coverage``: that the
    first hit holds; ``best_coverage``: the most that any one passage holds.
    ``agreement``: share of the first ten passages of one ranking that are in the other's.
    ``unknown``: words that the corpus does not know and that look like none of its words.
    """

    cosine: float = 0.0
    margin: float = 0.0
    coverage: float = 0.0
    top_coverage: float = 0.0
    best_coverage: float = 0.0
    agreement: float = 0.0
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
        """Index the words of every unit; use vectors only where the same model made them."""
        manifest = generation.manifest
        usable = embedder and generation.vectors is not None and embedder.model == manifest.embedder
        self._embedder = embedder if usable else None
        self._vectors = generation.vectors if usable else None
        self._weight = settings.dense_weight
        self._candidates = settings.candidates
        self._passages = generation.passages
        self._number = {passage.id: n for n, passage in enumerate(generation.passages)}
        self._owner = np.array([self._number[u.passage] for u in generation.units], dtype=np.intp)
        self._lexical = LexicalIndex((unit.words, unit.language) for unit in generation.units)
        self._sources = manifest.sources
        self._superseders = _superseders(manifest.sources)
        self._authority = np.array([self._authority_of(p) for p in generation.passages])
        self._languages = np.array([passage.language for passage in generation.passages])
        self._valid = lru_cache(maxsize=16)(self._compute_valid)
        self.corpus_digest = manifest.digest
        self.knowledge_as_of = _newest_day(manifest.sources, generation.passages)
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
        valid = self._valid(as_of or dt.date.today())
        terms = self._lexical.terms(text)
        lexical = np.where(valid, self._by_passage(self._lexical.scores(terms), 0), 0)
        dense = np.where(valid, self._dense(text), -1)
        fused = self._fuse(lexical, dense)
        order = [n for n in self._ordered(fused, language)[: max(k, 0)] if fused[n] > 0]
        hits = tuple(
            Hit(self._passages[n], float(fused[n]), float(lexical[n]), float(max(dense[n], 0)))
            for n in order
        )
        return Search(hits, self._features(terms, lexical, dense, order))

    def passage(self, passage: str) -> Passage | None:
        """Return a passage by its id."""
        number = self._number.get(passage)
        return None if number is None else self._passages[number]

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

    def is_valid(self, source: str, as_of: dt.date) -> bool:
        """Tell whether a source was published, in force and not superseded on a day."""
        known = self._sources.get(source)
        if known is None:
            return True
        superseders = self._superseders.get(source, ())
        return _in_force(known, as_of) and not any(
            _has_begun(newer, as_of) for newer in superseders
        )

    def _compute_valid(self, as_of: dt.date) -> NDArray[np.bool_]:
        used = {passage.source for passage in self._passages}
        sources = {source: self.is_valid(source, as_of) for source in used}
        return np.array(
            [sources[p.source] and _was_known(p, as_of) for p in self._passages], dtype=np.bool_
        )

    def _authority_of(self, passage: Passage) -> int:
        source = self._sources.get(passage.source)
        return source.authority if source else 0

    def _by_passage(self, scores: Floats, floor: float) -> Floats:
        best = np.full(len(self._passages), floor, dtype=np.float32)
        np.maximum.at(best, self._owner, scores)
        return best

    def _dense(self, text: str) -> Floats:
        if self._embedder is None or self._vectors is None:
            return np.zeros(len(self._passages), dtype=np.float32)
        try:
            query = self._embedder.query(text)
        except ValueError:
            return np.zeros(len(self._passages), dtype=np.float32)
        return self._by_passage(self._vectors @ query, -1)

    def _fuse(self, lexical: Floats, dense: Floats) -> Floats:
        """Return the min-max fusion of the two rankings; DESIGN.md has its measures."""
        if self._vectors is None:
            return _min_max(lexical, self._candidates)
        words, meaning = (_min_max(scores, self._candidates) for scores in (lexical, dense))
        return (1 - self._weight) * words + self._weight * meaning

    def _ordered(self, fused: Floats, language: str | None) -> list[int]:
        foreign = self._languages != (language or "")
        return [int(n) for n in np.lexsort((foreign, -self._authority, -fused))]

    def _features(
        self, terms: Sequence[Term], lexical: Floats, dense: Floats, order: Sequence[int]
    ) -> Features:
        held = self._coverage(terms)
        near = np.sort(dense)[::-1] if self._vectors is not None else np.zeros(0)
        return Features(
            cosine=float(near[0]) if len(near) else 0.0,
            margin=float(near[0] - near[1]) if len(near) > 1 else 0.0,
            coverage=self._lexical.coverage(terms),
            top_coverage=float(held[order[0]]) if order else 0.0,
            best_coverage=float(held.max(initial=0)),
            agreement=_agreement(lexical, dense) if self._vectors is not None else 0.0,
            unknown=tuple(term.word for term in terms if not term.known),
        )

    def _coverage(self, terms: Sequence[Term]) -> Floats:
        """Return for each passage the share of the query's idf mass that its units hold."""
        held = np.zeros(len(self._passages), dtype=np.float32)
        total = sum(term.idf for term in terms)
        for term in terms:
            owners = np.unique(self._owner[self._lexical.units_with(term)])
            held[owners] += term.idf * term.known / total
        return held


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
        self._loading = folder
        threading.Thread(target=self._load, args=(folder,), daemon=True).start()

    def _load(self, folder: Path) -> None:
        try:
            self._take_up(folder)
        finally:
            self._loading = None

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


def _min_max(scores: Floats, candidates: int) -> Floats:
    """Scale the best candidates to 0..1 by their own least and greatest; all others are 0."""
    if len(scores) == 0 or scores.max() <= 0:
        return np.zeros_like(scores)
    best = np.partition(scores, -candidates)[-candidates:] if len(scores) > candidates else scores
    least, greatest = max(float(best.min()), 0.0), float(best.max())
    if least == greatest:
        return (scores >= greatest).astype(np.float32)
    scaled: Floats = np.clip((scores - least) / (greatest - least), 0, 1)
    return scaled


def _agreement(lexical: Floats, dense: Floats) -> float:
    by_words = [n for n in np.argsort(-lexical)[:_AGREEMENT] if lexical[n] > 0]
    by_meaning = np.argsort(-dense)[:_AGREEMENT]
    return len(set(by_words) & set(by_meaning)) / _AGREEMENT


def _superseders(sources: Mapping[str, Source]) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for source in sources.values():
        for older in source.supersedes:
            found.setdefault(older, []).append(source)
    return found


def _has_begun(source: Source, as_of: dt.date) -> bool:
    """Tell whether a source was out and in force; an undated one is, any day."""
    if source.published and source.published.first > as_of:
        return False
    return source.valid_from is None or source.valid_from <= as_of


def _in_force(source: Source, as_of: dt.date) -> bool:
    ended = source.valid_until is not None and source.valid_until < as_of
    return _has_begun(source, as_of) and not ended


def _was_known(passage: Passage, as_of: dt.date) -> bool:
    fact = passage.fact
    return fact is None or fact.as_of is None or fact.as_of.first <= as_of


def _newest_day(sources: Mapping[str, Source], passages: Sequence[Passage]) -> dt.date | None:
    days = [source.published.last for source in sources.values() if source.published]
    days += [p.fact.as_of.last for p in passages if p.fact and p.fact.as_of]
    return max(days, default=None)
