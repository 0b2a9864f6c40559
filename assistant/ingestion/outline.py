"""Where each block of a document stands: under which headings, article, comma, question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.ingestion.pages import Block, Extraction, Page
from assistant.ingestion.sentences import sentences

_NUMBER = r"(\d+(?:[\s-]?(?:bis|ter|quater|quinquies|sexies)\b)?)"
_ARTICLE_HEADING = re.compile(rf"(?:art(?:icolo)?\.?|article)\s*{_NUMBER}", re.IGNORECASE)
_ARTICLE_OPENING = re.compile(
    rf"((?i:art(?:icolo|\.)|article)\s*{_NUMBER})\s*(?:[.\-–—:(]|[A-ZÀ-Ü])"
)
_COMMA = re.compile(r"(\d{1,2})((?:[\s-](?:bis|ter|quater))?)([.)])\s+\S")
_LETTER = re.compile(r"\(?([a-z]{1,2}|[ivx]{1,5})[.)]{1,2}\s+\S")
_QUESTION_MARKS = re.compile(
    r"^(?:[•▪-]\s*|(?:domanda|question|[dq])\s*\d*\s*[.:)\-–]\s*|\d{1,3}\s*[.):\-–]\s*)+",
    re.IGNORECASE,
)
_HEADING_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\s*[.)°\-–—]*\s+[^\W\d_]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_Located = tuple[int, Page, Block]
_LONGEST_QUESTION = 300
_LONGEST_INTRO = 240
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands. ``path``: the headings above it, outermost first."""

    path: tuple[str, ...] = ()
    article: str | None = None
    comma: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A block in its place. ``page`` is an index; ``letter`` and ``intro`` belong to list items."""

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


@dataclass(slots=True)
class _Trail:
    """What the reader remembers while walking down the document."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    article: str | None = None
    article_level: int = _DEEPEST
    blocks_of_article: int = 0
    comma: int = 0
    comma_label: str | None = None
    comma_sign: str | None = None
    intro: str | None = None

    def place(self) -> Place:
        path = tuple(text for _, text in self.headings)
        question = next((text for text in reversed(path) if text.endswith("?")), None)
        return Place(path, self.article, self.comma_label, question and plain_question(question))

    def enter(self, level: int, text: str) -> None:
        level = self._level_by_number(level, text)
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, text))
        found = _ARTICLE_HEADING.match(text)
        if found or level <= self.article_level:
            self.article = found.group(1) if found else None
            self.article_level = level if found else _DEEPEST
            self.blocks_of_article = 0
            self.comma, self.comma_label, self.comma_sign = 0, None, None
        self.intro = None

    def _level_by_number(self, level: int, text: str) -> int:
        """Correct a level by the numbers: 6.5 stands under 6, and 7 does not stand under 6.5."""
        number = _numbers(text)
        for above, title in self.headings if number else ():
            other = _numbers(title)
            if other and other == number[: len(other)] and other != number:
                level = max(level, above + 1)
            elif other:
                level = min(level, above)
        return level


def outline(extraction: Extraction) -> list[Unit]:
    """Return every block of the document in reading order, each in its place."""
    trail = _Trail()
    located = [
        (index, page, block)
        for index, page in enumerate(extraction.pages)
        for block in whole_blocks(page)
    ]
    texts = [page.text[block.start : block.end].strip() for _, page, block in located]
    running = _running_titles(located, texts, len(extraction.pages))
    return [
        _unit(trail, index, block, text, _role(located, texts, running, number))
        for number, ((index, _, block), text) in enumerate(zip(located, texts, strict=True))
    ]


