"""The child process that parses one file: ``python -m assistant.ingestion.child REQUEST``.

It limits itself, does the job and writes one answer. The broad ``except`` here is one of the four
edges of the house: whatever a parser raises becomes a reason that a person can read.
"""

import importlib
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from assistant.errors import Unreadable
from assistant.ingestion.sandbox import REFUSAL, RESULT

_OUTPUT_BYTES = 256 * 1024 * 1024
_JOBS = {
    "read": "assistant.ingestion.readers",
    "draw": "assistant.ingestion.drawing",
    "comment": "assistant.export.commented",
}
_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")


def main(request: dict[str, Any]) -> None:
    """Do the job that was asked for and answer on what was standard output."""
    answers = os.dup(1)
    os.dup2(2, 1)  # a native library that prints must not spoil the answer
    _limit(request["seconds"], request["memory_mb"])
    sys.addaudithook(_refuse_network)
    answer = _answer(request)
    with os.fdopen(answers, "wb") as stream:
        stream.write(answer)
    os._exit(0)  # the answer is complete; a damaged document may crash its library's clean-up


def _answer(request: dict[str, Any]) -> bytes:
    try:
        job = importlib.import_module(_JOBS[request["job"]])
        return RESULT + bytes(job.run(Path(request["path"]), **request["arguments"]))
    except Unreadable as error:
        return _refusal(error.key, error.params)
    except MemoryError:
        return _refusal("unreadable_memory", {})
    except RecursionError:
        return _refusal("unreadable_damaged", {"detail": "RecursionError"})
    except Exception as error:
        return _refusal("unreadable_damaged", {"detail": type(error).__name__})


def _refusal(key: str, params: dict[str, Any]) -> bytes:
    return REFUSAL + json.dumps({"key": key, "params": params}).encode()


def _limit(seconds: int, memory_mb: int) -> None:
    """Bound memory, processor time and output in the kernel; leave no core file."""
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_OUTPUT_BYTES, _OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse_network(event: str, _details: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(event)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
