"""Signing in with another service: OpenID Connect, by settings, through authlib.

The service says who somebody is; the settings say which of its roles are which of ours. Whoever
has none of them stays out.
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.desk.roles import ROLES, Person, Role, known_role
from assistant.errors import InputError, SportelloError
from assistant.settings import Settings
from assistant.text import explain
from assistant.web.banco_door import welcome
from assistant.web.banco_language import spoken_by
from assistant.web.banco_pages import door_page
from assistant.web.banco_staff import BANCO, Staff

_LOG = logging.getLogger(__name__)
START, BACK = f"{BANCO}/oidc", f"{BANCO}/oidc/back"
_SCOPE = "openid profile email"
_SECONDS = 10.0
_NAMES = ("preferred_username", "email", "sub")  # claims that may name a person, the best first


def oidc_router(staff: Staff, settings: Settings) -> APIRouter:
    """Return the two routes of the way out and back; they need a ``SessionMiddleware``."""
    router = APIRouter(include_in_schema=False)
    client = _client(settings)

    @router.get(START)
    async def start(request: Request) -> Response:
        try:
            sent: Response = await client.authorize_redirect(request, str(request.url_for("back")))
        except Exception as fault:  # an edge of the house: whatever the other service does
            return _refused(request, settings, _failed(fault))
        return sent

    @router.get(BACK, name="back")
    async def back(request: Request) -> Response:
        try:
            claims = await _claims(client, request)
            person = await run_in_threadpool(_known, staff, settings, claims)
        except SportelloError as fault:
            return _refused(request, settings, fault)
        return await run_in_threadpool(welcome, staff, request, person)

    return router


def role_of(claims: Mapping[str, Any], settings: Settings) -> Role:
    """Return the highest of our roles that the claims give; InputError for none."""
    told = claims.get(settings.oidc_role_claim, ())
    values: Iterable[Any] = [told] if isinstance(told, str) else told or ()
    ours = [settings.oidc_roles[value] for value in values if value in settings.oidc_roles]
    if not ours:
        raise InputError("desk.oidc_role")
    return max((known_role(role) for role in ours), key=ROLES.index)


def _client(settings: Settings) -> Any:
    issuer = settings.oidc_issuer.rstrip("/")
    return OAuth().register(
        "staff",
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        client_kwargs={
            "scope": _SCOPE,
            "code_challenge_method": "S256",
            "timeout": _SECONDS,
            "trust_env": False,
        },
    )


async def _claims(client: Any, request: Request) -> Mapping[str, Any]:
    """Return what the service says of a person; its signature, nonce and issuer are checked."""
    try:
        token = await client.authorize_access_token(request)
    except Exception as fault:  # an edge of the house: whatever the other service does
        raise _failed(fault) from None
    claims: Mapping[str, Any] = token.get("userinfo") or {}
    if not claims.get("sub"):
        raise InputError("desk.oidc_failed")
    return claims


def _known(staff: Staff, settings: Settings, claims: Mapping[str, Any]) -> Person:
    role = role_of(claims, settings)
    name = next(str(claims[claim]) for claim in _NAMES if claims.get(claim))
    return staff.accounts.elsewhere(settings.oidc_issuer, str(claims["sub"]), name, role)


def _failed(fault: Exception) -> InputError:
    _LOG.warning("signing in with %s failed: %s", "the OIDC issuer", type(fault).__name__)
    return InputError("desk.oidc_failed")


def _refused(request: Request, settings: Settings, fault: SportelloError) -> Response:
    language = spoken_by(request, settings)
    return HTMLResponse(door_page(settings, language, fault=explain(fault, language)), 401)
