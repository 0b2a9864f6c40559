"""A file becomes a draft: text as it stands, other formats through the limited reader."""

from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path

from assistant.errors import InputError
from assistant.ingestion.extract import extract
from assistant.masterplan.draft import Draft
from assistant.masterplan.parsing import parse
from assistant.settings import Settings

_AS_IT_STANDS = (".md", ".markdown", ".txt")
_MOST_PAGES = 200
_PAGE = 4_000  # code points of a page of text, generously
_GAP = "\n\n"


def read_draft(path: Path, settings: Settings) -> Draft:
    """Return a file as a draft: of ``.md`` and ``.txt`` the text as decoded, marks kept.

    Raises InputError for a text over 200 pages or empty, Unreadable when no text can be had.
    """
    text, headings = _text(path, settings)
    if len(text) > _MOST_PAGES * _PAGE:
        raise InputError("draft_too_long", file=path.name, limit=_MOST_PAGES)
    if not any(char.isalnum() for char in text):
        raise InputError("draft_empty", file=path.name)
    return parse(text, headings=headings)


def _text(path: Path, settings: Settings) -> tuple[str, Mapping[int, int]]:
    """Return the text, and the level of each heading that the reader knows by where it starts."""
    if path.suffix.lower() in _AS_IT_STANDS and path.is_file():
        return _decoded(path.read_bytes()), {}
    limits = {"seconds": settings.extract_seconds, "memory_mb": settings.extract_memory_mb}
    pages = extract(path, **limits).pages
    if len(pages) > _MOST_PAGES:
        raise InputError("draft_too_long", file=path.name, limit=_MOST_PAGES)
    starts = [0, *accumulate(len(page.text) + len(_GAP) for page in pages)]
    headings = {
        start + block.start: block.level
        for start, page in zip(starts, pages, strict=False)
        for block in page.blocks
        if block.kind == "heading"
    }
    return _GAP.join(page.text for page in pages), headings


def _decoded(raw: bytes) -> str:
    """Return the text of a file in UTF-8, with or without a mark, else in the old Windows code."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
