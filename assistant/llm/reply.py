"""What a chat model is to the rest of the house."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.llm.deadline import Deadline
from assistant.prompts import Rendered


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply. Tokens are those that the server counted, or that we did."""

    text: str
    tokens_in: int
    tokens_out: int
    model: str
    finish_reason: str


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of a reply. The last one of a stream has no text, and the ``reply`` in full."""

    text: str
    reply: Reply | None = None


class Chat(Protocol):
    """A model in its role. It raises ModelFault and nothing else."""

    def stream(
        self, rendered: Rendered, deadline: Deadline, cancel: threading.Event | None = None
    ) -> Iterator[Delta]:
        """Yield the reply as it comes; the stream ends normally only when the reply is whole."""
        ...

    def complete(
        self, rendered: Rendered, deadline: Deadline, cancel: threading.Event | None = None
    ) -> Reply:
        """Return the reply when it is whole."""
        ...