def _running_titles(located: Sequence[_Located], texts: Sequence[str], pages: int) -> set[str]:
    """Return supposed headings that stand on page after page: they name nothing that follows."""
    seen: dict[str, set[int]] = {}
    for (page, _, block), text in zip(located, texts, strict=True):
        if block.kind == "heading":
            seen.setdefault(text, set()).add(page)
    return {text for text, on in seen.items() if len(on) > max(3, pages // 5)}


def _role(located: Sequence[_Located], texts: Sequence[str], running: set[str], number: int) -> str:
    """Return what a block is: heading, question, or the kind that its reader gave it."""
    block, text = located[number][2], texts[number]
    if block.kind == "heading":
        return "paragraph" if text in running or _is_sentence(text) else "heading"
    return "question" if _is_question(located, texts, number) else block.kind


def _unit(trail: _Trail, page: int, block: Block, text: str, kind: str) -> Unit:
    if kind in {"heading", "question"}:
        level = _DEEPEST if kind == "question" else block.level or _DEEPEST - 1
        trail.enter(level, _one_line(text))
        return Unit(page, block.start, block.end, "heading", trail.place())
    _note_article(trail, text)
    trail.blocks_of_article += 1
    _note_comma(trail, text)
    if kind == "table":
        return Unit(
            page, block.start, block.end, kind, trail.place(), block.rows, intro=trail.intro
        )
    if kind != "list":
        trail.intro = _announcement(text)
        return Unit(page, block.start, block.end, kind, trail.place())
    letter = _LETTER.match(text)
    label = letter.group(1) if letter else None
    return Unit(page, block.start, block.end, kind, trail.place(), letter=label, intro=trail.intro)


def _announcement(text: str) -> str | None:
    """Return the sentence that announces a list or a table, if a block ends with one."""
    if not text.endswith(":"):
        return None
    start, end = sentences(text)[-1]
    return _one_line(text[start:end]) if end - start <= _LONGEST_INTRO else None


def _note_article(trail: _Trail, text: str) -> None:
    """Enter an article that opens its paragraph instead of standing as a heading."""
    found = _ARTICLE_OPENING.match(text)
    if found and found.group(2) != trail.article:
        level = trail.article_level if trail.article else _DEEPEST - 2
        trail.enter(level, _one_line(found.group(1)))


def _note_comma(trail: _Trail, text: str) -> None:
    """Enter a comma: those of an article count up from 1, with one sign after the number."""
    found = _COMMA.match(text) if trail.article else None
    if not found:
        return
    number, suffix, sign = int(found.group(1)), found.group(2), found.group(3)
    follows = number == trail.comma + 1 or (suffix and number == trail.comma)
    begins = trail.comma > 0 or trail.blocks_of_article == 1
    if follows and begins and trail.comma_sign in {None, sign}:
        trail.comma, trail.comma_sign = number, sign
        trail.comma_label = f"{number}{suffix.replace(' ', '-')}"


def _is_question(located: Sequence[_Located], texts: Sequence[str], number: int) -> bool:
    """Tell whether a block is a question that the next blocks answer."""
    block, text = located[number][2], texts[number]
    if block.kind == "table" or not _asks(text):
        return False
    before, after = texts[number - 1] if number else "", texts[number + 1 : number + 2]
    if not after or located[number + 1][2].kind == "heading" or _asks(after[0]):
        return False
    return not (block.kind == "list" and _asks(before))


def _asks(text: str) -> bool:
    return text.endswith("?") and len(text) <= _LONGEST_QUESTION and "\n\n" not in text


def plain_question(text: str) -> str:
    """Return a question without its number or the ``D:`` before it."""
    return _QUESTION_MARKS.sub("", text).strip() or text


def _numbers(title: str) -> tuple[str, ...]:
    """Return the number of a heading in parts (``6.5 Title`` is 6 and 5); empty without one."""
    found = _HEADING_NUMBER.match(title)
    return tuple(found.group(1).split(".")) if found else ()


def _is_sentence(text: str) -> bool:
    """Tell whether a supposed heading reads as a sentence: readers go by how it looks."""
    ends = text.endswith((".", ";", ",")) and not text.endswith("..")
    return ends and text.count(" ") >= 4 and not _numbers(text) and not _ARTICLE_HEADING.match(text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def whole_blocks(page: Page) -> Iterator[Block]:
    """Return the blocks of a page, with paragraphs for the ink that no block holds.

    A mark that stands on the line before a block (a bullet) becomes part of the block.
    """
    reached = 0
    for block in page.blocks:
        if block.end <= reached or not page.text[block.start : block.end].strip():
            continue
        line = max(page.text.rfind("\n", 0, block.start) + 1, reached)
        start = line if page.text[line : block.start].strip() else max(block.start, reached)
        yield from _loose(page.text, reached, start)
        yield replace(block, start=start)
        reached = block.end
    yield from _loose(page.text, reached, len(page.text))


def _loose(text: str, start: int, end: int) -> Iterator[Block]:
    cuts = [found.span() for found in _BLANK_LINE.finditer(text, start, end)]
    for first, last in zip(
        [start, *(after for _, after in cuts)], [*(before for before, _ in cuts), end], strict=True
    ):
        piece = text[first:last]
        if piece.strip():
            lead = first + len(piece) - len(piece.lstrip())
            yield Block("paragraph", lead, first + len(piece.rstrip()))
