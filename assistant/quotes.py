"""Locate a quotation in a text, exactly: the one gate through which quoted words pass.

Two texts are the same words when they agree after folding compatibility forms (Unicode NFKC, but
superscripts, fractions and circled digits stay apart: ``10²`` is not ``102``), white space, dashes,
quotation marks and invisible characters. Digits, letters, accents and word order are never folded,
so a changed number, name or negation is a different quotation. Nor may a span break what it
touches: a word, a number with its scale or percent sign, a range, a negation and its clause.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_DOUBLE = dict.fromkeys("“”„‟«»〝〞＂″", '"')
_SINGLE = dict.fromkeys("‘’‚‛‹›`´ʼ＇′", "'")
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\u0000", "")
_FOLDS = str.maketrans(_DASHES | _DOUBLE | _SINGLE | _INVISIBLE)
_APART = ("<super>", "<sub>", "<fraction>", "<circle>")

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
_PLAIN = "[!-_a-~À-ÿ]+"  # folds to itself
_CLUSTERS = re.compile(
    rf"(?P<plain>{_PLAIN}(?:\ {_PLAIN})*(?![{_MARKS}]))|(?P<space>\s+)|.[{_MARKS}]*", re.DOTALL
)

# Where a text may not be cut; the place of the cut is \0, which no folded text has.
_NEGATION = (
    r"(?:non|n[éè]|neppure|neanche|nemmeno|senza|mai|mica|nulla|niente|nessun[oa]?"
    r"|not?|nor|never|neither|none|nobody|nothing|without|cannot|[a-z]+n't)"
)
_SCALE = (
    r"(?:per\ ?cent[o]?|percent|mila|milion[ei]|miliard[oi]|millions?|billions?|thousand|mln|mld"
    r"|e\ mezz[oa]|and\ a\ half|bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)"
)
_INSIDE = re.compile(
    rf"""
      [^\W_]\0[^\W_] | [^\W_]\0[{_MARKS}] | [a-z]\0't(?!\w)    # a word
    | [^\W_]-\0[^\W_] | [^\W_]\0-[^\W_]                        # a compound word
    | \d[.,/:']\0\d | \d\0[.,/:']\d                            # a number
    | [-+±<>≤≥]\0\d | [±≤≥]\ \0\d                              # its sign
    | (?<!\d)\d{{1,3}}\ ?\0\ ?\d{{3}}(?!\d)                    # its thousands
    | [^\W_]\ ?\0\ ?(?:[%‰¼½¾]|{_SCALE}(?!\w))            # its scale, its ordinal
    | (?<!\w)per\ ?\0\ ?cento?(?!\w) | \d\ ?\0\ ?[km](?:€|(?!\w))
    | \d\ ?(?:-\ ?\0|\0\ ?-)\ ?\d                              # a range
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SOFT = "[\"'()*_]*"  # what stands around words without ending a clause
_NEGATED = re.compile(
    rf"(?<![^\W_]){_NEGATION}(?:'|{_SOFT}\ )(?:{_SOFT}\w[\w'-]*{_SOFT}\ ){{0,3}}{_SOFT}\0"
    rf"|[\w\"')*]\0\ {_SOFT}(?:non|not?|mai|never)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Where words stand in a text: ``text[start:end]``, code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Folded:
    """A folded text, piece by piece: where each begins in it, and its span in the original."""

    text: str
    begins: list[int]
    spans: list[tuple[int, int]]

    def origin(self, at: int) -> Span:
        """Return what one folded character comes from."""
        piece = bisect_right(self.begins, at) - 1
        start, end = self.spans[piece]
        if self.begins[piece + 1] - self.begins[piece] != end - start:
            return Span(start, end)
        start += at - self.begins[piece]
        return Span(start, start + 1)


def locate(words: str, text: str) -> Span | None:
    """Return where the words stand in the text, or None when they do not stand there.

    The first letter may differ in case only.
    """
    wanted = _fold(words).text.strip()
    if not any(char.isalnum() for char in wanted):
        return None
    folded = _fold(text)
    for start in _occurrences(wanted, folded.text):
        end = start + len(wanted)
        if _is_whole(folded, text, start, end):
            return Span(folded.origin(start).start, folded.origin(end - 1).end)
    return None


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts are the same words, after folding."""
    return _fold(one).text.strip() == _fold(other).text.strip()


def _occurrences(wanted: str, text: str) -> list[int]:
    first, rest = wanted[0], wanted[1:]
    variants = {char + rest for char in (first, first.swapcase()) if len(char) == 1}
    return sorted(at for variant in variants for at in _finds(variant, text))


def _finds(wanted: str, text: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)


def _is_whole(folded: _Folded, text: str, *cuts: int) -> bool:
    """Tell whether cutting the text there breaks nothing that belongs together."""
    if any(_is_inside(folded, cut) for cut in cuts):
        return False
    return not any(_is_negated(folded, text, cut) for cut in cuts)


def _is_inside(folded: _Folded, at: int) -> bool:
    if 0 < at < len(folded.text) and folded.origin(at - 1) == folded.origin(at):
        return True
    return bool(_INSIDE.search(_seam(folded.text, at, 8)))


def _is_negated(folded: _Folded, text: str, at: int) -> bool:
    is_parted = _NEGATED.search(_seam(folded.text, at, 80))
    return bool(is_parted) and not _opens_line(folded, text, at)


def _seam(text: str, at: int, reach: int) -> str:
    return f"{text[max(0, at - reach) : at]}\0{text[at : at + 20]}"


def _opens_line(folded: _Folded, text: str, at: int) -> bool:
    """Tell whether a new line begins here, as a row or a title does, and no wrapped sentence."""
    while folded.text[at : at + 1] == " ":
        at += 1
    if not 0 < at < len(folded.text) or folded.text[at].islower():
        return False
    return "\n" in text[folded.origin(at - 1).start : folded.origin(at).start]


def _fold(text: str) -> _Folded:
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _CLUSTERS.finditer(text):
        piece = match["plain"]
        if not piece:
            piece = " " if match["space"] else _fold_cluster(match.group())
            if pieces and pieces[-1].endswith(" "):
                piece = piece.removeprefix(" ")
        if piece:
            pieces.append(piece)
            spans.append(match.span())
    return _Folded("".join(pieces), [0, *accumulate(map(len, pieces))], spans)


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    """Fold a character and the combining marks that follow it."""
    plain = "".join(_compatible(char) for char in cluster.translate(_FOLDS))
    return unicodedata.normalize("NFC", plain).translate(_FOLDS)


def _compatible(char: str) -> str:
    if char.isspace():
        return " "
    is_apart = unicodedata.decomposition(char).startswith(_APART)
    return char if is_apart else unicodedata.normalize("NFKC", char)
