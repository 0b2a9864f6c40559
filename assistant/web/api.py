"""The HTTP API: the same answers as the page, for programs; every fault is one clear sentence."""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant import __version__
from assistant.answering.render import hit_json
from assistant.errors import (
    DatabaseDown,
    IndexMissing,
    InputError,
    SportelloError,
    TooMany,
    Unknown,
)
from assistant.model import LANGUAGES, Language
from assistant.retrieval.store import current_folder, read_manifest
from assistant.settings import Settings
from assistant.text import explain, say
from assistant.web.contract import (
    Answerer,
    AskBody,
    ErrorBody,
    HealthBody,
    PassagesBody,
    SearchBody,
)
from assistant.web.docs import docs_page
from assistant.web.guard import Guard
from assistant.web.library import Library
from assistant.web.reception import Reception
from assistant.web.reception_api import reception_router
from assistant.web.reception_contract import ReplyBody
from assistant.web.review_inbox import MEGABYTE, UPLOAD

_LOG = logging.getLogger(__name__)
_FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorBody} for status in (413, 422, 500, 503)
}
_STATUS = {InputError: 422, Unknown: 404, TooMany: 429, IndexMissing: 503, DatabaseDown: 503}
# What pydantic calls a fault -> our sentence; anything else is a field with a wrong value.
_SENTENCES = {
    "json_invalid": "not_json",
    "model_attributes_type": "not_json",
    "dict_type": "not_json",
    "missing": "missing_field",
    "extra_forbidden": "unknown_field",
    "literal_error": "wrong_language",
    "blank": "blank",
    "question_or_turns": "question_or_turns",
    "turn_or_question": "turn_or_question",
    "email": "wrong_email",
}


def build_api(answerer: Answerer, settings: Settings, reception: Reception) -> FastAPI:
    """Return an app with the API, its documentation page and sentences for what goes wrong."""
    app = FastAPI(
        title=say(settings.language, "web.docs.title"),
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=reception.open,
    )
    app.add_middleware(Guard, roomy={UPLOAD: settings.draft_mb * MEGABYTE})
    app.include_router(_questions(answerer, settings, reception))
    app.include_router(reception_router(reception, settings.language))
    app.include_router(_surroundings(app, answerer, settings))
    _explain_faults(app, settings)
    return app


def _questions(answerer: Answerer, settings: Settings, reception: Reception) -> APIRouter:
    router = APIRouter()

    @router.post("/api/ask", responses={200: {"model": ReplyBody}, **_FAULTS})
    def ask(body: AskBody, request: Request) -> JSONResponse:
        """Ask a question; the answer says where every statement comes from."""
        _bound(body, request, settings)
        answer = answerer.answer(body.as_question())
        kept = reception.record(answer, "api", body.conversation)
        return JSONResponse(answer.as_json() | asdict(kept))

    @router.post("/api/search", responses={200: {"model": PassagesBody}, **_FAULTS})
    def search(body: SearchBody, request: Request) -> JSONResponse:
        """Find passages without composing an answer."""
        _bound(body, request, settings)
        hits = answerer.search(body.query, body.k, body.as_of)
        return JSONResponse({"passages": [hit_json(hit) for hit in hits]})

    return router


def _surroundings(app: FastAPI, answerer: Answerer, settings: Settings) -> APIRouter:
    router = APIRouter()
    library = Library(answerer, settings.corpus)

    @router.get("/healthz")
    def health() -> HealthBody:
        """Tell whether there is an index to answer from, and which."""
        return _health(settings)

    @router.get("/api/docs", include_in_schema=False)
    def docs(lang: str = "") -> HTMLResponse:
        language = _known(lang) or settings.language
        return HTMLResponse(docs_page(app.openapi(), language))

    @router.get("/api/page.png", include_in_schema=False)
    def page(passage: str, start: int, end: int) -> Response:
        picture = library.picture(passage, start, end)
        if picture is None:
            raise HTTPException(404)
        return Response(picture, media_type="image/png")

    @router.api_route(
        "/api/{rest:path}", methods=["GET", "POST", "PUT", "DELETE"], include_in_schema=False
    )
    def nothing_else() -> None:
        raise HTTPException(404)

    return router


def _bound(body: AskBody | SearchBody, request: Request, settings: Settings) -> None:
    limit = settings.question_chars
    if any(len(message) > limit for message in body.messages):
        language = getattr(body, "language", None) or _accepted(request, settings)
        raise HTTPException(422, say(language, "web.error.too_long", limit=limit))


def _health(settings: Settings) -> HealthBody:
    folder = current_folder(settings.data)
    if folder is None:
        return HealthBody(status="no_index", index=False, digest=None, passages=0)
    manifest = read_manifest(folder)
    return HealthBody(status="ok", index=True, digest=manifest.digest, passages=manifest.passages)


def _explain_faults(app: FastAPI, settings: Settings) -> None:
    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, fault: RequestValidationError) -> JSONResponse:
        language = _asked(fault.body) or _accepted(request, settings)
        return _told(422, _sentence(fault.errors()[0], language))

    @app.exception_handler(HTTPException)
    def refused(request: Request, fault: HTTPException) -> JSONResponse:
        known = fault.status_code in (404, 413)
        key = f"web.error.http_{fault.status_code}" if known else "web.error.refused"
        sentence = fault.detail if fault.status_code == 422 else None
        return _told(fault.status_code, sentence or say(_accepted(request, settings), key))

    @app.exception_handler(SportelloError)
    def expected(request: Request, fault: SportelloError) -> JSONResponse:
        status = _STATUS.get(type(fault), 500)
        return _told(status, explain(fault, _accepted(request, settings)))

    @app.exception_handler(Exception)
    def unexpected(request: Request, fault: Exception) -> JSONResponse:
        _LOG.error("%s %s failed: %r", request.method, request.url.path, fault)
        return _told(500, say(_accepted(request, settings), "web.error.http_500"))


def _told(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status)


def _sentence(fault: Mapping[str, Any], language: Language) -> str:
    field = ".".join(str(part) for part in fault["loc"][1:])
    kind = str(fault["ctx"]["error"]) if fault["type"] == "value_error" else fault["type"]
    key = _SENTENCES.get(kind, "wrong_value")
    return say(language, f"web.error.{key}", field=field)


def _asked(body: Any) -> Language | None:
    return _known(body.get("language")) if isinstance(body, Mapping) else None


def _accepted(request: Request, settings: Settings) -> Language:
    """Return the first language of the browser that we speak, or the house's."""
    header = request.headers.get("accept-language", "")
    wanted = (part.strip()[:2].lower() for part in header.split(","))
    return next((known for code in wanted if (known := _known(code))), settings.language)


def _known(code: Any) -> Language | None:
    return next((language for language in LANGUAGES if language == code), None)
