"""The gate of the staff page: nobody passes without a session, no other site sends for anybody."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import DatabaseDown
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import explain, say
from assistant.web.banco_language import spoken_by
from assistant.web.banco_pages import door_page
from assistant.web.banco_staff import BANCO, Staff, remember

_READING = ("GET", "HEAD", "OPTIONS")


class Gate:
    """ASGI middleware over the whole site; it minds only what is under ``/banco``."""

    def __init__(
        self, app: ASGIApp, staff: Staff, settings: Settings, free: Collection[str]
    ) -> None:
        """Wrap an application. ``free``: paths that are there to sign in."""
        self._app = app
        self._staff = staff
        self._settings = settings
        self._free = frozenset(free)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        path = scope.get("path", "")
        if scope["type"] not in ("http", "websocket") or not _is_ours(path):
            await self._app(scope, receive, send)
            return
        refused = await self._refusal(HTTPConnection(scope), path)
        await (refused or self._app)(scope, receive, _unkept(send))

    async def _refusal(self, connection: HTTPConnection, path: str) -> Response | None:
        """Return what to answer instead; None for who may pass."""
        language = spoken_by(connection, self._settings)
        if connection.scope.get("method", "GET") not in _READING and is_foreign(connection):
            return _told(403, say(language, "web.banco.foreign"))
        if path in self._free:
            return None
        try:
            person = await run_in_threadpool(self._staff.who, connection)
        except DatabaseDown as fault:
            return _told(503, explain(fault, language))
        if person is None:
            return self._door(connection, path, language)
        remember(connection, person)
        return None

    def _door(self, connection: HTTPConnection, path: str, language: Language) -> Response:
        """Answer 401: to a person at the page with the form to sign in, to others in a word."""
        wants_page = "text/html" in connection.headers.get("accept", "")
        if wants_page and path.rstrip("/") == BANCO:
            return HTMLResponse(door_page(self._settings, language), 401)
        return _told(401, say(language, "web.banco.nobody"))


def is_foreign(connection: HTTPConnection) -> bool:
    """Tell whether another site had a browser send this; a program says nothing of itself."""
    headers = connection.headers
    site = headers.get("sec-fetch-site")
    if site:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return bool(origin) and urlsplit(origin or "").netloc != headers.get("host", "")


def _is_ours(path: str) -> bool:
    return path == BANCO or path.startswith(f"{BANCO}/")


def _told(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status)


def _unkept(send: Send) -> Send:
    """Let no browser or proxy keep what the staff sees."""

    async def added(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["cache-control"] = "no-store"
            # With "no-referrer" a form would not say from which site it is sent.
            headers["referrer-policy"] = "same-origin"
        await send(message)

    return added
