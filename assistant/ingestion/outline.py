"""Where each block of a document stands: under which headings, article, comma, question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ingestion.blocks import whole_blocks
from assistant.ingestion.pages import Block, Extraction
from assistant.ingestion.sentences import sentences
from assistant.ingestion.trail import DEEPEST, Place, Trail, is_numbered

_LETTER = re.compile(r"[•\s]*\(?([a-z]{1,2}|[ivx]{1,5})[.)]{1,2}\s+\S")
_LONGEST_QUESTION = 300
_LONGEST_INTRO = 240


@dataclass(frozen=True, slots=True)
class Unit:
    """A block in its place. ``page`` is an index.

    ``letter``: of an item of a list. ``intro``: the sentence that announces a list or a table.
    """

    page: int
    start: int
    end: int
    kind: str
    place: Place
    rows: tuple[tuple[str, ...], ...] = ()
    letter: str | None = None
    intro: str | None = None

    @property
    def is_heading(self) -> bool:
        """Tell whether the block names what follows it."""
        return self.kind == "heading"


@dataclass(frozen=True, slots=True)
class _Seen:
    """A block as it comes, before its place is known."""

    page: int
    block: Block
    text: str

    @property
    def kind(self) -> str:
        return self.block.kind

    @property
    def asks(self) -> bool:
        return self.text.endswith("?") and len(self.text) <= _LONGEST_QUESTION


def outline(extraction: Extraction) -> list[Unit]:
    """Return every block of the document in reading order, each in its place."""
    seen = [
        _Seen(index, block, page.text[block.start : block.end].strip())
        for index, page in enumerate(extraction.pages)
        for block in whole_blocks(page)
    ]
    running = _running_titles(seen, len(extraction.pages))
    trail = _Walk(Trail())
    return [trail.unit(one, _role(seen, number, running)) for number, one in enumerate(seen)]


@dataclass(slots=True)
class _Walk:
    trail: Trail
    intro: str | None = None

    def unit(self, seen: _Seen, role: str) -> Unit:
        block = seen.block
        if role in {"heading", "question"}:
            level = DEEPEST if role == "question" else block.level or DEEPEST - 1
            self.trail.enter(level, _one_line(seen.text))
            self.intro = None
            return Unit(seen.page, block.start, block.end, "heading", self.trail.place())
        self.trail.read(seen.text)
        if role == "paragraph":
            self.intro = None
        letter = _LETTER.match(seen.text) if role == "list" else None
        unit = Unit(
            seen.page,
            block.start,
            block.end,
            role,
            self.trail.place(),
            rows=block.rows,
            letter=letter.group(1) if letter else None,
            intro=self.intro,
        )
        if role == "paragraph":
            self.intro = _announcement(seen.text)
        return unit


def _running_titles(seen: Sequence[_Seen], pages: int) -> set[str]:
    """Return supposed headings that stand on page after page: they name nothing that follows."""
    on: dict[str, set[int]] = {}
    for one in seen:
        if one.kind == "heading":
            on.setdefault(one.text, set()).add(one.page)
    return {text for text, numbers in on.items() if len(numbers) > max(3, pages // 5)}


def _role(seen: Sequence[_Seen], number: int, running: set[str]) -> str:
    """Return what a block is: heading, question, or the kind that its reader gave it."""
    one = seen[number]
    if one.kind == "heading":
        return "paragraph" if one.text in running or _is_sentence(one.text) else "heading"
    return "question" if _is_question(seen, number) else one.kind


def _is_sentence(text: str) -> bool:
    """Tell whether a supposed heading reads as a sentence: readers go by how it looks."""
    ends = text.endswith((".", ";", ",")) and not text.endswith("..")
    return ends and text.count(" ") >= 4 and not is_numbered(text)


def _is_question(seen: Sequence[_Seen], number: int) -> bool:
    """Tell whether a block is a question that the next blocks answer."""
    one, following = seen[number], seen[number + 1 : number + 2]
    if one.kind == "table" or not one.asks or not following:
        return False
    if following[0].kind == "heading" or following[0].asks:
        return False
    return not (one.kind == "list" and number and seen[number - 1].asks)


def _announcement(text: str) -> str | None:
    """Return the sentence that announces a list or a table, if a block ends with one."""
    if not text.endswith(":"):
        return None
    start, end = sentences(text)[-1]
    return _one_line(text[start:end]) if end - start <= _LONGEST_INTRO else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
