"""The site: one FastAPI app with the API and, at its root, the page."""

import os
import threading
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from assistant.answering.pipeline import Pipeline
from assistant.errors import IndexMissing
from assistant.settings import Settings
from assistant.web.api import build_api
from assistant.web.contract import Answerer

_FAREWELL = 3  # seconds


def build_site(settings: Settings, answerer: Answerer | None = None) -> FastAPI:
    """Return the app that answers questions with the pipeline, or with what is given."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import gradio as gr

    from assistant.web.frame import build_page
    from assistant.web.tabs import tabs
    from assistant.web.theme import style, theme

    answerer = answerer or Pipeline(settings)
    app: FastAPI = gr.mount_gradio_app(
        build_api(answerer, settings),
        build_page(tabs(answerer, settings), settings),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=1,
        theme=theme(),
        css=style(),
    )
    return app


def serve(settings: Settings) -> None:
    """Serve the site until it is stopped; uvicorn logs the address when it is ready."""
    pipeline = Pipeline(settings)
    threading.Thread(target=_warm_up, args=(pipeline,), daemon=True).start()
    uvicorn.run(
        build_site(settings, pipeline),
        host=settings.host,
        port=settings.port,
        access_log=False,
        timeout_graceful_shutdown=_FAREWELL,  # an open page would hold the server for ever
    )


def _warm_up(pipeline: Pipeline) -> None:
    """Load the index and the model while the page is being built: the first question is fast."""
    with suppress(IndexMissing):
        pipeline.warm_up()
