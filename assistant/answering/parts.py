"""Parts: the sentences and clauses of a message, and the part of it around a place."""

import re

from assistant.ingestion.sentences import sentences

STOP = re.compile(r"[;!]|[.?](?!\w)")  # ends what is said: not the stop of "12.000" or "s.r.l"
PAUSE = re.compile(r"[.;?!,:]")
_LINE_OR_STOP = re.compile(rf"\n|{STOP.pattern}")
_SEMICOLONS = re.compile(r";\s+")


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text, in order, trimmed."""
    return [text[start:end] for start, end in sentences(text)]


def clauses_in(text: str) -> list[str]:
    """Return the sentences of a text, each cut at its semicolons."""
    return [clause for sentence in sentences_in(text) for clause in at_semicolons(sentence)]


def at_semicolons(text: str) -> list[str]:
    """Return what the semicolons of a text separate."""
    return _SEMICOLONS.split(text)


def first_in(text: str) -> str:
    """Return a text up to where its first line or sentence ends."""
    return _LINE_OR_STOP.split(text, maxsplit=1)[0]


def around(text: str, start: int, end: int, mark: re.Pattern[str] = STOP) -> tuple[int, int]:
    """Return the span between the marks that stand nearest before and after a place."""
    marks = [one.span() for one in mark.finditer(text)]
    first = max((stop for _, stop in marks if stop <= start), default=0)
    last = min((begin for begin, _ in marks if begin >= end), default=len(text))
    return first, last
