"""Drafts between their upload and their review: in memory, once, for a few minutes.

A draft comes to ``POST /review/draft`` as the raw body and is answered with a ticket that cannot
be guessed; the page's event brings the ticket back and takes the draft out. There is no way to
read one over HTTP, and no file.
"""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import InputError
from assistant.model import LANGUAGES, Language
from assistant.settings import Settings
from assistant.text import say
from assistant.web.contract import encodable

UPLOAD = "/review/draft"
NAME_HEADER = "x-draft-name"
MEGABYTE = 10**6
_WAITING = 16
_SECONDS = 300.0
_NAME_CHARS = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: ``name`` without folders, ``content`` its bytes."""

    name: str
    content: bytes


class Inbox:
    """Uploads that wait for their review, by ticket; full when too many or too much waits."""

    def __init__(self, most_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold at most ``most_bytes`` in all."""
        self._most_bytes = most_bytes
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, tuple[float, Upload]] = {}

    def put(self, upload: Upload) -> str:
        """Keep an upload and return its ticket; InputError when there is no room."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._drop_old()
            held = sum(len(one.content) for _, one in self._held.values())
            if len(self._held) >= _WAITING or held + len(upload.content) > self._most_bytes:
                raise InputError("draft_busy")
            self._held[ticket] = (self._clock(), upload)
        return ticket

    def take(self, ticket: str) -> Upload:
        """Return an upload and forget it; InputError when it is not there (any more)."""
        with self._lock:
            self._drop_old()
            found = self._held.pop(ticket, None)
        if found is None:
            raise InputError("draft_lost")
        return found[1]

    def __len__(self) -> int:
        """Return how many uploads wait."""
        with self._lock:
            self._drop_old()
            return len(self._held)

    def _drop_old(self) -> None:
        oldest = self._clock() - _SECONDS
        self._held = {key: one for key, one in self._held.items() if one[0] > oldest}


def inbox_router(inbox: Inbox, settings: Settings) -> APIRouter:
    """Return the one route that takes a draft."""
    router = APIRouter()

    @router.post(UPLOAD, include_in_schema=False)
    async def take(request: Request) -> JSONResponse:
        language = _accepted(request, settings)
        if NAME_HEADER not in request.headers:  # a form of another site cannot send it
            raise HTTPException(404)
        content = await request.body()
        if not content.strip():
            return JSONResponse({"error": say(language, "web.review.fault_none")}, 422)
        name = plain_name(unquote(request.headers[NAME_HEADER]))
        return JSONResponse({"ticket": inbox.put(Upload(name, content))})

    return router


def plain_name(name: str) -> str:
    """Return the name of a file without folders and without what cannot be shown."""
    last = encodable(name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in last if char.isprintable())
    return shown[-_NAME_CHARS:].strip() or "draft.txt"


def _accepted(request: Request, settings: Settings) -> Language:
    code = request.headers.get("accept-language", "")[:2]
    return next((one for one in LANGUAGES if one == code), settings.language)
