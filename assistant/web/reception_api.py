"""What programs can do after an answer."""

from typing import Any

from fastapi import APIRouter, Request

from assistant.model import Language
from assistant.web.contract import ErrorBody
from assistant.web.reception import Reception
from assistant.web.reception_contract import (
    FeedbackBody,
    KeptBody,
    StateBody,
    TicketBody,
)

_FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorBody} for status in (404, 422, 429, 500, 503)
}


def reception_router(reception: Reception, language: Language) -> APIRouter:
    """Return the routes; those of tickets only where there is a desk."""
    router = APIRouter()
    if reception.takes_tickets:
        router.include_router(_tickets(reception, language))

    @router.post("/api/feedback", responses=_FAULTS)
    def feedback(body: FeedbackBody, request: Request) -> KeptBody:
        """Say whether an answer was useful, and why not; the last judgement counts."""
        reception.judge(body.turn, body.judgement, address_of(request))
        return KeptBody(kept=True)

    return router


def _tickets(reception: Reception, language: Language) -> APIRouter:
    router = APIRouter()

    @router.post("/api/ticket", responses=_FAULTS)
    def ticket(body: TicketBody, request: Request) -> StateBody:
        """Take a question to the desk with the answer that did not do; the reference is secret."""
        state = reception.open_ticket(body.as_request(language), address_of(request))
        return StateBody.of(state)

    @router.get("/api/ticket/{reference}", responses=_FAULTS)
    def state(reference: str, request: Request) -> StateBody:
        """See where a ticket is, and what the desk answered."""
        return StateBody.of(reception.state_of(reference, address_of(request)))

    return router


def address_of(request: Any) -> str:
    """Return from where a request comes, "" when that is not known."""
    return request.client.host if request.client else ""
