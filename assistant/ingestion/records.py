"""A ``.jsonl`` file of ``{"id", "text", "title"?}``: one passage a line, under its own id."""

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.ingestion.pages import Extraction, Page
from assistant.ingestion.readers.finishing import guess_language
from assistant.model import Passage, Source
from assistant.text import say

_SAMPLED = 50


def read_records(path: Path, source: Source) -> tuple[Passage, ...]:
    """Return the passages of the file; raise CorpusError naming the first line that is wrong."""
    passages: dict[str, Passage] = {}
    for number, record in _records(path):
        passage = _passage(record, number, source)
        if passage is None or passage.id in passages:
            raise CorpusError("corpus_line", file=path.name, line=number)
        passages[passage.id] = passage
    return tuple(passages.values())


def record_language(path: Path) -> str | None:
    """Return the language of the first records, when it is clear and they are well formed."""
    try:
        records = [record for _, record in islice(_records(path), _SAMPLED)]
    except CorpusError:
        return None
    text = "\n".join(str(record.get("text")) for record in records)
    return guess_language(Extraction((Page(None, text),)))


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.isspace():
                    yield number, _record(line, path.name, number)
    except UnicodeDecodeError as error:
        raise CorpusError("corpus_not_utf8", file=path.name) from error


def _record(line: str, file: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError("corpus_line", file=file, line=number) from error
    if not isinstance(record, dict):
        raise CorpusError("corpus_line", file=file, line=number)
    return record


def _passage(record: dict[str, Any], number: int, source: Source) -> Passage | None:
    name, text, title = record.get("id"), record.get("text"), record.get("title") or ""
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    fields = (name, text, title)
    if not all(isinstance(field, str) for field in fields) or not (name and str(text).strip()):
        return None
    titles = (title,) if title.strip() else ()
    return Passage(
        id=str(name),
        source=source.id,
        text=str(text),
        language=source.language,
        kind="record",
        locator=say("it", "locator.line", line=number),
        heading=titles,
        end=len(str(text)),
        digest=hashlib.sha256(str(text).encode("utf-8", "replace")).hexdigest(),
        finders=titles,
    )
