"""Reply: a model's JSON read as it arrives, claim by claim; what is no claim is left out.

``{"claims": [{"text", "quotes": [{"handle", "words"}]}], "missing": [1, ...]}``; ``missing`` holds
numbers of questions. What stands before or after the object (a fence, a remark) is not read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_MOST_CLAIMS = 12
_MOST_QUOTES = 4
_MOST_CHARS = 60_000  # of a reply that is read at all
_TRAILING = re.compile(r",(\s*[}\]])")
_CLAIMS = 3  # levels of brackets at which a claim stands: the object, its list, the claim


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that a model says stand in the passage of a handle."""

    handle: str
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a model and what it cites for it."""

    text: str
    quotes: tuple[Cited, ...]


class ReplyReader:
    """Reads a reply piece by piece; ``whole`` tells at the end whether it was a JSON object."""

    def __init__(self) -> None:
        """Begin before the first character."""
        self._text = ""
        self._at = 0
        self._levels: list[str] = []
        self._opened = 0
        self._began = 0
        self._in_string = False
        self._escaped = False
        self._told = 0
        self._body: str | None = None

    def feed(self, piece: str) -> Iterator[Said]:
        """Yield the statements that a piece closes."""
        self._text += piece[: _MOST_CHARS - len(self._text)]
        while self._at < len(self._text) and self._body is None:
            closed = self._step(self._text[self._at])
            self._at += 1
            said = _said(closed) if closed else None
            if said and self._told < _MOST_CLAIMS:
                self._told += 1
                yield said

    @property
    def is_whole(self) -> bool:
        """Tell whether the object was closed and can be read."""
        return self._object() is not None

    @property
    def missing(self) -> tuple[int, ...]:
        """Return the numbers of the questions that the model could not answer."""
        told = (self._object() or {}).get("missing")
        numbers = told if isinstance(told, list) else []
        return tuple(one for one in numbers if isinstance(one, int) and not isinstance(one, bool))

    def _object(self) -> dict[str, Any] | None:
        found = _loaded(self._body or "")
        return found if isinstance(found, dict) and isinstance(found.get("claims"), list) else None

    def _step(self, char: str) -> str:
        """Take one character; return the text of a claim that it closes, else ""."""
        if self._in_string:
            self._in_string = self._escaped or char != '"'
            self._escaped = char == "\\" and not self._escaped
            return ""
        if char == '"' and self._levels:
            self._in_string = True
        elif char == "{" or (char == "[" and self._levels):
            return self._open(char)
        elif char in "}]" and self._levels:
            return self._close()
        return ""

    def _open(self, char: str) -> str:
        if not self._levels:
            self._began = self._at
        self._levels.append(char)
        if len(self._levels) == _CLAIMS:
            self._opened = self._at
        return ""

    def _close(self) -> str:
        level, kind = len(self._levels), self._levels.pop()
        if not self._levels:
            self._body = self._text[self._began : self._at + 1]
        is_claim = level == _CLAIMS and kind == "{"
        return self._text[self._opened : self._at + 1] if is_claim else ""


def _said(text: str) -> Said | None:
    """Return a claim of the right shape, else None."""
    found = _loaded(text)
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        return None
    rows = found.get("quotes")
    quotes = [_cited(row) for row in rows] if isinstance(rows, list) else []
    if not quotes or len(quotes) > _MOST_QUOTES or None in quotes:
        return Said(found["text"], ())
    return Said(found["text"], tuple(one for one in quotes if one))


def _cited(row: Any) -> Cited | None:
    is_cited = isinstance(row, dict) and all(
        isinstance(row.get(k), str) for k in ("handle", "words")
    )
    return Cited(row["handle"], row["words"]) if is_cited else None


def _loaded(text: str) -> Any:
    for attempt in (text, _TRAILING.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
