"""The site: one FastAPI app with the API and, at its root, the page."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from assistant.answering.pipeline import Pipeline
from assistant.approved.standing import Passages
from assistant.desk.tickets import Tickets
from assistant.errors import IndexMissing, SportelloError
from assistant.journal.database import open_database
from assistant.retrieval.search import LiveSearcher
from assistant.settings import Settings
from assistant.web.api import build_api
from assistant.web.contract import Answerer
from assistant.web.library import Library
from assistant.web.reception import Reception
from assistant.web.review_contract import Reviewer
from assistant.web.review_engine import Engine
from assistant.web.review_inbox import MEGABYTE, Inbox, inbox_router

_FAREWELL = 3  # seconds
_WAITING_DRAFTS = 6  # of the largest size, in memory


def build_site(
    settings: Settings, answerer: Answerer | None = None, reviewer: Reviewer | None = None
) -> FastAPI:
    """Return the app that answers and reviews with our engines, or with what is given."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    from assistant.web.banco import Banco, mount_banco, mount_page
    from assistant.web.frame import build_page
    from assistant.web.review import ReviewTab
    from assistant.web.tabs import tabs
    from assistant.web.theme import style

    answerer = answerer or Pipeline(settings)
    database = open_database(settings)
    tickets = Tickets(database, Library(answerer, settings.corpus).passage)
    inbox = Inbox(_WAITING_DRAFTS * settings.draft_mb * MEGABYTE)
    counter = tickets if settings.tickets else None
    reception = Reception(answerer, settings, database, counter)
    api = build_api(answerer, settings, reception)
    api.include_router(inbox_router(inbox, settings))
    review = ReviewTab(answerer, reviewer or Engine(settings), inbox, settings)
    banco = Banco(answerer, tickets, database, _passages(answerer, settings))
    mount_banco(api, banco, settings)
    page = build_page((*tabs(answerer, settings, reception), review), settings)
    return mount_page(api, page, "/", style())


def _passages(answerer: Answerer, settings: Settings) -> Callable[[], Passages]:
    """Return what gives the passages of now: those of our engine, or of the index."""
    if isinstance(answerer, Pipeline):
        return lambda: answerer.knowledge.searcher
    return LiveSearcher(settings).get


def serve(settings: Settings) -> None:
    """Serve the site until it is stopped; uvicorn logs the address when it is ready."""
    pipeline, engine = Pipeline(settings), Engine(settings)
    threading.Thread(target=_warm_up, args=(pipeline, engine), daemon=True).start()
    uvicorn.run(
        build_site(settings, pipeline, engine),
        host=settings.host,
        port=settings.port,
        access_log=False,
        timeout_graceful_shutdown=_FAREWELL,  # an open page would hold the server for ever
    )


def _warm_up(pipeline: Pipeline, engine: Engine) -> None:
    """Load index, model and grid while the page is built: the first question and draft are fast."""
    with suppress(IndexMissing):
        pipeline.warm_up()
    with suppress(SportelloError):
        engine.warm_up()
