"""A document becomes pages of text with offsets; the parser runs in a limited child process."""

import json
from pathlib import Path
from typing import Any

from assistant.errors import Unreadable
from assistant.ingestion.pages import Block, Extraction, Notice, Page
from assistant.ingestion.readers import READERS
from assistant.ingestion.sandbox import run_limited

__all__ = ["READERS", "Block", "Extraction", "Notice", "Page", "extract", "is_supported"]


def is_supported(path: Path) -> bool:
    """Tell whether there is a reader for a file with this name."""
    return path.suffix.lower() in READERS


def extract(path: Path, *, seconds: int, memory_mb: int) -> Extraction:
    """Return the text of a PDF, DOCX, ODT, HTML, RST, Markdown, text or CSV file.

    Raises Unreadable whose key says why: unsupported, empty, encrypted, damaged, scanned without
    OCR, too slow (``seconds`` of wall clock) or too big (``memory_mb`` of address space).
    """
    if not is_supported(path):
        raise Unreadable("unreadable_unsupported", file=path.name, suffix=path.suffix or "-")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable("unreadable_missing", file=path.name) from error
    if not size:
        raise Unreadable("unreadable_empty", file=path.name)
    answer = run_limited("read", path, seconds=seconds, memory_mb=memory_mb)
    return _from_json(json.loads(answer))


def _from_json(data: dict[str, Any]) -> Extraction:
    return Extraction(
        pages=tuple(_page(page) for page in data["pages"]),
        title=data["title"],
        language=data["language"],
        notices=tuple((key, params) for key, params in data["notices"]),
    )


def _page(data: dict[str, Any]) -> Page:
    blocks = tuple(
        Block(kind, start, end, level, tuple(tuple(row) for row in rows))
        for kind, start, end, level, rows in data["blocks"]
    )
    return Page(number=data["number"], text=data["text"], blocks=blocks)
