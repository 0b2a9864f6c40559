"""A draft in DOCX with comments at the words that they are about.

The file is somebody's: it is opened in the limited child process (job ``comment``), and what
passes between the two lies in one folder that is gone when the work is done.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.export.document import printable
from assistant.ingestion.sandbox import run_limited

_DRAFT, _REMARKS = "draft.docx", "remarks.json"
_MARKUP = re.compile(r"[*_`#>|\\]")
_LEAST = 12  # letters that tell a place from another, where a quote is longer than a paragraph


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: the words of the draft it is about (none: about the whole) and what it says."""

    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What the file says of itself. ``lead``: its first comment; ``head``: above the list."""

    author: str
    initials: str
    head: str
    lead: str


def commented(
    content: bytes, remarks: Sequence[Remark], wording: Wording, *, seconds: int, memory_mb: int
) -> bytes:
    """Return the DOCX with its comments; those without a place are a list at its end.

    Raises Unreadable when the draft cannot be opened within the limits.
    """
    with tempfile.TemporaryDirectory(prefix="sportello-") as name:
        folder = Path(name)
        (folder / _DRAFT).write_bytes(content)
        told = {"remarks": [asdict(one) for one in remarks], "wording": asdict(wording)}
        (folder / _REMARKS).write_text(json.dumps(told), encoding="utf-8")
        return run_limited("comment", folder, seconds=seconds, memory_mb=memory_mb)


def run(folder: Path) -> bytes:
    """Do the job, in the child process."""
    told = json.loads((folder / _REMARKS).read_text(encoding="utf-8"))
    remarks = [Remark(**one) for one in told["remarks"]]
    return write_comments((folder / _DRAFT).read_bytes(), remarks, Wording(**told["wording"]))


def write_comments(content: bytes, remarks: Sequence[Remark], wording: Wording) -> bytes:
    """Return the DOCX with its comments, made in this process."""
    draft = docx.Document(BytesIO(content))
    paragraphs = list(_paragraphs(draft))
    label = Remark(_opening(paragraphs), wording.lead)
    left = [one for one in (label, *remarks) if not _anchored(draft, paragraphs, one, wording)]
    if left:
        _append(draft, left, wording)
    written = BytesIO()
    draft.save(written)
    return written.getvalue()


def _paragraphs(draft: Any) -> Iterator[Paragraph]:
    """Yield every paragraph in the order of the page, those of tables too."""
    for element in draft.element.body.iter("{*}p"):
        yield Paragraph(element, draft)


def _opening(paragraphs: Sequence[Paragraph]) -> str:
    """Return the words that the draft begins with: what the comments are is told there."""
    texts = ("".join(run.text for run in one.runs) for one in paragraphs)
    return next((text for text in texts if _bare(text)), "")


def _anchored(
    draft: Any, paragraphs: Sequence[Paragraph], remark: Remark, wording: Wording
) -> bool:
    for words in _wanted(remark.quote):
        for paragraph in paragraphs:
            if place := _place(paragraph, words):
                runs = _cut(paragraph, *place)
                text = printable(remark.text)
                draft.add_comment(runs, text, wording.author, wording.initials)
                return True
    return False


def _wanted(quote: str) -> Iterator[str]:
    """Yield the words to look for: the whole quote, then its longest line or cell."""
    if not quote.strip():
        return
    yield _bare(quote)
    parts = sorted((_bare(part) for part in re.split(r"[|\n\t]", quote)), key=len, reverse=True)
    if len(parts) > 1 and len(parts[0]) >= _LEAST:
        yield parts[0]


def _bare(text: str) -> str:
    """Return a text without blanks and marks of emphasis, which the two readings differ in."""
    return _MARKUP.sub("", "".join(printable(text).split()))


def _place(paragraph: Paragraph, words: str) -> tuple[int, int] | None:
    """Return where words stand in the text of the runs of a paragraph, None where they do not."""
    text = "".join(run.text for run in paragraph.runs)
    kept = [number for number, char in enumerate(text) if _bare(char)]
    found = "".join(text[number] for number in kept).find(words) if words else -1
    return (kept[found], kept[found + len(words) - 1] + 1) if found >= 0 else None


def _cut(paragraph: Paragraph, start: int, end: int) -> list[Run]:
    """Return the runs of a span, those at its edges cut in two with their look kept."""
    covered, at = [], 0
    for run in paragraph.runs:
        length = len(run.text)
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            covered.append(_part(run, first, last, length))
        at += length
    return covered


def _part(run: Run, first: int, last: int, length: int) -> Run:
    """Return what is left of a run between two places; what stands around it moves out."""
    if (first, last) == (0, length) or not _is_plain(run):
        return run
    text = run.text
    for rest, before in ((text[:first], True), (text[last:], False)):
        if rest:
            other = deepcopy(run._r)
            (run._r.addprevious if before else run._r.addnext)(other)
            Run(other, run._parent).text = rest
    run.text = text[first:last]
    return run


def _is_plain(run: Run) -> bool:
    """Tell whether a run holds only text: a picture or a note in it must not be doubled."""
    return all(child.tag.rpartition("}")[2] in ("rPr", "t", "tab", "br") for child in run._r)


def _append(draft: Any, left: Sequence[Remark], wording: Wording) -> None:
    """Write the remarks without a place at the end; the draft may not know our styles."""
    draft.add_paragraph().add_run(printable(wording.head)).bold = True
    for number, one in enumerate(left, start=1):
        words = f" «{one.quote}»" if one.quote else ""
        draft.add_paragraph(printable(f"{number}. {one.text}{words}"))
