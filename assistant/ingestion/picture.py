"""The picture of a PDF page with a quotation marked on it, drawn in a limited child process."""

from pathlib import Path

from assistant.errors import Unreadable
from assistant.ingestion.sandbox import run_limited

_MOST_WORDS = 6000  # characters of a quotation that are looked for
_SECONDS, _MEMORY_MB = 20, 1000


def page_picture(path: Path, page: int, words: str, *, scale: float = 1.5) -> bytes:
    """Return a PNG of a page (from 1), ``scale`` pixels a point, with the words highlighted.

    Words that are not found leave the page unmarked. Raises Unreadable when there is no such page.
    """
    if path.suffix.lower() != ".pdf":
        raise Unreadable("unreadable_no_picture", file=path.name)
    return run_limited(
        "draw",
        path,
        seconds=_SECONDS,
        memory_mb=_MEMORY_MB,
        page=page,
        words=words[:_MOST_WORDS],
        scale=scale,
    )
