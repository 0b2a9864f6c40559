"""A text becomes a draft: sections by its headings, sentences, lists and tables in their place."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from assistant.ingestion.sentences import sentences
from assistant.masterplan.blocks import Block, blocks, comments
from assistant.masterplan.draft import (
    Cell,
    Draft,
    Listing,
    Row,
    Section,
    Sentence,
    SentenceKind,
    Table,
)
from assistant.model import Language
from assistant.retrieval.words import guess_language

_EMPHASIS = re.compile(r"^(?:\*\*|__|\*|_)+|(?:\*\*|__|\*|_)+$")
_LEAST_HEADINGS = 2
_FEW_PARAGRAPHS = 6
_LONGEST_STRETCH = 0.6  # of a text, that a title and a subtitle alone would leave without headings
_UNKNOWN_LEVEL = 3
_YEARS_OR_WORDS = re.compile(r"(?:[^\d]*|\D*(?:19|20)\d\d\D*)")


def parse(
    text: str, language: Language | None = None, headings: Mapping[int, int] | None = None
) -> Draft:
    """Return a text as a draft; sections are not yet told what they are about.

    ``headings``: level of each heading that a reader already knows, by where it starts.
    """
    found = [_as_known(block, headings or {}) for block in blocks(text)]
    sections = _sections(found, text)
    starts = [section.start for section in sections]
    walk = _Walk(text, found, starts)
    told: Language = language or ("en" if guess_language(text, "it") == "en" else "it")
    return Draft(
        text=text,
        language=told,
        kind="masterplan",
        sections=tuple(sections),
        sentences=tuple(walk.sentences()),
        tables=tuple(walk.tables()),
        lists=tuple(walk.lists()),
        hidden=comments(text),
    )


def _as_known(block: Block, headings: Mapping[int, int]) -> Block:
    """Return a block as a heading where its reader saw one."""
    if block.kind == "heading" or block.start not in headings:
        return block
    return replace(block, kind="heading", level=headings[block.start] or _UNKNOWN_LEVEL)


def _sections(found: list[Block], text: str) -> list[Section]:
    headings = [block for block in found if block.kind == "heading"]
    if not _has_structure(headings, found):
        return _paragraphs(found, text)
    opening = [] if headings and not _before(found, headings[0]) else [0]
    starts = [*opening, *(block.start for block in headings), len(text)]
    named: list[Block | None] = [*(None for _ in opening), *headings]
    return [
        _section(text, block, start, end)
        for block, (start, end) in zip(named, pairwise(starts), strict=True)
    ]


def _has_structure(headings: list[Block], found: list[Block]) -> bool:
    """Tell whether headings part the text: several, and no long stretch of it without any.

    Bold labels count only where most paragraphs have one.
    """
    paragraphs = [block for block in found if block.kind == "paragraph"]
    labels = [block for block in headings if block.style == "run-in"]
    is_labelled = 2 * len(labels) >= len(paragraphs)
    parting = headings if is_labelled else [block for block in headings if block not in labels]
    if len(parting) < _LEAST_HEADINGS:
        return len(headings) == len(found)
    ends = [*(block.start for block in parting[1:]), found[-1].end]
    longest = max(end - block.start for block, end in zip(parting, ends, strict=True))
    is_short = len(paragraphs) <= _FEW_PARAGRAPHS
    return is_short or longest <= _LONGEST_STRETCH * (found[-1].end - found[0].start)


def _before(found: list[Block], heading: Block) -> list[Block]:
    return [block for block in found if block.start < heading.start]


def _section(text: str, block: Block | None, start: int, end: int) -> Section:
    if block is None:
        return Section("", 0, start, start, end)
    heading = " ".join(text[block.body : block.end].split())
    return Section(heading, block.level, start, block.end, end)


def _paragraphs(found: list[Block], text: str) -> list[Section]:
    """Return one section a paragraph, with the list or table that it announces by a colon."""
    opening = [block for number, block in enumerate(found) if _opens(found, number, text)]
    starts = [0, *(block.start for block in opening[1:]), len(text)]
    return [
        Section("", 0, start, start, end, number=number)
        for number, (start, end) in enumerate(pairwise(starts), start=1)
    ]


def _opens(found: list[Block], number: int, text: str) -> bool:
    """Tell whether a block begins a section where there are no headings."""
    block, before = found[number], found[number - 1] if number else None
    if before is None:
        return True
    if before.kind == "heading":
        return False
    if block.kind in ("paragraph", "heading"):
        return True
    is_first = before.kind != block.kind
    return is_first and not text[before.body : before.end].rstrip("*_ ").endswith(":")


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk over the blocks of a text, which knows where each section starts."""

    text: str
    found: list[Block]
    starts: list[int]

    def section(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def sentences(self) -> Iterator[Sentence]:
        number = -1
        before = ""
        for block in self.found:
            section = self.section(block.start)
            number += block.kind != before or block.kind not in ("row", "item")
            before = block.kind
            if block.kind == "row":
                yield Sentence(block.body, block.end, section, "row", number)
            elif block.kind in ("paragraph", "item"):
                kind: SentenceKind = "item" if block.kind == "item" else "prose"
                for start, end in sentences(self.text[block.body : block.end]):
                    first, last = block.body + start, block.body + end
                    yield Sentence(first, last, section, kind, number)

    def tables(self) -> Iterator[Table]:
        for kind, run in groupby(self.found, key=lambda block: block.kind):
            if kind == "row":
                rows = tuple(self._row(block) for block in run)
                yield self._table(rows)

    def lists(self) -> Iterator[Listing]:
        for kind, run in groupby(self.found, key=lambda block: block.kind):
            if kind == "item":
                items = list(run)
                spans = tuple((item.body, item.end) for item in items)
                start = items[0].start
                yield Listing(spans, start, items[-1].end, self.section(start))

    def _row(self, block: Block) -> Row:
        return Row(tuple(_cells(self.text, block.body, block.end)), block.body, block.end)

    def _table(self, rows: tuple[Row, ...]) -> Table:
        first = rows[0]
        is_header = all(_YEARS_OR_WORDS.fullmatch(cell.text) for cell in first.cells)
        header = first if is_header and len(rows) > 1 else None
        body = rows[1:] if header else rows
        return Table(header, body, first.start, rows[-1].end, self.section(first.start))


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    """Yield the cells of a row between bars or tabs; the outer bars part nothing."""
    line = text[start:end]
    mark = "|" if "|" in line else "\t"
    cuts = [at for at, char in enumerate(line) if char == mark]
    if not line.startswith(mark):
        cuts.insert(0, -1)
    if not line.endswith(mark):
        cuts.append(len(line))
    for before, after in pairwise(cuts):
        raw = line[before + 1 : after]
        words = _EMPHASIS.sub("", raw.strip())
        at = start + before + 1 + (raw.find(words) if words else 0)
        yield Cell(words, at, at + len(words))
