"""What the sources panel looks up: passages, and pictures of PDF pages with the words marked."""

import threading
from functools import lru_cache
from pathlib import Path

from assistant.errors import IndexMissing, SportelloError
from assistant.model import Passage
from assistant.web.contract import Answerer

_KEPT = 32
_PATIENCE = 5.0  # seconds
# A picture is drawn by a child process: a page full of them must not start them all at once.
_DRAWING = threading.Semaphore(2)


class Library:
    """Passages by their id, and the page each stands on when its document is a PDF."""

    def __init__(self, answerer: Answerer, corpus: Path) -> None:
        """Remember where the documents are."""
        self._answerer = answerer
        self._corpus = corpus

    def passage(self, name: str) -> Passage | None:
        """Return a passage by its id; None as well when nothing is indexed (any more)."""
        try:
            return self._answerer.passage(name)
        except IndexMissing:
            return None

    def document(self, passage: Passage) -> Path | None:
        """Return the PDF of a passage when it is inside the corpus folder, else None."""
        source = self._answerer.source(passage.source)
        if source is None or not source.path or not source.path.lower().endswith(".pdf"):
            return None
        path = (self._corpus / source.path).resolve()
        inside = path.is_relative_to(self._corpus.resolve())
        return path if inside and path.is_file() else None

    def picture(self, name: str, start: int, end: int) -> bytes | None:
        """Return the PNG of the page with ``text[start:end]`` marked; None when there is none.

        The words are cut from our passage: a request cannot bring its own.
        """
        passage = self.passage(name)
        if passage is None or passage.page is None:
            return None
        path = self.document(passage)
        if path is None:
            return None
        words = passage.text[max(start, 0) : max(end, 0)]
        try:
            return _draw(path, passage.page, words, path.stat().st_mtime_ns)
        except (SportelloError, OSError):
            return None


@lru_cache(maxsize=_KEPT)
def _draw(path: Path, page: int, words: str, _changed: int) -> bytes:
    from assistant.ingestion.picture import page_picture

    if not _DRAWING.acquire(timeout=_PATIENCE):
        raise OSError(path.name)
    try:
        return page_picture(path, page, words)
    finally:
        _DRAWING.release()
