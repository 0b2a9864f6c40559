"""What programs can do after an answer."""

from typing import Any

from fastapi import APIRouter, Request

from assistant.web.contract import ErrorBody
from assistant.web.reception import Reception
from assistant.web.reception_contract import FeedbackBody, KeptBody

_FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorBody} for status in (422, 429, 500, 503)
}


def reception_router(reception: Reception) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.post("/api/feedback", responses=_FAULTS)
    def feedback(body: FeedbackBody, request: Request) -> KeptBody:
        """Say whether an answer was useful, and why not; the last judgement counts."""
        reception.judge(body.turn, body.judgement, address_of(request))
        return KeptBody(kept=True)

    return router


def address_of(request: Any) -> str:
    """Return from where a request comes, "" when that is not known."""
    return request.client.host if request.client else ""
