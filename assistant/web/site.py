"""The site: one FastAPI app with the API and, at its root, the page."""

import os

import uvicorn
from fastapi import FastAPI

from assistant import __version__
from assistant.answering.pipeline import Pipeline
from assistant.settings import Settings
from assistant.text import say
from assistant.web.api import add_api
from assistant.web.contract import Answerer
from assistant.web.guard import Guard



def build_site(settings: Settings, answerer: Answerer | None = None) -> FastAPI:
    """Return the app that answers questions with the pipeline, or with what is given."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import gradio as gr

    from assistant.web.chat import build_page
    from assistant.web.theme import style, theme

    answerer = answerer or Pipeline(settings)
    app = FastAPI(
        title=say(settings.language, "web.name"),
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.add_middleware(Guard)
    add_api(app, answerer, settings)
    return gr.mount_gradio_app(
        app,
        build_page(answerer, settings),
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


def serve(settings: Settings) -> None:
    """Serve the site until it is stopped; uvicorn logs the address when it is ready."""
    app = build_site(settings)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="info", access_log=False)
