"""A draft as the critique sees it: its text, and what stands where, in code points.

Nothing here does work: ``parsing.parse`` makes a draft of a text.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.model import Language

DraftKind = Literal["masterplan", "partial", "not_a_masterplan"]
SentenceKind = Literal["prose", "item", "row"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """``draft.text[start:end]``: a sentence of prose or of a list item, or a row of a table.

    ``section``: index in ``draft.sections``. ``paragraph``: number of the block that holds it
    (a whole list is one, and so is a whole table).
    Bullets, numbers of items and quotation marks of a block stand before ``start``; the bars of a
    row stand inside.
    """

    start: int
    end: int
    section: int
    kind: SentenceKind = "prose"
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` is what the cell says (marks of emphasis stripped); ``start``, ``end`` its span."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the cells in order, and the span of its whole line, bars included."""

    cells: tuple[Cell, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``header`` is None when the first row has figures of its own to be read."""

    header: Row | None
    rows: tuple[Row, ...]
    start: int
    end: int
    section: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the spans of its items in order, without their bullets and numbers."""

    items: tuple[tuple[int, int], ...]
    start: int
    end: int
    section: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level.

    ``heading``: as the draft writes it, "" for the text before the first heading and for the
    paragraphs of a draft without headings (``number`` counts those from 1).
    ``start``: of the heading's line; ``body``: of what follows it. ``criteria``: ids of
    ``corpus/rubric.yaml`` that the section is about, the most likely first.
    """

    heading: str
    level: int
    start: int
    body: int
    end: int
    criteria: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """How like the examples of each sign each sentence is, by where it starts; see ``signs``."""

    scores: Mapping[str, Mapping[int, float]] = field(default_factory=dict)

    def score(self, sign: str, sentence: Sentence) -> float | None:
        """Return the score of a sentence; None when it was not read."""
        return self.scores.get(sign, {}).get(sentence.start)


@dataclass(frozen=True, slots=True)
class Draft:
    """A parsed draft. ``hidden``: spans that a reader of the page would not see (comments).

    ``readings``: what its sentences say by their meaning, nothing without an embedder. ``year``:
    when it is written, 0 before ``consistency.written.dated`` tells it.
    """

    text: str
    language: Language
    kind: DraftKind
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...] = ()
    lists: tuple[Listing, ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()
    in_scope: frozenset[str] = frozenset()
    readings: Readings = Readings()
    year: int = 0

    def words(self, span: Sentence | Row | Cell | Table | tuple[int, int]) -> str:
        """Return the text of a span, exactly as the draft has it."""
        start, end = span if isinstance(span, tuple) else (span.start, span.end)
        return self.text[start:end]

    def section_at(self, offset: int) -> int:
        """Return the index of the section that an offset falls in."""
        after = bisect_right(self.sections, offset, key=lambda one: one.start)
        return max(0, after - 1)

    def sentences_in(self, section: int) -> tuple[Sentence, ...]:
        """Return the sentences of a section, in order."""
        return tuple(one for one in self.sentences if one.section == section)

    def criteria_at(self, offset: int) -> tuple[str, ...]:
        """Return the criteria of the section that an offset falls in."""
        return self.sections[self.section_at(offset)].criteria if self.sections else ()
