"""An approved answer is served only to its own question: when in doubt, it is not.

A question must read as one that was approved (``reading.py``): same kind, same numbers, same
denial, same thing counted, no word that the answer's questions do not have, none missing that all
of them have. What is left must share most of its words with one of them, and be near it in meaning.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from assistant.approved.lexicon import lexicon
from assistant.approved.reading import Reading, read, words_of
from assistant.approved.record import Approved
from assistant.model import LANGUAGES, Language, Passage
from assistant.retrieval.lexical import fold
from assistant.retrieval.words import tokens, words

if TYPE_CHECKING:
    from assistant.retrieval.embed import CachedEmbedder, Vector

LEAST_SHARED = 0.6  # of the words of both questions together; docs/approved.md has the measures
LEAST_COSINE = 0.86  # of a question and the nearest wording of the answer
_CLEARLY = 0.15  # by which the best answer must lead another
_FEWEST_WORDS = 2  # of a mere heading ("scadenza domande") that is a question nevertheless
_NAMED = ("what", "when", "how_much", "how_many")  # kinds that a mere heading may stand for
_MEMORY = 4096
_SHORT, _LONG = 5, 8  # letters of a word in which one slip, or two, are repaired


@dataclass(frozen=True, slots=True)
class Match:
    """An answer, the wording of it that a question is near to, and how near (0 to 1)."""

    entry: Approved
    wording: str
    score: float


@dataclass(frozen=True, slots=True)
class _Wording:
    """One way of asking, approved with an answer; ``place``: of the answer among all."""

    place: int
    text: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Scope:
    """The words of an answer's questions in a language: any of them, and those that all have."""

    any: frozenset[str]
    all: frozenset[str]


class Matcher:
    """Approved questions, read once; it never changes, so threads may share it."""

    def __init__(
        self,
        entries: Iterable[Approved],
        embedder: "CachedEmbedder | None" = None,
        known: Collection[str] = frozenset(),
    ) -> None:
        """Read the questions of answers; ``known``: words that are no misspelling of ours."""
        self._entries = tuple(entries)
        self._embedder = embedder
        self._known = known
        self._all: list[_Wording] = []
        self._wordings: dict[Language, dict[str, list[int]]] = {}
        self._scopes: dict[tuple[int, Language], _Scope] = {}
        self._exact: dict[tuple[Language, str], set[int]] = {}
        self._surfaces: dict[Language, frozenset[str]] = {}
        for language in LANGUAGES:
            self._take(language)
        self._vector = lru_cache(maxsize=_MEMORY)(self._compute)

    def _take(self, language: Language) -> None:
        """Read the questions of a language, by each of their words."""
        by_word: dict[str, list[int]] = {}
        surfaces: set[str] = set()
        for place, entry in enumerate(self._entries):
            asked = entry.questions.get(language, ())
            wordings = [_Wording(place, text, _approved_reading(text, language)) for text in asked]
            for one in wordings:
                surfaces.update(words_of(one.text, language))
                self._exact.setdefault((language, _plain(one.text)), set()).add(place)
                for word in one.reading.words:
                    by_word.setdefault(word, []).append(len(self._all))
                self._all.append(one)
            if wordings:
                sets = [one.reading.words for one in wordings]
                every = frozenset.intersection(*sets)
                self._scopes[place, language] = _Scope(frozenset().union(*sets), every)
        self._wordings[language] = by_word
        self._surfaces[language] = frozenset(word for word in surfaces if words(word))

    def match(
        self, text: str, language: Language, usable: Callable[[Approved], bool] = bool
    ) -> Match | None:
        """Return the answer to a question in a language; None where there is none, or a doubt.

        ``usable``: tells the answers that may be served; all when not told.
        """
        exact = self._exact.get((language, _plain(text)), set())
        found = [Match(self._entries[place], text, 1.0) for place in exact]
        found = [one for one in found or self._near(text, language) if usable(one.entry)]
        found.sort(key=lambda one: -one.score)
        is_clear = len(found) == 1 or (
            len(found) > 1 and found[0].score - found[1].score >= _CLEARLY
        )
        return found[0] if is_clear else None

    def _near(self, text: str, language: Language) -> Iterator[Match]:
        """Yield the best wording of each answer that a question agrees with."""
        asked = read(text, language, lambda word: self._repaired(word, language))
        by_word = self._wordings[language]
        shared = Counter(number for word in asked.words for number in by_word.get(word, ()))
        best: dict[int, Match] = {}
        for number, count in shared.items():
            one = self._all[number]
            score = count / len(asked.words | one.reading.words)
            older = best.get(one.place)
            if (older and older.score >= score) or not self._agrees(asked, one, score, language):
                continue
            best[one.place] = Match(self._entries[one.place], one.text, score)
        yield from (one for one in best.values() if self._is_near(text, one.entry, language))

    def _agrees(self, asked: Reading, one: _Wording, score: float, language: Language) -> bool:
        scope = self._scopes[one.place, language]
        return (
            score >= LEAST_SHARED
            and not asked.several
            and asked.words <= scope.any
            and scope.all <= asked.words
            and _ask_alike(asked, one.reading, language)
        )

    def _is_near(self, text: str, entry: Approved, language: Language) -> bool:
        """Tell whether a question is near in meaning to a wording; without vectors words decide."""
        if self._embedder is None:
            return True
        asked = self._embedder.query(text)
        near = (float(asked @ self._vector(wording)) for wording in entry.questions[language])
        return max(near) >= LEAST_COSINE

    def _compute(self, text: str) -> "Vector":
        assert self._embedder is not None
        vector: Vector = self._embedder.passages([text])[0]
        return vector

    def _repaired(self, word: str, language: Language) -> str:
        """Return the word of an approved question that this one misspells, or the word itself."""
        surfaces = self._surfaces[language]
        if word in surfaces or word in self._known or not words(word):
            return word
        allowed = _slips(word)
        near = [
            (distance, other)
            for other in surfaces
            if other[0] == word[0] and abs(len(other) - len(word)) <= allowed
            if (distance := OSA.distance(word, other, score_cutoff=allowed)) <= allowed
        ]
        return min(near)[1] if near else word


