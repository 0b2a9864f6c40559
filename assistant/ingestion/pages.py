"""What a reader hands on: the pages of a document, their text and its blocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "list", "table", "faq"]
Notice = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a page's text: ``page.text[start:end]``, with what the reader knows of it.

    ``level``: of a heading from 1; 0 when unknown. ``rows``: the cells of a table, header first.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of text and its blocks, in reading order. ``number`` counts from 1, or is None."""

    number: int | None
    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document as text. ``notices``: (key, parameters) of sentences in ``locales/*.toml``."""

    pages: tuple[Page, ...]
    title: str | None = None
    language: str | None = None
    notices: tuple[Notice, ...] = ()
