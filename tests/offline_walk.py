"""Index, ask and build the site in a process that may talk to nobody; run by test_offline.py.

``python -m tests.offline_walk CORPUS DATA`` writes one line of JSON: what came out, and every
address beyond this machine that anything tried to look up or to reach.
"""

import asyncio
import json
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

WATCHED = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}
HERE = {"localhost", "::1", "", None}


def is_here(address: object) -> bool:
    """Tell whether an address is this machine: loopback, or a Unix socket's path."""
    if isinstance(address, tuple):
        return is_here(address[0]) or str(address[0]).startswith("127.")
    return address in HERE or str(address).startswith(("127.", "/"))


def watch(attempts: list[str]) -> None:
    """Refuse and write down whatever leaves this machine, in every thread, from now on."""

    def refuse(event: str, details: tuple[Any, ...]) -> None:
        if event in WATCHED and not is_here(details[WATCHED[event]]):
            attempts.append(f"{event} {details[WATCHED[event]]}")
            raise PermissionError(attempts[-1])

    sys.addaudithook(refuse)


def walk(corpus: Path, data: Path) -> Iterator[tuple[str, Any]]:
    """Yield the name and the result of each part of the house, as a user would meet them."""
    from assistant.answering.pipeline import Pipeline
    from assistant.cli import main
    from assistant.model import Question
    from assistant.settings import Settings

    with redirect_stdout(sys.stderr):
        yield "index", main(["index", "--corpus", str(corpus), "--data", str(data)])
    settings = Settings(corpus=corpus, data=data)
    answer = Pipeline(settings).answer(Question("Chi può fare da capofila?"))
    yield "outcome", answer.outcome
    yield "mode", answer.mode
    yield from asyncio.run(visit(settings))


async def visit(settings: Any) -> list[tuple[str, Any]]:
    """Open the page and the API in this process, through no socket at all."""
    import httpx

    from assistant.web.site import build_site

    transport = httpx.ASGITransport(build_site(settings))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        page = await client.get("/")
        reply = await client.post("/api/ask", json={"question": "Chi può fare da capofila?"})
    return [("page", page.status_code), ("html", page.text), ("api", reply.json()["outcome"])]


def finish_threads() -> None:
    """Give what still works in the background the time to give itself away."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(timeout=1)


def prove_the_watch() -> Iterator[tuple[str, Any]]:
    """Try to leave this machine, so that a test can see that the watch works."""
    try:
        socket.create_connection(("192.0.2.1", 9), timeout=1)
    except PermissionError:
        yield "refused", True


if __name__ == "__main__":
    seen: list[str] = []
    watch(seen)
    paths = [Path(argument) for argument in sys.argv[1:]]
    results = dict(walk(*paths) if paths else prove_the_watch())
    finish_threads()
    sys.stdout.write(json.dumps({**results, "attempts": seen}))
