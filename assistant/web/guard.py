"""What every response carries and every request is held to: a bounded body, no foreign host."""

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY_BYTES = 2_000_000
_HEADERS = {
    # Gradio builds its page with inline scripts and Function(); nothing may leave this host.
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class Guard:
    """ASGI middleware: refuses a body over ``most`` bytes, adds the headers of the house."""

    def __init__(
        self,
        app: ASGIApp,
        most: int = MOST_BODY_BYTES,
        roomy: Mapping[str, int] | None = None,
    ) -> None:
        """Wrap an application; ``roomy``: paths with a limit of their own, in bytes."""
        self._app = app
        self._most = most
        self._roomy = roomy or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        most = self._roomy.get(scope["path"], self._most)
        too_long = declared.isdigit() and int(declared) > most
        bounded = self._refusing if too_long else self._counting(receive, most)
        await self._app(scope, bounded, _adding_headers(send))

    async def _refusing(self) -> Message:
        raise HTTPException(413)

    def _counting(self, receive: Receive, most: int) -> Receive:
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(413)
            return message

        return counted


def _adding_headers(send: Send) -> Send:
    async def added(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return added
