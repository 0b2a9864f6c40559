"""The loop: one thread of the process waits for all models, so that a request can be cut short.

A blocking read can be neither timed as a whole nor cancelled; a task can, and its connection is
closed with it.
"""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import cache
from typing import Any


def submit(work: Coroutine[Any, Any, None]) -> "Future[None]":
    """Begin some work on the loop; cancelling the future cancels it."""
    return asyncio.run_coroutine_threadsafe(work, _loop())


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="models", daemon=True).start()
    return loop
