"""A reply as JSON: as it stands, or mended where a server takes no schema."""

import json
import re
from typing import Any

from assistant.llm.faults import ModelFault

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_OPENED, _CLOSED = "<think>", "</think>"
_TRAILING = re.compile(r",(\s*[}\]])")


def read_json(text: str) -> Any:
    """Return the object of a reply; raise ModelFault ``not_json`` where there is none.

    Thoughts, fences and remarks around it are left out, commas too many are taken away. A reply
    that breaks off is never closed for the model: half a quotation must not pass for a whole one.
    """
    body = _body(_THOUGHT.sub("", text))
    for attempt in (body, _TRAILING.sub(r"\1", body)):
        try:
            found = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    raise ModelFault("not_json", text[:80])


def _body(text: str) -> str:
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else ""


class Thoughts:
    """Leaves out what a model thinks aloud before it answers, piece by piece."""

    def __init__(self) -> None:
        """Begin before the first word."""
        self._text = ""
        self._is_over = False

    def feed(self, piece: str) -> str:
        """Return what is answer of the text so far, and was not returned yet."""
        if self._is_over:
            return piece
        self._text += piece
        begun = self._text.lstrip()
        if len(begun) < len(_OPENED) and _OPENED.startswith(begun):
            return ""
        if begun.startswith(_OPENED):
            _, closed, rest = begun.partition(_CLOSED)
            self._is_over = bool(closed)
            return rest
        self._is_over = True
        return self._text
