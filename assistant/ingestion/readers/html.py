"""HTML: what a page says, without its menus, scripts and what it hides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PreformattedString

from assistant.ingestion.pages import Extraction, Notice
from assistant.ingestion.readers import structure
from assistant.ingestion.readers.cleaning import one_line
from assistant.ingestion.readers.composing import Piece, compose, heading, item, paragraph, table
from assistant.ingestion.readers.text import decode

_SILENT = {
    "script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "canvas",
    "nav", "header", "footer", "aside", "button", "select", "textarea", "dialog", "menu",
}  # fmt: skip
_IN_ARTICLE = {"header", "footer", "aside"}  # inside an article they belong to it
_SILENT_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "p", "div", "section", "article", "main", "body", "html", "ul", "ol", "dl", "dt", "dd", "li",
    "pre", "blockquote", "table", "figure", "figcaption", "details", "summary", "address", "hr",
    "fieldset", "legend", "center", "tbody", "thead", "tfoot", "tr", "td", "th", "caption",
    "hgroup", "header", "footer", "aside", *_HEADINGS,
}  # fmt: skip
_SPACE = re.compile(r"\s+")
_SHORT, _MOST_SPAN = 80, 60


def read(path: Path) -> Extraction:
    """Read an HTML file whose encoding it declares, or is found out."""
    return read_markup(_decoded(path))


def read_markup(markup: str) -> Extraction:
    """Read HTML that was already decoded."""
    soup = BeautifulSoup(markup, "lxml")
    root = soup.find("main") or soup.body or soup
    walker = Walker()
    pieces = list(walker.blocks(root))
    title = one_line(soup.title.get_text()) if soup.title else ""
    language = soup.html.get("lang") if soup.html else None
    return Extraction(
        (compose(pieces),),
        title or next((piece.text for piece in pieces if piece.kind == "heading"), None),
        str(language) if language else None,
        tuple(walker.notices()),
    )


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    try:
        return data.decode(declared) if declared else decode(data, path.name)
    except (UnicodeDecodeError, LookupError):
        return decode(data, path.name)


@dataclass
class Walker:
    """Walks a document once; counts what it hides."""

    hidden: int = 0
    words: list[str] = field(default_factory=list)

    def notices(self) -> list[Notice]:
        """Return what was left out."""
        return [("hidden_text", {"count": self.hidden})] if self.hidden else []

    def blocks(self, parent: Tag, depth: int = 0) -> Iterator[Piece]:
        """Yield the blocks inside an element in order; loose text makes paragraphs."""
        for child in parent.children:
            if isinstance(child, NavigableString):
                self.words.append(_words(child))
            elif isinstance(child, Tag) and not self.is_silent(child):
                if self.holds_blocks(child):
                    yield from self.loose()
                    yield from self.block(child, depth)
                else:
                    self.words.append(self.inline(child))
        yield from self.loose()

    def loose(self) -> Iterator[Piece]:
        """Yield the text gathered so far, a block for each line that its author broke."""
        text, self.words = "".join(self.words), []
        for line in text.split("\n"):
            words = line.strip()
            mark = structure.bullet(words)
            if words:
                yield item(words[len(mark) :]) if mark else paragraph(words)

    def block(self, tag: Tag, depth: int) -> Iterator[Piece]:
        """Yield what one block element says."""
        if tag.name in _HEADINGS:
            yield heading(self.text(tag), _HEADINGS[tag.name])
        elif tag.name in {"ul", "ol"}:
            yield from self.items(tag, depth + 1)
        elif tag.name == "table":
            yield from self.table(tag, depth)
        elif tag.name == "pre":
            yield paragraph(tag.get_text())
        elif tag.name == "dt":
            yield heading(self.text(tag), 5)
        elif tag.name == "summary":
            yield heading(self.text(tag), 4)
        else:
            yield from self.blocks(tag, depth)

    def items(self, tag: Tag, depth: int) -> Iterator[Piece]:
        """Yield the items of a list; the number of an ordered one belongs to the text."""
        start = str(tag.get("start") or "1")
        number = int(start) if start.isdigit() else 1
        form = str(tag.get("type") or "1")
        for child in tag.find_all(True, recursive=False):
            if self.is_silent(child):
                continue
            if child.name in {"ul", "ol"}:
                yield from self.items(child, depth + 1)
                continue
            mark = _ordinal(number, form) if tag.name == "ol" else ""
            number += 1
            first, *rest = list(self.blocks(child, depth)) or [paragraph("")]
            if first.kind == "paragraph":
                yield item(first.text, depth, mark)
            else:
                yield first
            yield from rest

    def table(self, tag: Tag, depth: int) -> Iterator[Piece]:
        """Yield a table; one of a single column, or used for layout, reads as blocks."""
        caption = tag.find("caption", recursive=False)
        if isinstance(caption, Tag):
            yield paragraph(self.text(caption))
        rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
        cells = [_cells(row) for row in rows]
        if max(map(len, cells), default=0) < 2 or tag.get("role") == "presentation":
            for cell in (cell for row in cells for cell in row):
                yield from self.blocks(cell, depth)
            return
        yield table(self.rows(cells))

    def rows(self, rows: list[list[Tag]]) -> list[list[str]]:
        """Return the texts of cells; what spans rows is repeated when short."""
        spans: dict[int, tuple[int, str]] = {}
        result: list[list[str]] = []
        for row in rows:
            texts: list[str] = []
            waiting = [(self.text(cell), cell) for cell in row]
            while waiting or len(texts) in spans:
                if len(texts) in spans:
                    left, text = spans.pop(len(texts))
                    if left > 1:
                        spans[len(texts)] = (left - 1, text)
                    texts.append(text if len(text) <= _SHORT else "")
                    continue
                text, cell = waiting.pop(0)
                if (down := _span(cell, "rowspan")) > 1:
                    spans[len(texts)] = (down - 1, text)
                texts += [text, *[""] * (_span(cell, "colspan") - 1)]
            result.append(texts)
        return result

    def text(self, tag: Tag) -> str:
        """Return all that an element says on one line."""
        return one_line(self.inline(tag))

    def inline(self, tag: Tag) -> str:
        """Return the text inside an element; blocks inside are set apart by blanks."""
        if tag.name == "br":
            return "\n"
        parts = []
        for child in tag.children:
            if isinstance(child, Tag):
                if not self.is_silent(child):
                    inner = self.inline(child)
                    parts.append(f" {inner} " if child.name in _BLOCKS else inner)
            elif isinstance(child, NavigableString):
                parts.append(_words(child))
        return "".join(parts)

    def holds_blocks(self, tag: Tag) -> bool:
        """Tell whether an element is a block or has one inside."""
        return tag.name in _BLOCKS or tag.find(_BLOCKS) is not None

    def is_silent(self, tag: Tag) -> bool:
        """Tell whether an element is no part of what the page says; count what it hides."""
        if tag.name in _SILENT:
            return not (tag.name in _IN_ARTICLE and tag.find_parent(["article", "main"]))
        if tag.get("role") in _SILENT_ROLES:
            return True
        style = str(tag.get("style") or "")
        if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or _HIDDEN.search(style):
            self.hidden += bool(tag.get_text(strip=True)) and tag.get("aria-hidden") != "true"
            return True
        return False


def _words(text: NavigableString) -> str:
    """Return a text with its white space folded as a browser does; of a comment, nothing."""
    return "" if isinstance(text, PreformattedString) else _SPACE.sub(" ", text)


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)


def _span(cell: Tag, attribute: str) -> int:
    text = str(cell.get(attribute) or "1")
    return min(int(text), _MOST_SPAN) if text.isdigit() and text != "0" else 1


def _ordinal(number: int, form: str) -> str:
    if form in {"a", "A"} and number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter.upper() if form == 'A' else letter})"
    return f"{number}."
