"""Where the sentences of an Italian or English text begin and end.

Made for administrative prose: "art. 5, comma 1, lett. a)", "D.Lgs. n. 36/2023", "S.p.A.", amounts,
lists that run over lines. A wrong cut is worse than a missed one, because sentences are quoted.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from assistant.tables import read_tables

_CELLS = " | "
_INKED_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_STOP = re.compile(r"[.!?…]+[»”’\"')\]]*(?=\s|$)")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n[^\S\n]*")
_BULLET = re.compile(r"[•▪●◦○■□☐✓➢➔·]|[-–—*](?=\s+[^\W\d])")
_MARKER = re.compile(
    r"(?:[a-zA-Z]{1,2}|[ivxlIVXL]{1,5}|\d{1,3}(?:\.\d{1,2}){0,3})(?:[.)]|\.?\))\s+\S"
)
_ITEM_END = re.compile(r"(?:[.;:!?,]|[\s;,](?:e|o|ed|od|e/o|oppure|ovvero|and|or))\s*$")
_ONLY_MARKER = re.compile(
    r"[\s•▪●◦○■□\-–—*#>(«“\"]*"
    r"(?:(?:art(?:icolo)?\.?|§|allegato|punto|fase|lotto)\s*)?"
    r"(?:[a-zA-Z]|[ivxlIVXL]{1,5}|\d{1,3}(?:\.\d{1,3}){0,3})[.)]*",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"[^\W_](?:[\w/]|\.(?=\w)|['’](?=\w))*$")
_NEXT = re.compile(r"[\s«“‘\"'(\[•▪●◦*_-]*(\w[\w]*['’]?)")


@cache
def _words(kind: str) -> frozenset[str]:
    """Return one list of ``lexicon/abbreviations.toml``, read once."""
    return frozenset(read_tables("lexicon/abbreviations.toml")[kind].split())


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences, trimmed and in order; together they hold all the ink.

    A row of a table (cells parted by `` | ``) is one sentence.
    """
    spans: list[tuple[int, int]] = []
    reached = 0
    for row in _rows(text):
        spans += _prose(text, reached, row.start())
        spans.append(row.span())
        reached = row.end()
    return [*spans, *_prose(text, reached, len(text))]


def _rows(text: str) -> Iterator[re.Match[str]]:
    if _CELLS.strip() in text:
        lines = _INKED_LINE.finditer(text)
        yield from (line for line in lines if _CELLS in f" {line.group()} ")


def _prose(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the sentences of a stretch of text without tables."""
    body = text[start:end]
    cuts = [0, *_cuts(body), len(body)]
    for first, last in pairwise(cuts):
        piece = body[first:last]
        if piece.strip():
            opening = start + first + len(piece) - len(piece.lstrip())
            yield opening, opening + len(piece.strip())


def _cuts(text: str) -> Iterator[int]:
    start = 0
    for candidate, is_line in _candidates(text):
        ends = _ends_item if is_line else _ends_sentence
        if candidate > start and ends(text, start, candidate):
            start = candidate
            yield candidate


def _candidates(text: str) -> list[tuple[int, bool]]:
    """Return every place that may end a sentence: (offset, whether it is a line end)."""
    stops = [(found.end(), False) for found in _STOP.finditer(text)]
    lines = [(found.start(), True) for found in _LINE.finditer(text)]
    return sorted(stops + lines)


def _ends_item(text: str, start: int, newline: int) -> bool:
    if _PARAGRAPH.match(text, newline):
        return True
    following = _LINE.match(text, newline)
    at = following.end() if following else newline
    if _BULLET.match(text, at):
        return True
    before = text[max(start, newline - 12) : newline]
    return bool(
        _MARKER.match(text, at)
        and _ITEM_END.search(before)
        and not _is_abbreviation(text, start, newline, at)
    )


def _ends_sentence(text: str, start: int, end: int) -> bool:
    following = _NEXT.match(text, end)
    if following is None:
        return True
    first = following.group(1)
    if first[0].islower():
        return False
    if _is_omission(text, end) or _ONLY_MARKER.fullmatch(text, start, end):
        return False
    return not _is_abbreviation(text, start, end, end)


def _is_omission(text: str, end: int) -> bool:
    """Tell whether what ends here is ``[...]`` or ``(…)``, which stands for words left out."""
    return bool(re.search(r"[\[(]\s*(?:\.{3}|…)\s*[\])]$", text[max(0, end - 8) : end]))


def _is_abbreviation(text: str, start: int, end: int, following_from: int) -> bool:
    stem = text[max(start, end - 40) : end].rstrip()
    if not stem.endswith("."):
        return False
    found = _WORD_BEFORE.search(stem[:-1])
    following = _NEXT.match(text, following_from)
    if not found or not following:
        return False
    return _shortens(found.group(), following.group(1))


def _shortens(word: str, following: str) -> bool:
    """Tell whether the full stop after ``word`` belongs to it rather than to the sentence."""
    folded = word.lower().replace("’", "'").rsplit("'", 1)[-1]
    if folded in _words("before_number"):
        return _is_number(following)
    if len(word) == 1 and word.isalpha() and following[0].isdigit():
        return True
    if folded in _words("never_last"):
        return True
    if folded in _words("may_be_last") or _is_initials(word):
        return following.lower().replace("’", "'") not in _words("openers")
    return word[-1].isdigit() and following[0].isdigit() and len(word) <= 2


def _is_number(word: str) -> bool:
    return word[0].isdigit() or len(word) == 1 or bool(re.fullmatch(r"[IVXL]+", word))


def _is_initials(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[^\W\d]{1,2}\.)*[A-Z]", word))
