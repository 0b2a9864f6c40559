"""Telling: an answer on its way, drawn as its claims are verified, given up when nobody waits."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass

from assistant.answering.watch import Watch
from assistant.model import Answer, Claim

_PAUSE = 0.15  # seconds between two drawings: a page takes about twenty updates a second
_STILL = 1.0  # seconds after which something is yielded anyway: who left is noticed only then


@dataclass(frozen=True, slots=True)
class Told:
    """What is known so far: the claims verified, and the answer once it is whole."""

    claims: tuple[Claim, ...] = ()
    answer: Answer | None = None


def told_as_made(answer: Callable[[Watch], Answer], cancel: threading.Event) -> Iterator[Told]:
    """Yield what is known at once, as it grows, and now and then; the answer last.

    ``answer`` runs in a thread of its own. When nobody reads on, ``cancel`` stops the model.
    """
    claims: list[Claim] = []
    future: Future[Answer] = Future()
    watch = Watch(claims.append, cancel)
    threading.Thread(target=_run, args=(future, answer, watch), daemon=True).start()
    shown, last = -1, 0.0
    try:
        while not future.done():
            if len(claims) > shown or time.monotonic() - last > _STILL:
                shown, last = len(claims), time.monotonic()
                yield Told(tuple(claims[:shown]))
            wait([future], timeout=_PAUSE)
        yield Told(tuple(claims), future.result())
    finally:
        cancel.set()


def _run(future: "Future[Answer]", answer: Callable[[Watch], Answer], watch: Watch) -> None:
    try:
        future.set_result(answer(watch))
    except BaseException as error:
        future.set_exception(error)
