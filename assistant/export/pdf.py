"""A document as PDF: tagged for screen readers (PDF/UA-1), with outline, language and metadata.

Typst sets the page; the document reaches it as data, so nothing in a text is ever read as markup.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from assistant.export.document import Document, Heading, Listing, Run, Runs, Table, printable

_LAYOUT = Path(__file__).with_name("document.typ")


def to_pdf(document: Document) -> bytes:
    """Return the document as the bytes of a PDF."""
    given = {"document": json.dumps(_data(document), ensure_ascii=False)}
    try:
        return _set(given, "ua-1")
    except typst.TypstError:
        # A letter that no bundled font has is an error for PDF/UA; a PDF with a box in it is not.
        return _set(given, "1.7")


def _set(given: dict[str, str], standard: Any) -> bytes:
    made = typst.compile(
        _LAYOUT.read_bytes(),
        format="pdf",
        sys_inputs=given,
        pdf_standards=standard,
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)
    return made


def _data(document: Document) -> dict[str, Any]:
    whole = {name: printable(getattr(document, name)) for name in ("title", "author", "footer")}
    return {
        **whole,
        "subject": printable(document.subject),
        "language": document.language,
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Any) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": printable(block.text), "level": block.level}
    if isinstance(block, Listing):
        items = [_runs(item) for item in block.items]
        return {"kind": "list", "items": items, "ordered": block.ordered}
    if isinstance(block, Table):
        return {
            "kind": "table",
            "caption": printable(block.caption),
            "head": [printable(cell) for cell in block.head],
            "rows": [[_runs(cell) for cell in row] for row in block.rows],
            "figures": list(block.figures),
        }
    return {"kind": block.look, "runs": _runs(block.runs)}


def _runs(parts: Runs) -> list[dict[str, Any]]:
    return [_run(part) for part in parts]


def _run(run: Run) -> dict[str, Any]:
    return asdict(run) | {"text": printable(run.text), "link": run.target}
