"""CSV and TSV: one table with its header."""

import csv
import io
from pathlib import Path

from assistant.ingestion.pages import Extraction
from assistant.ingestion.readers.composing import Piece, compose, paragraph, table
from assistant.ingestion.readers.text import decode

_DELIMITERS = ";,\t|"
_SAMPLE_ROWS = 200
_LONGEST_FIELD = 10_000_000


def read(path: Path) -> Extraction:
    """Read a table whose delimiter is found out; a file of one column reads as lines."""
    csv.field_size_limit(_LONGEST_FIELD)
    text = decode(path.read_bytes(), path.name).replace("\0", "")
    delimiter = "\t" if path.suffix.lower() == ".tsv" else find_delimiter(text)
    rows = [
        row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)
    ]
    return Extraction((compose(_pieces(rows)),), path.stem.replace("_", " "))


def _pieces(rows: list[list[str]]) -> list[Piece]:
    if max(map(len, rows), default=0) < 2:
        return [paragraph("\n".join("".join(row) for row in rows))]
    return [table(rows)]


def find_delimiter(text: str) -> str:
    """Return the delimiter by which most rows have as many fields as the first: at least two."""
    sample = "\n".join(text.split("\n", _SAMPLE_ROWS)[:_SAMPLE_ROWS])
    return max(_DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter))


def _agreement(sample: str, delimiter: str) -> tuple[float, int]:
    rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row]
    if not rows or len(rows[0]) < 2:
        return (0.0, 0)
    width = len(rows[0])
    return (sum(len(row) == width for row in rows) / len(rows), width)
