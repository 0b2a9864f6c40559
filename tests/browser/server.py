"""Serve the site over the fake pipeline: ``python -m tests.browser.server PORT CORPUS DATA``."""

import sys
from pathlib import Path

import uvicorn

from assistant.settings import Settings
from assistant.web.site import build_site
from tests.fakes_review import FakeReviewer
from tests.fakes_web import FakePipeline


def main() -> None:
    """Serve until stopped."""
    port, corpus, data = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    settings = Settings(corpus=corpus, data=data, port=port, _env_file=None)
    uvicorn.run(build_site(settings, FakePipeline(), FakeReviewer()), host="127.0.0.1", port=port)


if __name__ == "__main__":
    main()
