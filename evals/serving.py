"""A server started as a person starts it, asked over HTTP, its memory read."""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from assistant.settings import Settings

_START_SECONDS = 120
_STOP_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address and its process."""

    address: str
    process: int

    def ask(self, question: str) -> None:
        """Ask through the API and wait for the whole answer."""
        body = json.dumps({"question": question}).encode()
        headers = {"Content-Type": "application/json"}
        request = Request(f"{self.address}/api/ask", body, headers)  # noqa: S310 (loopback)
        with urlopen(request, timeout=_START_SECONDS) as response:  # noqa: S310
            response.read()

    def peak_megabytes(self) -> float | None:
        """Return the most memory that the process ever had, or None where no /proc tells."""
        try:
            status = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        except OSError:
            return None
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else None


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """Start ``sportello serve`` on a free port, wait until it answers, stop it at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    command += ["--corpus", str(settings.corpus), "--data", str(settings.data)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(_STOP_SECONDS)


def _wait(address: str) -> None:
    last = time.monotonic() + _START_SECONDS
    while True:
        try:
            with urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 (loopback)
                return
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
