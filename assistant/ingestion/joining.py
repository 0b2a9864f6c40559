"""A sentence that the end of a page breaks is made whole, on the page where it begins."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ingestion.pages import Block, Extraction, Page
from assistant.ingestion.sentences import sentences

_ENDED = re.compile(r"[.;:!?…][»”’\"')\]]*$")
_HANGING = re.compile(
    r"(?:,|\b(?:di|del|dello|della|dei|degli|delle|dell['’]|a|al|allo|alla|ai|agli|alle|all['’]|da|"
    r"dal|dalla|dai|dalle|in|nel|nella|nei|nelle|con|su|sul|sulla|per|tra|fra|il|lo|la|i|gli|le|un|"
    r"una|e|ed|o|che|non|è|si|art\.|n\.|comma|the|of|and|or|to|a|for|with|by))$",
    re.IGNORECASE,
)
_FLOWING = ("paragraph", "list")


def whole_sentences(extraction: Extraction) -> Extraction:
    """Move the rest of a sentence broken by the end of a page to the page where it begins.

    Offsets of passages are those of the pages returned here.
    """
    pages = list(extraction.pages)
    for index in range(len(pages) - 1, 0, -1):
        pages[index - 1], pages[index] = _joined(pages[index - 1], pages[index])
    return replace(extraction, pages=tuple(pages))


def _joined(page: Page, following: Page) -> tuple[Page, Page]:
    if not page.blocks or not following.blocks:
        return page, following
    last, first = page.blocks[-1], following.blocks[0]
    before, after = page.text[last.start : last.end], following.text[first.start : first.end]
    if not _goes_on(last, before, first, after) or following.text[: first.start].strip():
        return page, following
    end = sentences(after)[0][1]
    return _extended(page, after[:end]), _shortened(following, first.start + end)


def _goes_on(last: Block, before: str, first: Block, after: str) -> bool:
    if last.kind not in _FLOWING or first.kind != "paragraph" or _ENDED.search(before):
        return False
    opens_low = after[:1].islower() or after[:1].isdigit() or after[:1] in "(«“\"'"
    return opens_low or bool(_HANGING.search(before))


def _extended(page: Page, words: str) -> Page:
    last = page.blocks[-1]
    kept = page.text[: last.end]
    hyphenated = re.search(r"[^\W\d_]-$", kept) and words[:1].islower()
    text = kept[:-1] + words if hyphenated else f"{kept} {words}"
    block = replace(last, end=len(text))
    return replace(page, text=text + page.text[last.end :], blocks=(*page.blocks[:-1], block))


def _shortened(page: Page, cut: int) -> Page:
    rest = page.text[cut:]
    cut += len(rest) - len(rest.lstrip())
    return replace(page, text=page.text[cut:], blocks=_moved(page.blocks, cut))


def _moved(blocks: Sequence[Block], cut: int) -> tuple[Block, ...]:
    return tuple(
        replace(block, start=max(block.start - cut, 0), end=block.end - cut)
        for block in blocks
        if block.end > cut
    )
