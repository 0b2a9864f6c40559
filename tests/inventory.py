"""The inventory of what the site answers, and to whom: asked of the app itself, route by route."""

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from assistant.web.banco_staff import COOKIE

WHO = ("nobody", "reader", "drafter", "approver", "admin")
_FILLED = {"path": "x", "rest": "x", "reference": "ZIS-0000-0000-0000"}
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Route:
    """One route: how it is written, and a path that leads to it."""

    method: str
    written: str
    path: str


class _Enough(Exception):
    """The status is known: what follows is not waited for."""


def routes_of(app: FastAPI) -> list[Route]:
    """Return every route of the app and of what is mounted on it, once each, in order."""
    return list(dict.fromkeys(_routes(app.routes, "")))


def _routes(routes: Any, prefix: str) -> Iterator[Route]:
    for route in routes:
        included = getattr(route, "original_router", None)  # as FastAPI keeps an included router
        if included is not None:
            yield from _routes(included.routes, prefix)  # their paths have its own prefix
            continue
        inner = getattr(route, "routes", None)
        path = getattr(route, "path", "")
        if inner:
            yield from _routes(inner, f"{prefix}{path}")
            continue
        for method in sorted(getattr(route, "methods", None) or {"GET"}):
            if method not in ("HEAD", "OPTIONS"):
                written = f"{prefix}{path}" or "/"
                yield Route(method, written, _filled(written))


def _filled(written: str) -> str:
    """Return a path with something in the place of its parameters."""
    parts = written.split("{")
    filled = parts[0]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        filled += _FILLED.get(name.partition(":")[0], "x") + rest
    return filled


def status_of(app: FastAPI, route: Route, token: str = "") -> int:
    """Return the status with which a request begins to be answered; 0 when it is not in time."""
    with ThreadPoolExecutor(1) as pool:  # the loop of a browser may be running in this thread
        return pool.submit(asyncio.run, _status(app, route, token)).result()


async def _status(app: FastAPI, route: Route, token: str) -> int:
    found: list[int] = []

    async def receive() -> Mapping[str, Any]:
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async def send(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])
            raise _Enough

    try:
        await asyncio.wait_for(app(_scope(route, token), receive, send), _SECONDS)  # type: ignore[arg-type]
    except (Exception, ExceptionGroup):  # ours, wrapped as the middleware pleases
        return found[0] if found else 0
    return found[0] if found else 0


def _scope(route: Route, token: str) -> dict[str, Any]:
    headers = [(b"host", b"testserver"), (b"content-type", b"application/json")]
    headers += [(b"cookie", f"{COOKIE}={token}".encode())] if token else []
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": route.method,
        "scheme": "http",
        "path": route.path,
        "raw_path": route.path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
    }
