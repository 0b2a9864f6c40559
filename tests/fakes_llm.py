"""Chat models for tests: one that says what it was told to, one that obeys all that it reads."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from assistant.answering.watch import Watch
from assistant.answering.writing import Writer, Writing
from assistant.llm import Deadline, Delta, ModelFault, Reply
from assistant.prompts import Rendered

Scripted = str | ModelFault | Callable[[Rendered], str]
_PIECE = 7  # characters of a delta: claims close in the middle of one


def a_reply(*claims: Mapping[str, Any], missing: Sequence[int] = ()) -> str:
    """Return a reply of the right shape."""
    return json.dumps({"claims": list(claims), "missing": list(missing)}, ensure_ascii=False)


def says(text: str, *quotes: tuple[str, str]) -> dict[str, Any]:
    """Return a claim with its quotations: handle and words."""
    return {
        "text": text,
        "quotes": [{"handle": handle, "words": words} for handle, words in quotes],
    }


class FakeChat:
    """Says the scripted replies in turn, in small pieces; ``asked`` keeps what it was asked."""

    def __init__(self, *replies: Scripted, gate: threading.Event | None = None) -> None:
        """Queue the replies; with a gate, it waits for it after the first half of each."""
        self._replies = list(replies)
        self._gate = gate
        self.asked: list[Rendered] = []
        self.cancelled = False

    def stream(
        self, rendered: Rendered, deadline: Deadline, cancel: threading.Event | None = None
    ) -> Iterator[Delta]:
        self.asked.append(rendered)
        reply = self._replies.pop(0)
        if isinstance(reply, ModelFault):
            raise reply
        text = reply if isinstance(reply, str) else reply(rendered)
        for start in range(0, len(text), _PIECE):
            self._wait(start > len(text) / 2, cancel)
            yield Delta(text[start : start + _PIECE])

    def complete(
        self, rendered: Rendered, deadline: Deadline, cancel: threading.Event | None = None
    ) -> Reply:
        text = "".join(delta.text for delta in self.stream(rendered, deadline, cancel))
        return Reply(text, 1, 1, "fake", "stop")

    def _wait(self, is_late: bool, cancel: threading.Event | None) -> None:
        while is_late and self._gate and not self._gate.wait(0.01):
            if cancel and cancel.is_set():
                break
        if cancel and cancel.is_set():
            self.cancelled = True
            raise ModelFault("cancelled")


def writing_of(writer: Writer, watch: Watch | None = None) -> Writing:
    """Return the models of one answer, with time enough for a test."""
    return Writing(writer, Deadline(30.0), watch or Watch())
