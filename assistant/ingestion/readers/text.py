"""Plain text: the encoding is found out; titles, items and wrapped lines by how they look."""

from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from assistant.errors import Unreadable
from assistant.ingestion.pages import Extraction
from assistant.ingestion.readers import structure
from assistant.ingestion.readers.cleaning import squeeze
from assistant.ingestion.readers.composing import Piece, compose, heading, item, paragraph

_SAMPLE, _WESTERN = 1_000_000, 0.85
_TITLE_CHARACTERS = 90
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read(path: Path) -> Extraction:
    """Read a text file of whatever encoding."""
    text = squeeze(decode(path.read_bytes(), path.name))
    return Extraction((compose(pieces_of_text(text)),))


def decode(data: bytes, name: str) -> str:
    """Return bytes as text: UTF-8 if it is, else what the bytes look like.

    Raises Unreadable for bytes that are no text at all.
    """
    if b"\0" in data[:_SAMPLE] and not data.startswith(_MARKS):
        raise Unreadable("unreadable_not_text", file=name)
    if data.startswith(_MARKS[1:]):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_guess(data[:_SAMPLE]), "replace")


def _guess(sample: bytes) -> str:
    """Return the likely encoding of bytes that are not UTF-8.

    Nearly all ASCII is Western: statistics take short Italian texts for Central European.
    """
    if sum(byte < 128 for byte in sample) > _WESTERN * len(sample):
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import and seldom needed

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def pieces_of_text(text: str) -> list[Piece]:
    """Return the blocks of text that has only line breaks and empty lines to show them."""
    wrapped = _is_wrapped(text.split("\n"))
    pieces: list[Piece] = []
    for part in text.split("\n\n"):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        lines = [line for line in lines if not structure.is_contents_entry(line)]
        pieces += _pieces(lines, wrapped)
    return pieces


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether lines were broken at a width: many, all about as long as the longest."""
    lengths = [len(line) for line in lines if line.strip()]
    if len(lengths) < 6:
        return False
    *_, high = quantiles(lengths, n=10)
    broken = sum(length > 0.8 * high for length in lengths)
    return high <= 140 and broken >= 0.35 * len(lengths)


def _pieces(lines: Sequence[str], wrapped: bool) -> list[Piece]:
    widest = max(map(len, lines), default=0)
    groups: list[list[str]] = []
    for line in lines:
        last = groups[-1][-1] if groups else ""
        if wrapped and last and _goes_on(last, line, widest):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_piece(_joined(group)) for group in groups]


def _goes_on(last: str, line: str, widest: int) -> bool:
    if structure.starts_item(line) or structure.division_level(line):
        return False
    if structure.division_level(last) or structure.is_capitals(last):
        return False
    return len(last) + 1 + len(line.split(" ", maxsplit=1)[0]) > 0.85 * widest or line[:1].islower()


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        cut = text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower()
        text = text[:-1] + line if cut else f"{text} {line}".strip()
    return text


def _piece(text: str) -> Piece:
    level = structure.division_level(text) or structure.number_level(text)
    if level and len(text) <= _TITLE_CHARACTERS:
        return heading(text, level)
    mark, number = structure.bullet(text), structure.ordinal(text)
    if mark:
        return item(text[len(mark) :])
    if number and not (number[0].isdigit() and text[len(number) :].lstrip()[:1].isupper()):
        return item(text[len(number) :], number=number)
    if structure.is_capitals(text):
        return heading(text, 3)
    return heading(text, 3) if _is_title(text) else paragraph(text)


def _is_title(text: str) -> bool:
    """Tell whether a line is short, begins like a title and has no end of sentence."""
    short = 3 < len(text) <= _TITLE_CHARACTERS and text[0].isupper()
    return short and text.count(" ") >= 1 and not text.endswith((".", ";", ",", ":", "!"))
