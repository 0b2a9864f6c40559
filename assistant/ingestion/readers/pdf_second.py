"""The second reader of PDF, pypdf, for files that pdfium cannot open or finds nothing in."""

import logging
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

from assistant.errors import Unreadable
from assistant.ingestion.pages import Extraction, Page
from assistant.ingestion.readers.cleaning import squeeze
from assistant.ingestion.readers.composing import compose
from assistant.ingestion.readers.text import pieces_of_text

_MOST_PAGES = 500


def read(path: Path) -> Extraction:
    """Read a PDF with pypdf; raise Unreadable when it is locked, damaged or has no text."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("unreadable_encrypted", file=path.name)
        count = min(len(reader.pages), _MOST_PAGES)
    except FileNotDecryptedError as error:
        raise Unreadable("unreadable_encrypted", file=path.name) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise Unreadable("unreadable_damaged", file=path.name) from error
    pages = tuple(_page(reader, index) for index in range(count))
    if not any(page.text for page in pages):
        raise Unreadable("unreadable_empty", file=path.name)
    return Extraction(pages, notices=(("second_reader", {}),))


def _page(reader: PdfReader, index: int) -> Page:
    """Return one page; one that pypdf cannot read is an empty one."""
    try:
        text = reader.pages[index].extract_text()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        text = ""
    return compose(pieces_of_text(squeeze(text)), index + 1)
