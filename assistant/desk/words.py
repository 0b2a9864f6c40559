"""What tickets are found by: the stems of their words, the same in Italian and in English."""

from collections.abc import Iterable
from itertools import chain

from assistant.retrieval.lexical import fold, stem, words

SIMILAR = 0.6  # of the words of two questions together that a duplicate shares
_LANGUAGES = ("it", "en")


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that carry a subject."""
    return frozenset(stem(word, code) for word in words(text) for code in _LANGUAGES)


def as_terms(texts: Iterable[str]) -> str:
    """Return the stems of texts between blanks, so that one can be looked for whole."""
    every = chain.from_iterable(stems_of(text) for text in texts)
    return f" {' '.join(sorted(set(every)))} "


def alternatives(word: str) -> tuple[str, ...]:
    """Return what to look for of a word: its stems, or how it is written when it has none."""
    return tuple(sorted(stems_of(word))) or (fold(word),)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return what share of the words of two questions they have in common, 0 to 1."""
    together = one | other
    return len(one & other) / len(together) if together else 0.0
