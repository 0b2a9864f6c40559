"""Pictures of PDF pages with the quoted words marked, drawn once and kept a while."""

import threading
from functools import lru_cache
from pathlib import Path

from assistant.errors import SportelloError
from assistant.model import Passage
from assistant.web.contract import Answerer, known_passage

_KEPT = 32
# pdfium must not draw two pages at once in one process.
_DRAWING = threading.Lock()


class Pictures:
    """Draws the page a passage stands on. The words come from our passage, never from a request."""

    def __init__(self, answerer: Answerer, corpus: Path) -> None:
        """Remember where the documents are."""
        self._answerer = answerer
        self._corpus = corpus

    def find(self, name: str, start: int, end: int) -> bytes | None:
        """Return the PNG of the page with ``text[start:end]`` marked; None when there is none."""
        passage = known_passage(self._answerer, name)
        path = passage and self.document(passage)
        if passage is None or path is None or passage.page is None:
            return None
        words = passage.text[max(start, 0) : max(end, 0)]
        try:
            return _draw(path, passage.page, words, path.stat().st_mtime_ns)
        except (SportelloError, OSError):
            return None

    def document(self, passage: Passage) -> Path | None:
        """Return the PDF of a passage when it is inside the corpus folder, else None."""
        source = self._answerer.source(passage.source)
        if source is None or not source.path or not source.path.lower().endswith(".pdf"):
            return None
        path = (self._corpus / source.path).resolve()
        inside = path.is_relative_to(self._corpus.resolve())
        return path if inside and path.is_file() else None


@lru_cache(maxsize=_KEPT)
def _draw(path: Path, page: int, words: str, _changed: int) -> bytes:
    from assistant.ingestion.picture import page_picture

    with _DRAWING:
        return page_picture(path, page, words)
