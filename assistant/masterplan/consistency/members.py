"""The members of a list that are told without a number: one each, one together, or nobody knows."""

import re
from collections.abc import Iterator

from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.passage import Passage

_MEMBER = re.compile(r"[^,;:()]+")
_JOINED = re.compile(r"\s(?:e|ed|and)\s")
_NOTE = re.compile(r"\([^()]*\)?")


def told_as_one(passage: Passage, start: int, end: int) -> range:
    """Return how many the members without a number of their own may be, between two offsets.

    "A researcher" is one; "one for A and B" may be one or two, "one each for A and B" is two. A
    bare name may be one or several: then no count is sure, and the range is empty.
    """
    least = most = 0
    shared: bool | None = None  # "one for A, ..." goes on; True: it is one each
    for opens, words, is_numbered in _pieces(passage, start, end):
        shares = _shares(passage, words)
        if shares is not None or is_numbered or _is_one(passage, words):
            shared = shares
            least, most = least + (not is_numbered), most + (not is_numbered)
        elif shared is not None:
            least, most = least + shared, most + 1
        elif opens:
            return range(0)
    return range(least, most + 1)


def _pieces(passage: Passage, start: int, end: int) -> Iterator[tuple[bool, str, bool]]:
    """Yield whether it opens a member, the words, whether it has a number: each piece of a list."""
    words = _NOTE.sub(lambda found: " " * len(found[0]), passage.words(start, end))
    for member in _MEMBER.finditer(words):
        edges = [
            member.start(),
            *(member.start() + one.end() for one in _JOINED.finditer(member[0])),
        ]
        for place, (first, last) in enumerate(zip(edges, [*edges[1:], member.end()], strict=True)):
            piece = words[first:last].strip()
            if re.search(r"[a-z\d]", piece):
                yield not place, piece, bool(passage.between(start + first, start + last))


def _shares(passage: Passage, words: str) -> bool | None:
    """Tell whether "one for ..." says that it is one each; None where nothing is shared out."""
    language = passage.draft.language
    if not pattern(language, "sums.one_each").search(words):
        return None
    return bool(pattern(language, "sums.each").search(words))


def _is_one(passage: Passage, words: str) -> bool:
    return bool(pattern(passage.draft.language, "sums.single").match(words))
