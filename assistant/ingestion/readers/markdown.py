"""Markdown: read as the HTML that it stands for, so that tables in either notation are tables."""

import re
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt

from assistant.ingestion.pages import Extraction
from assistant.ingestion.readers.cleaning import one_line
from assistant.ingestion.readers.html import read_markup
from assistant.ingestion.readers.text import decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)
_ANCHOR = re.compile(r"^(#{1,6} .*?)[ \t]*\{[#.][^}\n]*\}[ \t]*$", re.MULTILINE)


def read(path: Path) -> Extraction:
    """Read a Markdown file: its words without the marks, its front matter left out."""
    text = decode(path.read_bytes(), path.name).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    body = _ANCHOR.sub(r"\1", text[front.end() :] if front else text)
    markup = (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(body)
    )
    extraction = read_markup(f"<body>{markup}</body>")
    declared = _TITLE.search(front.group(1)) if front else None
    title = one_line(declared.group(1)).strip("\"'") if declared else ""
    return replace(extraction, title=title or extraction.title)
