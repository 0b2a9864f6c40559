"""ODT: the text as it would be printed, from ``content.xml``, read by lxml in a checked zip."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import Unreadable
from assistant.ingestion.pages import Extraction, Notice
from assistant.ingestion.readers import structure, zips
from assistant.ingestion.readers.cleaning import one_line
from assistant.ingestion.readers.composing import Piece, compose, heading, item, paragraph, table
from assistant.ingestion.readers.docx_parts import child, name, value
from assistant.ingestion.readers.zips import Element

_CONTENTS = {
    "table-of-content",
    "alphabetical-index",
    "user-index",
    "illustration-index",
    "bibliography",
}
_DROPPED = {
    "tracked-changes",
    "forms",
    "sequence-decls",
    "variable-decls",
    "annotation-end",
    "shape",
}
_HIDDEN = {"hidden-text", "hidden-paragraph"}
_SIGNS = {"tab": " ", "line-break": "\n"}
_SHORT, _MOST_BLANKS, _MOST_REPEATED = 80, 100, 200


def read(path: Path) -> Extraction:
    """Read an ODT; raise Unreadable when its zip or its XML cannot be trusted."""
    zips.check(path)
    manifest = zips.read_xml(path, "META-INF/manifest.xml")
    if manifest is not None and any(name(e) == "encryption-data" for e in manifest.iter()):
        raise Unreadable("unreadable_encrypted", file=path.name)
    root = zips.read_xml(path, "content.xml")
    body = child(root, "body", "text")
    if root is None or body is None:
        raise Unreadable("unreadable_damaged", file=path.name)
    reader = _Reader()
    for part in (zips.read_xml(path, "styles.xml"), root):
        if part is not None:
            reader.learn(part)
    pieces = list(reader.blocks(body))
    return Extraction(
        (compose(pieces),), _title(path) or reader.title, notices=tuple(reader.notices())
    )


@dataclass
class _Reader:
    """Walks the document once; counts what a reader should be told."""

    parents: dict[str, str] = field(default_factory=dict)
    hidden_styles: set[str] = field(default_factory=set)
    numbered: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    later: list[Element] = field(default_factory=list)
    title: str | None = None
    note_count: int = 0

    def learn(self, root: Element) -> None:
        """Remember which styles hide text, and which list levels are numbered."""
        for element in root.iter():
            kind = name(element)
            if kind == "style":
                own = value(element, "name") or ""
                self.parents[own] = value(element, "parent-style-name") or ""
                if value(child(element, "text-properties"), "display") == "none":
                    self.hidden_styles.add(own)
            elif kind == "list-level-style-number":
                parent = element.getparent()
                level = int(value(element, "level") or 1)
                form = (value(element, "num-format") or "", value(element, "num-suffix") or "")
                self.numbered[value(parent, "name") or "", level] = form

    def notices(self) -> list[Notice]:
        """Return what was left out."""
        return [(key, {"count": count}) for key, count in sorted(self.seen.items())]

    def note(self, key: str) -> None:
        """Count one more of what a notice tells."""
        self.seen[key] = self.seen.get(key, 0) + 1

    def is_hidden(self, element: Element) -> bool:
        """Tell whether the style of an element, or one that it inherits from, hides it."""
        style, seen = value(element, "style-name") or "", set[str]()
        while style and style not in seen:
            if style in self.hidden_styles:
                return True
            seen.add(style)
            style = self.parents.get(style, "")
        return False

    def blocks(self, container: Element, depth: int = 0, style: str = "") -> Iterator[Piece]:
        """Yield the blocks of a text, a cell or a frame in order."""
        for element in container:
            kind = name(element)
            if kind in _CONTENTS | _DROPPED:
                continue
            if kind in {"p", "h"}:
                yield from self.paragraph(element)
            elif kind == "list":
                yield from self.items(element, depth + 1, value(element, "style-name") or style)
            elif kind == "table":
                yield from self.table(element)
            else:
                yield from self.blocks(element, depth, style)

    def paragraph(self, element: Element) -> Iterator[Piece]:
        """Yield a paragraph, then the notes and the frames that hang on it."""
        text = "".join(self.runs(element))
        later, self.later = self.later, []
        line = one_line(text)
        style = value(element, "style-name") or ""
        if line and name(element) == "h":
            yield heading(line, int(value(element, "outline-level") or 1))
        elif line and "Title" in {style, self.parents.get(style)}:
            self.title = self.title or line
            yield heading(line, 1)
        elif line:
            level = structure.division_level(line)
            yield heading(line, level) if level else paragraph(text)
        for part in later:
            yield from self.hanging(part)

    def hanging(self, part: Element) -> Iterator[Piece]:
        """Yield a note with its number, or what is in a frame."""
        if name(part) != "note":
            yield from self.blocks(part)
            return
        self.note_count += 1
        body = child(part, "note-body")
        words = " ".join(piece.text for piece in self.blocks(body)) if body is not None else ""
        yield paragraph(f"[{self.note_count}] {words}" if words else "")

    def runs(self, element: Element) -> Iterator[str]:
        """Yield the pieces of text of a paragraph that would be printed."""
        if self.is_hidden(element) or name(element) in _HIDDEN:
            if "".join(element.itertext()).strip():
                self.note("hidden_text")
            return
        yield element.text or ""
        for inner in element:
            kind = name(inner)
            if kind == "annotation":
                self.note("comments")
            elif kind in {"note", "text-box"}:
                self.later.append(inner)
            elif kind == "s":
                count = value(inner, "c") or "1"
                yield " " * min(int(count) if count.isdigit() else 1, _MOST_BLANKS)
            elif kind in _SIGNS:
                yield _SIGNS[kind]
            elif kind not in _DROPPED and kind:
                yield from self.runs(inner)
            yield inner.tail or ""

    def items(self, element: Element, depth: int, style: str) -> Iterator[Piece]:
        """Yield the items of a list, each with the lists inside it."""
        number = 0
        form = self.numbered.get((style, depth))
        for entry in element:
            if name(entry) not in {"list-item", "list-header"}:
                continue
            number += 1
            pieces = list(self.blocks(entry, depth, style))
            for order, piece in enumerate(pieces):
                if order == 0 and piece.kind == "paragraph":
                    yield item(piece.text, depth, _ordinal(number, form) if form else "")
                else:
                    yield piece

    def table(self, element: Element) -> Iterator[Piece]:
        """Yield a table; one of a single column is a frame around ordinary blocks."""
        rows = [
            row for row in element.iter() if name(row) == "table-row" and _table_of(row) is element
        ]
        cells = [[cell for cell in row if name(cell).endswith("table-cell")] for row in rows]
        if all(len(row) < 2 for row in cells):
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell)
            return
        result: list[list[str]] = []
        for row in cells:
            above = result[-1] if result else []
            result.append(self.row(row, above))
        yield table(result)

    def row(self, cells: list[Element], above: list[str]) -> list[str]:
        """Return the texts of a row; what spans rows is repeated when short."""
        texts: list[str] = []
        for cell in cells:
            repeated = value(cell, "number-columns-repeated") or "1"
            times = min(int(repeated) if repeated.isdigit() else 1, _MOST_REPEATED)
            text = " ".join(piece.text for piece in self.blocks(cell))
            if name(cell) == "covered-table-cell" and not text and len(texts) < len(above):
                spanned = above[len(texts)]
                is_below = not any(name(c) == "table-cell" and _spans_columns(c) for c in cells)
                text = spanned if is_below and len(spanned) <= _SHORT else ""
            texts += [text] * times
        return texts


def _spans_columns(cell: Element) -> bool:
    return (value(cell, "number-columns-spanned") or "1") != "1"


def _table_of(row: Element) -> Element | None:
    return next((outer for outer in row.iterancestors() if name(outer) == "table"), None)


def _ordinal(number: int, form: tuple[str, str]) -> str:
    shown = {"a": chr(ord("a") + (number - 1) % 26), "A": chr(ord("A") + (number - 1) % 26)}
    return f"{shown.get(form[0], number)}{form[1] or '.'}" if form[0] else ""


def _title(path: Path) -> str | None:
    title = child(zips.read_xml(path, "meta.xml"), "meta", "title")
    text = one_line(title.text or "") if title is not None else ""
    return text or None
