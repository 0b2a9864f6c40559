"""What every format needs at the end: a bound on the size, the language, refusal of nothing."""

import re
from dataclasses import replace

from assistant.errors import Unreadable
from assistant.ingestion.pages import Block, Extraction, Page

MAX_CHARACTERS = 8_000_000
_SAMPLE = 60_000
_WORDS = re.compile(r"[^\W\d_]+")
_COMMON = {
    "it": "il la di che e per un una del della dei in con non sono le gli al è da",
    "en": "the of and to in is for that on with as are be by this it or from an",
    "fr": "le la les de des et un une du est pour dans que qui en sur par au",
    "de": "der die das und ist von den mit für ein eine nicht im zu auf dem",
}


def finish(extraction: Extraction, name: str) -> Extraction:
    """Cut what is too long (with a notice), tell the language; refuse a document with no words."""
    if not any(character.isalnum() for page in extraction.pages for character in page.text):
        hidden = any(key.startswith("hidden_text") for key, _ in extraction.notices)
        raise Unreadable("unreadable_hidden" if hidden else "unreadable_empty", file=name)
    bounded = _bounded(extraction)
    language = guess_language(bounded) or _short(bounded.language)
    return replace(bounded, language=language)


def guess_language(extraction: Extraction) -> str | None:
    """Return it, en, fr or de when its common words clearly lead, else None.

    Metadata is not trusted first: half of the Italian files seen declare English.
    """
    sample = " ".join(page.text[:_SAMPLE] for page in extraction.pages[:20])[:_SAMPLE]
    words = _WORDS.findall(sample.lower())
    known = {code: frozenset(common.split()) for code, common in _COMMON.items()}
    counts = {code: sum(word in common for word in words) for code, common in known.items()}
    best, second = sorted(counts, key=lambda code: -counts[code])[:2]
    clear = counts[best] >= 1.3 * counts[second] and counts[best] >= 0.08 * len(words)
    return best if words and clear and counts[best] >= 3 else None


def _short(language: str | None) -> str | None:
    code = (language or "").strip().lower()[:2]
    return code if code.isalpha() and len(code) == 2 else None


def _bounded(extraction: Extraction) -> Extraction:
    room = MAX_CHARACTERS
    pages: list[Page] = []
    for page in extraction.pages:
        if len(page.text) > room:
            pages.append(_cut(page, room))
            notice = ("truncated", {"characters": MAX_CHARACTERS})
            return replace(extraction, pages=tuple(pages), notices=(*extraction.notices, notice))
        pages.append(page)
        room -= len(page.text)
    return extraction


def _cut(page: Page, room: int) -> Page:
    """Keep the whole blocks that fit; of a table, the rows that do."""
    kept: list[Block] = []
    for block in page.blocks:
        if block.end <= room:
            kept.append(block)
            continue
        if block.rows:
            kept.append(_cut_table(page.text, block, room))
        break
    kept = [block for block in kept if block.end > block.start]
    return Page(page.number, page.text[: kept[-1].end if kept else 0], tuple(kept))


def _cut_table(text: str, block: Block, room: int) -> Block:
    lines = text[block.start : max(block.start, room)].count("\n")
    end = block.start
    for _ in range(lines):
        end = text.index("\n", end + 1)
    return replace(block, end=end, rows=block.rows[:lines])
