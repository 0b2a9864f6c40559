"""Locate a quotation in a text, exactly: the one gate through which quoted words pass.

Two texts are the same words when they agree after folding compatibility forms (Unicode NFKC),
white space, dashes, quotation marks and invisible characters. Digits, letters, accents and word
order are never folded, so a changed number, name or negation is a different quotation. A span may
not start or end inside a word or a number, nor cut off the negation that governs it.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_DOUBLE = dict.fromkeys("“”„‟«»〝〞＂", '"')
_SINGLE = dict.fromkeys("‘’‚‛‹›`´ʼ＇", "'")
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\u0000", "")
_FOLDS = _DASHES | _DOUBLE | _SINGLE | _INVISIBLE

_NEGATION_BEFORE = re.compile(
    r"\b(?:non|né|senza|mai|nessun[oa]?|not|no|nor|never|without|cannot)[ ]$", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(r"\d[.,/:]$|[-+]$")
_NUMBER_AFTER = re.compile(r"[.,/:]?\d|[ ]?%")


@dataclass(frozen=True, slots=True)
class Span:
    """Where words stand in a text: ``text[start:end]``, code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Folded:
    text: str
    origins: tuple[int, ...]


def locate(words: str, text: str) -> Span | None:
    """Return where the words stand in the text, or None when they do not stand there."""
    folded = _fold(text)
    wanted = _fold(words).text.strip()
    if not any(char.isalnum() for char in wanted):
        return None
    for start in _occurrences(wanted, folded.text):
        end = start + len(wanted)
        if _is_whole(folded.text, start, end):
            return Span(folded.origins[start], folded.origins[end - 1] + _width(folded, text, end))
    return None


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts are the same words, after folding."""
    return _fold(one).text.strip() == _fold(other).text.strip()


def _occurrences(wanted: str, text: str) -> list[int]:
    """Return every start of the words; the first letter may differ in case only."""
    variants = {wanted, wanted[0].swapcase() + wanted[1:]}
    starts: list[int] = []
    for variant in variants:
        start = text.find(variant)
        while start >= 0:
            starts.append(start)
            start = text.find(variant, start + 1)
    return sorted(starts)


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    first, last = text[start], text[end - 1]
    if first.isalnum() and before[-1:].isalnum():
        return False
    if last.isalnum() and after[:1].isalnum():
        return False
    if first.isdigit() and _NUMBER_BEFORE.search(before[-2:]):
        return False
    if last.isdigit() and _NUMBER_AFTER.match(after):
        return False
    return not _NEGATION_BEFORE.search(before[-12:])


def _fold(text: str) -> _Folded:
    """Fold a text, remembering which character of the original each folded one comes from."""
    chars: list[str] = []
    origins: list[int] = []
    for start, end in _clusters(text):
        for char in _fold_cluster(text[start:end]):
            if char == " " and chars and chars[-1] == " ":
                continue
            chars.append(char)
            origins.append(start)
    return _Folded("".join(chars), tuple(origins))


def _fold_cluster(cluster: str) -> str:
    folded = unicodedata.normalize("NFKC", _FOLDS.get(cluster, cluster))
    return "".join(" " if char.isspace() else _FOLDS.get(char, char) for char in folded)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return the base characters with the combining marks that follow them."""
    starts = [at for at, char in enumerate(text) if at == 0 or not unicodedata.combining(char)]
    return list(pairwise([*starts, len(text)])) if starts else []


def _width(folded: _Folded, text: str, end: int) -> int:
    """Return how many original characters the last folded character before ``end`` covers."""
    last = folded.origins[end - 1]
    width = 1
    while last + width < len(text) and unicodedata.combining(text[last + width]):
        width += 1
    return width
