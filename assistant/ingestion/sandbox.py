"""Run one job on an untrusted file in a child process that may not take long, grow or talk.

The child limits itself (``child.py``) before it imports a parser; the parent keeps the clock.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import Unreadable

RESULT, REFUSAL = b"+", b"!"
_CHECKOUT = Path(__file__).resolve().parents[2]  # not from settings: the child must start fast
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "TMPDIR", "HOME", "PYTHONPYCACHEPREFIX")
_NO_MEMORY = {signal.SIGABRT, signal.SIGKILL, signal.SIGTRAP, signal.SIGILL}


def run_limited(job: str, path: Path, *, seconds: int, memory_mb: int, **arguments: Any) -> bytes:
    """Return what a job of ``child.py`` answers about a file.

    Raises Unreadable with the reason: what the child says, or how it ended.
    """
    request = {
        "job": job,
        "path": str(path.absolute()),
        "seconds": seconds,
        "memory_mb": memory_mb,
        "arguments": arguments,
    }
    limits = {"file": path.name, "seconds": seconds, "memory_mb": memory_mb}
    status, answer = _run(json.dumps(request), seconds)
    if status is None or status == -signal.SIGXCPU:
        raise Unreadable("unreadable_timeout", **limits)
    if -status in _NO_MEMORY:
        raise Unreadable("unreadable_memory", **limits)
    if status or not answer:
        raise Unreadable("unreadable_damaged", **limits)
    if answer[:1] == REFUSAL:
        refusal = json.loads(answer[1:])
        raise Unreadable(refusal["key"], **{**limits, **refusal["params"]})
    return answer[1:]


def _run(request: str, seconds: int) -> tuple[int | None, bytes]:
    """Return the exit status (None when the clock ran out) and the output of a child.

    The output goes to a file: the child caps its size, and nobody waits on a full pipe.
    """
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "assistant.ingestion.child", request],
            cwd=_CHECKOUT,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            status: int | None = child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            _end(child)
        output.seek(0)
        return status, output.read()


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the child and of the programs it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the few variables a parser may see: no keys, no proxies."""
    kept = {name: given[name] for name in _PASSED_ON if name in given}
    return {**kept, "PYTHONUTF8": "1", "OMP_THREAD_LIMIT": "1", "PYTHONHASHSEED": "0"}
