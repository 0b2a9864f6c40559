"""A stretch of a draft with its numbers."""

import re
from dataclasses import dataclass

from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.draft import Draft
from assistant.masterplan.plain import plain

PARENS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a draft (a sentence, mostly) with its numbers."""

    draft: Draft
    start: int
    end: int
    numbers: tuple[Number, ...]

    def words(self, start: int, end: int) -> str:
        """Return the folded words between two offsets of the draft."""
        return plain(self.draft.text[start:end])

    def has(self, key: str, start: int, end: int) -> bool:
        """Tell whether a pattern of the lexicon is found between two offsets."""
        return bool(pattern(self.draft.language, f"sums.{key}").search(self.words(start, end)))

    def between(self, start: int, end: int) -> tuple[Number, ...]:
        """Return the numbers between two offsets."""
        return tuple(one for one in self.numbers if start <= one.start and one.end <= end)


def passage_of(draft: Draft, start: int, end: int) -> Passage:
    """Return the passage between two offsets."""
    return Passage(draft, start, end, numbers_in(draft, start, end))


def outside(draft: Draft, start: int, end: int) -> tuple[Number, ...]:
    """Return the numbers between two offsets that stand outside parentheses."""
    inside = [found.span() for found in PARENS.finditer(draft.text, start, end)]
    return tuple(
        one
        for one in numbers_in(draft, start, end)
        if not any(first <= one.start < last for first, last in inside)
    )
