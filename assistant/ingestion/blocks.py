"""All the ink of a page as blocks, whatever its reader left between them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.ingestion.pages import Block, Page

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


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
    blanks = [found.span() for found in _BLANK_LINE.finditer(text, start, end)]
    firsts = [start, *(after for _, after in blanks)]
    lasts = [*(before for before, _ in blanks), end]
    for first, last in zip(firsts, lasts, strict=True):
        piece = text[first:last]
        if piece.strip():
            lead = first + len(piece) - len(piece.lstrip())
            yield Block("paragraph", lead, first + len(piece.rstrip()))
