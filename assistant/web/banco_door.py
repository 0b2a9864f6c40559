"""Signing in and out: forms that work without any script, which no other site can send."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.desk.roles import Person
from assistant.errors import Forbidden, InputError, SportelloError, TooMany
from assistant.settings import Settings
from assistant.text import explain, say
from assistant.web.banco_language import spoken_by
from assistant.web.banco_pages import account_page, door_page
from assistant.web.banco_staff import BANCO, COOKIE, Staff, give_cookie, take_cookie
from assistant.web.bounds import Bound

LOGIN, LOGOUT, ACCOUNT = f"{BANCO}/login", f"{BANCO}/logout", f"{BANCO}/account"
_TRIES = (60, 600)  # in a quarter of an hour: of one address, of all
_SECONDS = 900.0
_FIELD = Annotated[str, Form(max_length=1000)]
_SEE_OTHER = 303


def door_router(staff: Staff, settings: Settings) -> APIRouter:
    """Return the routes of the door; the gate stands before all but the first two."""
    router = APIRouter(include_in_schema=False)
    tries = Bound(*_TRIES, _SECONDS)

    @router.get(LOGIN)
    def door(request: Request) -> Response:
        return HTMLResponse(door_page(settings, spoken_by(request, settings)))

    @router.post(LOGIN)
    def sign_in(request: Request, name: _FIELD = "", password: _FIELD = "") -> Response:
        language = spoken_by(request, settings)
        try:
            tries.count(request.client.host if request.client else "")
            person = staff.accounts.check(name.strip().casefold(), password)
        except SportelloError as fault:
            status = 429 if isinstance(fault, TooMany) else 503
            told = explain(fault, language)
            return HTMLResponse(door_page(settings, language, name=name, fault=told), status)
        if person is None:
            told = say(language, "web.banco.door.wrong")
            return HTMLResponse(door_page(settings, language, name=name, fault=told), 401)
        return welcome(staff, request, person)

    router.include_router(_own(staff, settings))
    return router


def welcome(staff: Staff, request: Request, person: Person) -> Response:
    """Let somebody in: a new session, whatever the browser held before."""
    token = staff.sessions.begin(person, request.cookies.get(COOKIE, ""))
    response = RedirectResponse(f"{BANCO}/", _SEE_OTHER)
    give_cookie(response, request, token)
    return response


def _own(staff: Staff, settings: Settings) -> APIRouter:
    router = APIRouter()

    @router.post(LOGOUT)
    def sign_out(request: Request) -> Response:
        staff.sessions.end(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(LOGIN, _SEE_OTHER)
        take_cookie(response)
        return response

    @router.get(ACCOUNT)
    def account(request: Request) -> Response:
        return HTMLResponse(account_page(_person(staff, request), spoken_by(request, settings)))

    @router.post(ACCOUNT)
    def new_password(
        request: Request, present: _FIELD = "", new: _FIELD = "", again: _FIELD = ""
    ) -> Response:
        language, person = spoken_by(request, settings), _person(staff, request)
        try:
            if new != again:
                raise InputError("desk.password_twice")
            staff.accounts.change_own_password(person, present, new)
        except SportelloError as fault:
            return HTMLResponse(account_page(person, language, fault=explain(fault, language)), 422)
        response = HTMLResponse(account_page(person, language, done=True))
        give_cookie(response, request, staff.sessions.begin(person))
        return response

    return router


def _person(staff: Staff, request: Request) -> Person:
    person = staff.who(request)
    if person is None:  # it ended between the gate and here
        raise Forbidden("desk.signed_out")
    return person
