"""Browsers without a browser: the HTTP that Gradio's page speaks, one session for each visitor."""

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from tests.browser.conftest import free_port


class Visitor:
    """One session of the page."""

    def __init__(self, address: str, cookies: dict[str, str] | None = None) -> None:
        self.http = httpx.Client(base_url=address, timeout=120, cookies=cookies)
        self._session = secrets.token_hex(6)
        self._config: dict[str, Any] = self.http.get("config").json()

    def event_of(self, component: str, name: str) -> int:
        """Return the number of an event of the component with an id."""
        (wanted,) = [
            one["id"]
            for one in self._config["components"]
            if one["props"].get("elem_id") == component
        ]
        (event,) = [
            one["id"]
            for one in self._config["dependencies"]
            if [wanted, name] in [list(target) for target in one["targets"]]
        ]
        return int(event)

    def trigger(self, component: str, name: str, data: list[Any], **told: Any) -> str:
        """Send an event and return what the server answers, as JSON text."""
        body = {
            "data": data,
            "fn_index": self.event_of(component, name),
            "session_hash": self._session,
            "event_data": told,
        }
        self.http.post("gradio_api/queue/join", json=body).raise_for_status()
        listened = {"session_hash": self._session}
        with self.http.stream("GET", "gradio_api/queue/data", params=listened) as stream:
            for line in stream.iter_lines():
                if '"process_completed"' in line:
                    return json.dumps(json.loads(line.removeprefix("data: ")), ensure_ascii=False)
        raise AssertionError("the event did not end")

    def upload(self, name: str, content: bytes) -> str:
        """Send a draft and return its ticket."""
        answer = self.http.post("review/draft", content=content, headers={"x-draft-name": name})
        return str(answer.raise_for_status().json()["ticket"])

    def review(self, name: str, content: bytes, **told: Any) -> str:
        """Upload a draft and have it reviewed; return what the page is sent."""
        ticket = self.upload(name, content)
        return self.trigger("review-form", "send", ["it"], ticket=ticket, **told)

    def export(self, format_: str) -> str:
        """Ask for a file of the review; return what the page is sent."""
        return self.trigger("review-result", "export", [None, "it"], format=format_)


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an app in a thread while its address is used."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    server.force_exit = True
    thread.join(20)
