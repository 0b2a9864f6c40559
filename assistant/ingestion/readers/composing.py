"""Pieces of a document in reading order become a page: its text, and blocks that index it."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.ingestion.pages import Block, Kind, Page
from assistant.ingestion.readers.cleaning import BULLET, one_line, squeeze

CELLS = " | "


@dataclass(frozen=True, slots=True)
class Piece:
    """One block before it has a place. ``mark``: a bullet, shown before the text, never quoted."""

    kind: Kind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    mark: str = ""


def heading(text: str, level: int) -> Piece:
    """Return a heading of a level from 1 to 6."""
    return Piece("heading", one_line(text), min(max(level, 1), 6))


def paragraph(text: str) -> Piece:
    """Return a paragraph; line breaks that its author set are kept."""
    return Piece("paragraph", squeeze(text))


def item(text: str, depth: int = 1, number: str = "") -> Piece:
    """Return an item of a list: a number or letter belongs to its text, a bullet does not."""
    words = squeeze(text)
    if number:
        return Piece("list", f"{number} {words}" if words else "", depth)
    return Piece("list", words.removeprefix(BULLET).lstrip(), depth, mark=f"{BULLET} ")


def table(rows: Iterable[Iterable[str]]) -> Piece:
    """Return a table, one line a row; a table of one column reads as paragraphs."""
    clean_rows = [tuple(one_line(cell) for cell in row) for row in rows]
    filled = [row for row in clean_rows if any(row)]
    width = max((len(row) for row in filled), default=0)
    square = tuple(row + ("",) * (width - len(row)) for row in filled)
    if width < 2:
        return paragraph("\n".join("".join(row) for row in square))
    return Piece("table", "\n".join(CELLS.join(row) for row in square), rows=square)


def compose(pieces: Iterable[Piece], number: int | None = None) -> Page:
    """Lay the pieces out one under the other."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    last: Piece | None = None
    for piece in pieces:
        if not any(map(str.isalnum, piece.text)):
            continue
        text = _gap(last, piece) + piece.mark
        start = length + len(text)
        length = start + len(piece.text)
        parts += (text, piece.text)
        blocks.append(Block(piece.kind, start, length, piece.level, piece.rows))
        last = piece
    return Page(number, "".join(parts), tuple(blocks))


def _gap(last: Piece | None, piece: Piece) -> str:
    if last is None:
        return ""
    return "\n" if last.kind == piece.kind == "list" else "\n\n"
