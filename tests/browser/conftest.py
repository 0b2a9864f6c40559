"""A real server in a process of its own, and a real Chromium that visits it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.fakes_web import small_pdf

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 180


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium is installed (Debian: apt-get install chromium)")
    arguments = ["--headless", "--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """Serve the fake pipeline on a free port; return the address."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "corpus" / "documents").mkdir(parents=True)
    paper = small_pdf("Il partenariato comprende almeno un'impresa e un organismo di ricerca.")
    (folder / "corpus" / "documents" / "avviso.pdf").write_bytes(paper)
    shutil.copy(ROOT / "corpus" / "rules.yaml", folder / "corpus")
    port = free_port()
    arguments = [str(port), str(folder / "corpus"), str(folder / "data")]
    with serving(["-m", "tests.browser.server", *arguments], port, folder / "log") as address:
        yield address


@contextmanager
def serving(
    arguments: list[str], port: int, log: Path, more: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run a server in a process of its own while its address is used."""
    environment = {**os.environ, **(more or {})}
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(f"{address}healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    visitor = browser.new_context(viewport={"width": 1280, "height": 900}, locale="it-IT")
    visitor.set_default_timeout(30_000)
    expect.set_options(timeout=20_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext, site: str) -> Page:
    """Open the page; it is ready when the first message is there."""
    opened = context.new_page()
    opened.goto(site)
    opened.get_by_role("heading", name="Come posso aiutarla?").wait_for()
    return opened


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    pytest.fail("the server of the browser tests did not start")
