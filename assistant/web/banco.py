"""The staff page: a page of its own under ``/banco``, behind a gate that asks for a session."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware

from assistant.approved.standing import Passages
from assistant.desk.approving import Approvals
from assistant.desk.tickets import Tickets
from assistant.journal.database import Database
from assistant.settings import Settings
from assistant.web.banco_approved import ApprovedContent
from assistant.web.banco_board import BoardContent
from assistant.web.banco_door import LOGIN, door_router
from assistant.web.banco_gate import Gate
from assistant.web.banco_journal import JournalContent
from assistant.web.banco_message import MessageContent
from assistant.web.banco_panel import Panel
from assistant.web.banco_staff import BANCO, Staff, open_staff, user_of
from assistant.web.banco_tickets import TicketsContent
from assistant.web.banco_topics import TopicsContent
from assistant.web.contract import Answerer
from assistant.web.frame import Look, Tab, build_page
from assistant.web.theme import staff_style, theme

_LOOK = Look(
    title="web.banco.title",
    header="banco_header.html",
    below="banco_below.html",
    storage="sportello-zis-banco-1",
)


@dataclass(frozen=True, slots=True)
class Banco:
    """What the staff page is built over. ``among``: the passages of now; raises IndexMissing."""

    answerer: Answerer
    tickets: Tickets
    database: Database
    among: Callable[[], Passages]


def mount_banco(app: FastAPI, banco: Banco, settings: Settings) -> Staff:
    """Mount the staff page on the site, before anything that takes every path; return its staff."""
    staff = open_staff(banco.database, settings)
    free = [LOGIN]
    app.include_router(door_router(staff, settings))
    if settings.oidc_issuer:
        free += _mount_oidc(app, staff, settings)
    # Innermost of all: what the gate answers has the headers of the house as well.
    app.user_middleware.append(Middleware(Gate, staff=staff, settings=settings, free=free))
    page = build_page(_tabs(banco, staff, settings), settings, _LOOK)
    mount_page(app, page, BANCO, staff_style(), user_of)
    return staff


def mount_page(app: FastAPI, page: gr.Blocks, path: str, css: str, user: Any = None) -> FastAPI:
    """Mount a page of Gradio as this house serves one. ``user``: tells who may see it."""
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path=path,
        auth_dependency=user,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=1,
        theme=theme(),
        css=css,
    )
    return mounted


def _tabs(banco: Banco, staff: Staff, settings: Settings) -> tuple[Tab, ...]:
    """Return the tabs in their order; the first is shown first."""
    find, answer = banco.answerer.passage, banco.answerer.answer
    approvals = Approvals(settings.corpus, banco.database, banco.tickets, find)
    return (
        Panel(TicketsContent(banco.tickets, approvals, answer, settings), staff),
        Panel(MessageContent(banco.tickets, approvals, answer, settings), staff),
        Panel(ApprovedContent(approvals, banco.among), staff),
        Panel(JournalContent(banco.database, find, settings), staff),
        Panel(BoardContent(banco.database, approvals, find, banco.among), staff),
        Panel(TopicsContent(settings.corpus, banco.database), staff),
    )


def _mount_oidc(app: FastAPI, staff: Staff, settings: Settings) -> list[str]:
    """Add the way through another service; what it needs to remember is in a cookie for minutes."""
    from assistant.web.banco_oidc import BACK, START, oidc_router

    app.include_router(oidc_router(staff, settings))
    remembering = Middleware(
        SessionMiddleware,
        secret_key=secrets.token_hex(32),
        session_cookie="sportello_oidc",
        path=BANCO,
        max_age=600,
        same_site="lax",
    )
    app.user_middleware.append(remembering)
    return [START, BACK]
