"""A document before it has a format: title, headings, paragraphs, lists, tables and notes."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from assistant.model import Language

_KEPT = "\t\n"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text of one look. ``link``: a web address; any other is not followed."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None

    @property
    def target(self) -> str | None:
        """Return the address when it opens a web page, None for anything else."""
        try:
            parts = urlsplit((self.link or "").strip())
        except ValueError:
            return None
        return (self.link or "").strip() if parts.scheme in ("http", "https") else None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` from 1, below the title, never more than one below the last."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a ``quote`` is somebody else's words, a ``note`` is set apart from the text."""

    runs: Runs
    look: Literal["plain", "quote", "note"] = "plain"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, with numbers when it is ``ordered``."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``figures``: the columns, from 0, that hold numbers and are set to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    caption: str = ""
    figures: tuple[int, ...] = ()


Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document. ``footer`` stands on every page of a format that has pages."""

    title: str
    language: Language
    blocks: tuple[Block, ...]
    author: str = ""
    subject: str = ""
    footer: str = ""


def runs(*parts: str | Run) -> Runs:
    """Return runs, made of plain text where a part is a string."""
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts if part)


def paragraph(*parts: str | Run) -> Paragraph:
    """Return a plain paragraph of strings and runs."""
    return Paragraph(runs(*parts))


def note(*parts: str | Run) -> Paragraph:
    """Return a paragraph that is set apart."""
    return Paragraph(runs(*parts), "note")


def quote(*parts: str | Run) -> Paragraph:
    """Return a paragraph of somebody else's words."""
    return Paragraph(runs(*parts), "quote")


def listing(items: Iterable[str | Runs], ordered: bool = False) -> Listing:
    """Return a list of strings or runs."""
    return Listing(tuple(runs(item) if isinstance(item, str) else item for item in items), ordered)


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str = "",
    figures: Sequence[int] = (),
) -> Table:
    """Return a table of plain strings."""
    cells = tuple(tuple(runs(cell) for cell in row) for row in rows)
    return Table(tuple(head), cells, caption, tuple(figures))


def printable(text: str) -> str:
    """Return a text without what no file format can hold: control characters, surrogates."""
    return "".join(
        char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
        if char in _KEPT or unicodedata.category(char) not in ("Cc", "Cs", "Cn", "Co")
    )
