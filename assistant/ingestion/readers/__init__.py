"""One small reader a format; each is imported only by the child process that needs it.

A reader module has ``read(path: Path) -> Extraction``.
"""

import importlib
import json
from pathlib import Path

from assistant.ingestion.pages import Extraction

READERS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rst": "rst",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".csv": "tabular",
    ".tsv": "tabular",
}


def run(path: Path) -> bytes:
    """Read a file with the reader of its suffix; the Extraction as JSON."""
    from assistant.ingestion.readers.finishing import finish

    name = READERS[path.suffix.lower()]
    reader = importlib.import_module(f"assistant.ingestion.readers.{name}")
    return _to_json(finish(reader.read(path), path.name))


def _to_json(extraction: Extraction) -> bytes:
    pages = [
        {
            "number": page.number,
            "text": page.text,
            "blocks": [(b.kind, b.start, b.end, b.level, b.rows) for b in page.blocks],
        }
        for page in extraction.pages
    ]
    data = {
        "pages": pages,
        "title": extraction.title,
        "language": extraction.language,
        "notices": extraction.notices,
    }
    return json.dumps(data).encode()
