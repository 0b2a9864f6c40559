"""DOCX: the text as it would be printed, from ``word/document.xml``.

Read by lxml and not by python-docx, which opens no strict OOXML and leaves out content controls,
insertions, text boxes and notes. Deletions, comments, headers and footers are not text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import Unreadable
from assistant.ingestion.pages import Extraction, Notice
from assistant.ingestion.readers import docx_parts as parts
from assistant.ingestion.readers import structure, zips
from assistant.ingestion.readers.cleaning import BULLET, one_line, squeeze
from assistant.ingestion.readers.composing import Piece, compose, heading, item, paragraph, table
from assistant.ingestion.readers.docx_parts import Style, child, is_on, name, value
from assistant.ingestion.readers.zips import Element

_WRAPPERS = {
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "hyperlink",
    "fldSimple",
}
_DROPPED = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "comment"}
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_SHORT = 80


def read(path: Path) -> Extraction:
    """Read a DOCX; raise Unreadable when its zip or its XML cannot be trusted."""
    zips.check(path)
    root = zips.read_xml(path, "word/document.xml")
    body = child(root, "body")
    if body is None:
        raise Unreadable("unreadable_damaged", file=path.name)
    reader = _Reader(parts.read_styles(path), parts.read_numbering(path), parts.read_notes(path))
    reader.learn_numbered_headings(body)
    pieces = list(reader.blocks(body))
    pieces += [paragraph(text) for text in parts.read_diagrams(path)]
    title = parts.read_title(path) or reader.title
    return Extraction((compose(pieces),), title, notices=tuple(reader.notices()))


@dataclass
class _Reader:
    """Walks the document once; counts what a reader should be told."""

    styles: dict[str, Style]
    numbering: parts.Numbering
    notes: dict[tuple[str, str], Element]
    seen: dict[str, int] = field(default_factory=dict)
    boxes: list[Element] = field(default_factory=list)
    cited: list[Element] = field(default_factory=list)
    numbered_headings: dict[tuple[int, int], int] = field(default_factory=dict)
    note_count: int = 0
    title: str | None = None

    def notices(self) -> list[Notice]:
        """Return what was left out or changed."""
        found: list[Notice] = []
        for key in ("hidden_text", "comments", "tracked_changes"):
            if self.seen.get(key):
                found.append((key, {"count": self.seen[key]}))
        return found

    def learn_numbered_headings(self, body: Element) -> None:
        """Remember which lists number headings: an item that lost its style is one all the same."""
        for element in body.iter():
            if name(element) == "p":
                style = self.style_of(element)
                place = self.list_place(child(element, "pPr"), style)
                if style.heading and place[0] > 0:
                    self.numbered_headings.setdefault(place, style.heading)

    def style_of(self, element: Element) -> Style:
        """Return the style of a paragraph."""
        return self.styles.get(value(child(element, "pPr", "pStyle")) or "", Style())

    def note(self, key: str) -> None:
        """Count one more of what a notice tells."""
        self.seen[key] = self.seen.get(key, 0) + 1

    def blocks(self, container: Element) -> Iterator[Piece]:
        """Yield the blocks of a body, a cell or a text box in order."""
        for element in container:
            kind = name(element)
            if kind == "p":
                yield from self.paragraph(element)
            elif kind == "tbl":
                yield from self.table(element)
            elif kind in _WRAPPERS and not _is_contents(element):
                yield from self.blocks(element)
            elif kind in {"del", "moveFrom"}:
                self.note("tracked_changes")

    def paragraph(self, element: Element) -> Iterator[Piece]:
        """Yield a paragraph, then the text boxes and the notes that hang on it."""
        style = self.style_of(element)
        text = "".join(self.runs(element))
        boxes, self.boxes = self.boxes, []
        cited, self.cited = self.cited, []
        if not style.is_contents and text.strip():
            yield self.piece(element, style, text)
        for box in boxes:
            yield from self.blocks(box)
        for note in cited:
            self.note_count += 1
            words = " ".join(piece.text for piece in self.blocks(note))
            yield paragraph(f"[{self.note_count}] {words}" if words else "")

    def piece(self, element: Element, style: Style, text: str) -> Piece:
        """Return a paragraph as what its style, level and numbering make it."""
        properties = child(element, "pPr")
        outline = parts.number(child(properties, "outlineLvl"))
        place = self.list_place(properties, style)
        level = outline + 1 if 0 <= outline < 9 else style.heading
        level = level or self.numbered_headings.get(place, 0)
        mark = self.numbering.next(*place) if place[0] > 0 else None
        line = one_line(text)
        if style.is_title and not self.title:
            self.title = line
        if (style.is_title or level) and _is_short(line):
            return heading(f"{mark or ''} {line}", 1 if style.is_title else level)
        if mark is not None:
            return item(text, max(0, place[1]) + 1, mark)
        return self.unstyled(element, line, text)

    def unstyled(self, element: Element, line: str, text: str) -> Piece:
        """Return a paragraph that has no style: read what it looks like."""
        bold = self.is_bold(element) and len(line) <= 120 and not line.endswith((".", ";", ","))
        level = structure.division_level(line) or (bold and structure.number_level(line))
        mark, ordinal = structure.bullet(line), structure.ordinal(line)
        if level:
            return heading(line, level)
        if mark:
            return item(line[len(mark) :])
        if ordinal and not ordinal[0].isdigit():
            return item(line[len(ordinal) :], number=ordinal)
        if line != BULLET and (bold or structure.is_capitals(line)) and any(map(str.isalpha, line)):
            return heading(line, 4)
        return paragraph(text)

    def is_bold(self, element: Element) -> bool:
        """Tell whether all the visible text of a paragraph is bold."""
        runs = [run for run in element.iter() if name(run) == "r" and _own_text(run).strip()]
        return bool(runs) and all(is_on(child(run, "rPr", "b")) for run in runs)

    def list_place(self, properties: Element | None, style: Style) -> tuple[int, int]:
        """Return the list and the level that a paragraph belongs to; a list of 0 is none."""
        own = child(properties, "numPr")
        if own is None:
            return style.list_id, style.list_level
        list_id = parts.number(child(own, "numId"), style.list_id)
        return list_id, parts.number(child(own, "ilvl"), 0)

    def runs(self, element: Element) -> Iterator[str]:
        """Yield the pieces of text of a paragraph that would be printed."""
        for inner in element:
            kind = name(inner)
            if kind in {"del", "moveFrom", "ins", "moveTo"}:
                self.note("tracked_changes")
            if kind in _DROPPED:
                continue
            if kind == "r" and self.is_hidden(inner, element):
                self.note("hidden_text")
            elif kind == "t":
                yield inner.text or ""
            elif kind in _SIGNS:
                yield _SIGNS[kind]
            elif kind == "txbxContent":
                self.boxes.append(inner)
            elif kind == "AlternateContent":
                yield from self.runs(_choice(inner))
            elif kind in {"footnoteReference", "endnoteReference"}:
                self.cite(kind.removesuffix("Reference"), value(inner, "id") or "")
            elif kind == "commentReference":
                self.note("comments")
            else:
                yield from self.runs(inner)

    def cite(self, kind: str, note_id: str) -> None:
        """Remember a note to be shown after this paragraph, once."""
        note = self.notes.pop((kind, note_id), None)
        if note is not None:
            self.cited.append(note)

    def is_hidden(self, run: Element, parent: Element) -> bool:
        """Tell whether a run has text that nobody sees: hidden, tiny, or white on white."""
        properties = child(run, "rPr")
        if not _own_text(run).strip():
            return False
        style = self.styles.get(value(child(properties, "rStyle")) or "", Style())
        vanish = child(properties, "vanish")
        if vanish is not None:
            return is_on(vanish)
        if style.hidden or self.style_of(parent).hidden:
            return True
        tiny = 0 < parts.number(child(properties, "sz")) <= 3
        white = (value(child(properties, "color")) or "").upper() == "FFFFFF"
        return tiny or (white and not _is_shaded(run))

    def table(self, element: Element) -> Iterator[Piece]:
        """Yield a table; one of a single column is a frame around ordinary blocks."""
        rows = [row for row in _inside(element, "tr") if child(row, "trPr", "del") is None]
        if all(len(list(_inside(row, "tc"))) < 2 for row in rows):
            for row in rows:
                for cell in _inside(row, "tc"):
                    yield from self.blocks(cell)
            return
        yield table(self.rows(rows))

    def rows(self, rows: list[Element]) -> list[list[str]]:
        """Return the cells; what spans rows is repeated when short, what spans columns is not."""
        result: list[list[str]] = []
        for row in rows:
            cells: list[str] = [""] * parts.number(child(row, "trPr", "gridBefore"), 0)
            for cell in _inside(row, "tc"):
                text = self.cell(cell, result[-1] if result else [], len(cells))
                span = min(max(1, parts.number(child(cell, "tcPr", "gridSpan"), 1)), 63)
                cells += [text, *[""] * (span - 1)]
            result.append(cells)
        return result

    def cell(self, cell: Element, above: list[str], column: int) -> str:
        """Return the text of a cell on one line."""
        merge = child(cell, "tcPr", "vMerge")
        if merge is not None and (value(merge) or "continue") == "continue":
            text = above[column] if column < len(above) else ""
            return text if len(text) <= _SHORT else ""
        return one_line(squeeze(" ".join(_shown(piece) for piece in self.blocks(cell))))


def _is_short(line: str) -> bool:
    """Tell whether a line can be a title: whole paragraphs are put in heading styles for looks."""
    return len(line) <= 120 or (len(line) <= 250 and not line.endswith("."))


def _shown(piece: Piece) -> str:
    return piece.mark + piece.text


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for inner in element:
        if name(inner) == wanted:
            yield inner
        elif name(inner) in _WRAPPERS:
            yield from _inside(inner, wanted)


def _choice(alternatives: Element) -> Element:
    """Return one of the alternatives that Word wrote for old and new readers."""
    chosen = child(alternatives, "Choice")
    fallback = child(alternatives, "Fallback")
    texts = chosen is not None and any(name(inner) == "t" for inner in chosen.iter())
    if chosen is not None and (texts or fallback is None):
        return chosen
    return fallback if fallback is not None else alternatives[0]


def _own_text(run: Element) -> str:
    return "".join(inner.text or "" for inner in run if name(inner) == "t")


def _is_shaded(run: Element) -> bool:
    """Tell whether a run stands on a colour of its own, its paragraph's or its cell's."""
    if child(run, "rPr", "highlight") is not None or child(run, "rPr", "shd") is not None:
        return True
    for outer in run.iterancestors():
        properties = child(outer, f"{name(outer)}Pr")
        if child(properties, "shd") is not None or name(outer) == "txbxContent":
            return True
    return False


def _is_contents(element: Element) -> bool:
    gallery = value(child(element, "sdtPr", "docPartObj", "docPartGallery")) or ""
    return gallery == "Table of Contents"
