"""One attempt: a request sent once, its pieces handed to the thread that waits for them."""

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any

from assistant.llm.deadline import Deadline
from assistant.llm.faults import ModelFault
from assistant.llm.loop import submit
from assistant.llm.provider import Piece, Provider

_LOOK = 0.05  # seconds between two looks at whether it was cancelled
_USAGE = 1.0  # seconds that a server has for its bill, once the reply is whole
_CHARS = 12  # of one token, at most: a reply that goes on beyond is not stopped by its server


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, in the words and with the options of the protocol."""

    system: str
    user: str
    options: Mapping[str, Any]
    output_tokens: int


def attempt(
    provider: Provider, message: Message, deadline: Deadline, cancel: threading.Event | None
) -> Iterator[Piece]:
    """Yield the pieces of a reply; raise ModelFault. Closing the iterator closes the connection."""
    arrived: queue.SimpleQueue[Piece | ModelFault | None] = queue.SimpleQueue()
    future = submit(_pump(provider, message, deadline, arrived))
    try:
        while (piece := _next(arrived, deadline, cancel)) is not None:
            yield piece
    finally:
        future.cancel()


def _next(
    arrived: "queue.SimpleQueue[Piece | ModelFault | None]",
    deadline: Deadline,
    cancel: threading.Event | None,
) -> Piece | None:
    """Wait for a piece, no longer than there is time and nobody has gone away."""
    while True:
        if cancel is not None and cancel.is_set():
            raise ModelFault("cancelled")
        with suppress(queue.Empty):
            piece = arrived.get(timeout=_LOOK)
            if isinstance(piece, ModelFault):
                raise piece
            return piece
        if not deadline.left():
            raise ModelFault("timeout")


async def _pump(
    provider: Provider,
    message: Message,
    deadline: Deadline,
    arrived: "queue.SimpleQueue[Piece | ModelFault | None]",
) -> None:
    """Put the pieces of a reply, then None or a fault, where the other thread takes them."""
    try:
        async with asyncio.timeout(deadline.left()):
            async for piece in _streamed(provider, message, deadline):
                arrived.put(piece)
        arrived.put(None)
    except ModelFault as fault:
        arrived.put(fault)
    except TimeoutError:
        arrived.put(ModelFault("timeout"))


async def _streamed(
    provider: Provider, message: Message, deadline: Deadline
) -> AsyncIterator[Piece]:
    """Yield the pieces of a stream that is neither mute nor endless."""
    written, ended = 0, False
    async with aclosing(provider.stream(message.system, message.user, message.options)) as pieces:
        while True:
            wait = _USAGE if ended else None if written else deadline.first_token_seconds
            piece = await _awaited(pieces, wait, ended)
            if piece is None:
                return
            written += len(piece.text)
            ended = ended or piece.finish_reason is not None
            if written > message.output_tokens * _CHARS:
                raise ModelFault("too_long")
            yield piece


async def _awaited(
    pieces: AsyncIterator[Piece], seconds: float | None, ended: bool
) -> Piece | None:
    """Return the next piece, None after the last one; a whole reply may lack its bill."""
    try:
        async with asyncio.timeout(seconds):
            return await anext(pieces)
    except StopAsyncIteration:
        return None
    except TimeoutError:
        if ended:
            return None
        raise ModelFault("first_token") from None