@lru_cache(maxsize=20_000)
def _approved_reading(text: str, language: Language) -> Reading:
    """Return the reading of an approved question: the same after another one was approved."""
    return read(text, language)


def known_words(passages: Iterable[Passage]) -> frozenset[str]:
    """Return the words of a corpus, which a question may have without misspelling one of ours."""
    texts = (text for one in passages for text in (one.text, *one.versions.values(), *one.finders))
    return frozenset(token for text in texts for token in tokens(text))


def _slips(word: str) -> int:
    """Return how many slips of the keyboard may be repaired: none in a short word."""
    if len(word) < _SHORT:
        return 0
    return 1 if len(word) < _LONG else 2


def _ask_alike(asked: Reading, approved: Reading, language: Language) -> bool:
    """Tell whether two questions ask the same thing of the same words."""
    moods = {asked.mood, approved.mood} - {""}
    return (
        _is_kind(asked, approved)
        and asked.numbers == approved.numbers
        and asked.denials == approved.denials
        and asked.is_past == approved.is_past
        and (asked.kind != "whether" or len(moods) < 2)
        and _in_order(asked.terms, approved.terms, language)
    )


def _is_kind(asked: Reading, approved: Reading) -> bool:
    if asked.kind:
        return (asked.kind, asked.counted) == (approved.kind, approved.counted)
    return len(asked.words) >= _FEWEST_WORDS and approved.kind in _NAMED


def _in_order(asked: Sequence[str], approved: Sequence[str], language: Language) -> bool:
    """Tell who does what to whom apart: the parties that both name come in the same order."""
    party = lexicon(language).marks["party"]
    both = {term for term in (*asked, *approved) if party.match(term)}
    both &= set(asked) & set(approved)
    return [term for term in asked if term in both] == [term for term in approved if term in both]


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").rstrip(" ?.!").split())
