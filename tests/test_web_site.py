"""The site as it is built: what Gradio was told, before any browser opens it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.text import say
from assistant.web.pages import page
from assistant.web.site import build_site
from tests.fakes_web import FakePipeline

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(corpus=folder, data=folder, concurrency=7, queue_size=9, _env_file=None)
    return TestClient(build_site(settings, FakePipeline()))


@pytest.fixture(scope="module")
def config(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/config").json()
    return found


def blocks_of(client: TestClient) -> Any:
    """Return Gradio's own object of the page that is mounted at the root."""
    app: Any = client.app
    mounted = next(route for route in app.routes if getattr(route, "path", None) == "")
    return mounted.app.get_blocks()


def test_the_page_names_itself_in_italian(config: dict[str, Any]) -> None:
    assert config["title"].startswith("Sportello ZIS")


def test_no_event_is_open_to_programs(config: dict[str, Any]) -> None:
    assert {event["api_visibility"] for event in config["dependencies"]} == {"private"}


def test_every_event_has_the_limit_of_the_settings(client: TestClient) -> None:
    events = blocks_of(client).fns.values()
    assert {event.concurrency_limit for event in events if event.fn} == {7}


def test_the_queue_is_bounded(client: TestClient) -> None:
    assert blocks_of(client)._queue.max_size == 9


def test_the_footer_of_gradio_and_its_telemetry_are_off(config: dict[str, Any]) -> None:
    assert config["footer_links"] == []
    assert config["analytics_enabled"] is False


def test_the_theme_asks_no_other_host_for_a_font(client: TestClient) -> None:
    assert re.findall(r"@import|url\(.?https?:", client.get("/theme.css").text) == []


def test_the_style_sheet_asks_no_other_host(config: dict[str, Any]) -> None:
    assert re.findall(r"https?://|@import|url\(", config["css"]) == []


def test_the_api_is_served_beside_the_page(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "Chi può fare da capofila?"})
    assert answer.json()["outcome"] == "answered"


def test_nothing_can_be_uploaded(client: TestClient) -> None:
    sent = client.post("/gradio_api/upload", files={"files": ("a.txt", b"too much")})
    assert sent.status_code == 413


def test_the_command_line_does_not_wait_for_gradio() -> None:
    script = "import assistant.cli, sys; sys.exit('gradio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=False, cwd=ROOT)
    assert done.returncode == 0


@pytest.mark.parametrize(("model", "is_told"), [(True, True), (False, False)])
def test_the_page_says_that_a_model_reads_the_questions_where_one_does(
    model: bool, is_told: bool
) -> None:
    told = page("privacy.html", "it", days=0, code="", model=model)
    assert (say("it", "web.asks_model") in told) is is_told
