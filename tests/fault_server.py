"""A real server on loopback that goes wrong as it is told: the model's name is the fault.

``with FaultServer() as server:`` then ask ``server.base_url`` for the model ``"mute"``. It speaks
the protocol over plain sockets, because most of these faults no web framework would commit.
"""

import json
import select
import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Any

TEXT = "Il capofila deve essere un soggetto privato."
_FOREVER = 10_000
_STREAM = "text/event-stream"

Sent = Iterator[bytes | float]  # bytes to send, seconds to wait


@dataclass(frozen=True)
class Asked:
    """A request as it came; ``time``: how many with this model there were, from 1."""

    body: dict[str, Any]
    headers: dict[str, str]
    time: int

    @property
    def is_streamed(self) -> bool:
        return bool(self.body.get("stream"))


def head(kind: str = _STREAM, status: int = 200, **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"content-type: {kind}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "connection: close", "", ""]).encode()


def event(text: str | None = None, reason: str | None = None, **more: Any) -> bytes:
    delta = {} if text is None else {"content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    told = {"id": "1", "object": "chat.completion.chunk", "model": "m-1", "choices": [choice]}
    return f"data: {json.dumps(told | more, ensure_ascii=False)}\n\n".encode()


def completion(text: str | None, reason: str | None = "stop", **more: Any) -> bytes:
    message = {"role": "assistant", "content": text}
    told = {
        "id": "1",
        "object": "chat.completion",
        "model": "m-1",
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }
    return head("application/json") + json.dumps(told | more, ensure_ascii=False).encode()


def spoken(text: str = TEXT, reason: str | None = "stop") -> Sent:
    """Yield a right stream, word by word, that ends for a reason."""
    yield head()
    for word in text.split(" "):
        yield event(f"{word} " if not text.endswith(word) else word)
    if reason:
        yield event(reason=reason)
        usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
        yield event(choices=[], usage=usage)
    yield b"data: [DONE]\n\n"


def whole(asked: Asked) -> Sent:
    """Yield a right reply, streamed or not."""
    if asked.is_streamed:
        yield from spoken()
    else:
        yield completion(TEXT)


def refusal(status: int, message: str = "no", **headers: str) -> bytes:
    body = json.dumps({"error": {"message": message, "type": "error", "code": None}})
    return head("application/json", status, **headers) + body.encode()


def always(status: int, message: str = "no", **headers: str) -> Callable[[Asked], Sent]:
    def fault(asked: Asked) -> Sent:
        yield refusal(status, message, **headers)

    return fault


def at_first(status: int, **headers: str) -> Callable[[Asked], Sent]:
    def fault(asked: Asked) -> Sent:
        yield from always(status, **headers)(asked) if asked.time == 1 else whole(asked)

    return fault


def ended(reason: str | None) -> Callable[[Asked], Sent]:
    def fault(asked: Asked) -> Sent:
        yield from spoken(reason=reason) if asked.is_streamed else [completion(TEXT, reason)]

    return fault


def mute(asked: Asked) -> Sent:
    yield 30.0


def mute_stream(asked: Asked) -> Sent:
    yield head()
    yield event("")
    yield 30.0


def drip(asked: Asked) -> Sent:
    yield head()
    for _ in range(_FOREVER):
        yield event("a ")
        yield 0.02


def comments(asked: Asked) -> Sent:
    yield head()
    for _ in range(_FOREVER):
        yield b": keep-alive\n\n"
        yield 0.02


def flood(asked: Asked) -> Sent:
    yield head()
    for _ in range(_FOREVER):
        yield event("bla " * 1000)


def never_closed(asked: Asked) -> Sent:
    yield from list(spoken())[:-2]
    yield 30.0


def page(asked: Asked) -> Sent:
    yield head("text/html; charset=utf-8") + b"<html><body>Accedi alla rete</body></html>"


def plain_page(asked: Asked) -> Sent:
    yield head("text/plain") + b"<html><body>Accedi alla rete</body></html>"


def wrong_json(asked: Asked) -> Sent:
    if asked.is_streamed:
        yield head() + b'data: {"choices": [\n\n'
    else:
        yield head("application/json") + b'{"choices": ['


def other_json(asked: Asked) -> Sent:
    yield (
        head() + b'data: {"ciao": 1}\n\n'
        if asked.is_streamed
        else (head("application/json") + b'{"ciao": 1}')
    )


def empty_choices(asked: Asked) -> Sent:
    if asked.is_streamed:
        yield head() + event(choices=[]) + b"data: [DONE]\n\n"
    else:
        yield completion("", choices=[])


def no_words(asked: Asked) -> Sent:
    yield from spoken(" ") if asked.is_streamed else [completion("")]


def cut(asked: Asked) -> Sent:
    yield head() + event("Il capofila ") + event("deve ")


def broken(asked: Asked) -> Sent:
    yield head(transfer_encoding="chunked")
    data = event("Il capofila ")
    yield f"{len(data):x}\r\n".encode() + data + b"\r\n" + b"fff\r\ndata: "


def hung_up(asked: Asked) -> Sent:
    yield b""


def latin(asked: Asked) -> Sent:
    data = spoken("perché no") if asked.is_streamed else iter([completion("perché no")])
    yield b"".join(part for part in data if isinstance(part, bytes)).decode().encode("latin-1")


def told_in_stream(asked: Asked) -> Sent:
    error = json.dumps({"error": {"message": "out of memory", "code": 500}})
    yield head() + event("Il ") + f"data: {error}\n\n".encode()


def no_schema(asked: Asked) -> Sent:
    kind = asked.body.get("response_format", {}).get("type")
    if kind == "json_schema":
        yield refusal(400, "response_format: json_schema is not supported")
    else:
        yield from whole(asked)


def no_format(asked: Asked) -> Sent:
    if "response_format" in asked.body:
        yield refusal(400, "unknown field")
    else:
        yield from whole(asked)


def old_options(asked: Asked) -> Sent:
    """Refuse, one by one, what a strict server does not know."""
    for name in ("temperature", "stream_options", "max_tokens"):
        if name in asked.body:
            yield refusal(400, f"Unsupported parameter: {name}")
            return
    yield from whole(asked)


def thinking(asked: Asked) -> Sent:
    yield from spoken(f"<think>Vediamo {'{'} un po'</think>{TEXT}")


def half_json(asked: Asked) -> Sent:
    yield from spoken('{"claims": [{"text": "Il capof')


FAULTS: dict[str, Callable[[Asked], Sent]] = {
    "mute": mute,
    "mute_stream": mute_stream,
    "drip": drip,
    "comments": comments,
    "flood": flood,
    "429": always(429),
    "429_soon": at_first(429, retry_after="0.2"),
    "429_late": always(429, retry_after="60"),
    "500": always(500),
    "500_once": at_first(500),
    "503": always(503, retry_after="0.1"),
    "page": page,
    "plain_page": plain_page,
    "wrong_json": wrong_json,
    "other_json": other_json,
    "empty_choices": empty_choices,
    "no_words": no_words,
    "cut": cut,
    "broken": broken,
    "hung_up": hung_up,
    "latin": latin,
    "told": told_in_stream,
    "401": always(401, "Incorrect API key provided"),
    "403": always(403),
    "404": always(404, "The model does not exist"),
    "window": always(400, "This model's maximum context length is 4096 tokens"),
    "withheld": always(400, "The prompt triggered our content management policy"),
    "length": ended("length"),
    "content_filter": ended("content_filter"),
    "tool_calls": ended("tool_calls"),
}
SERVED: dict[str, Callable[[Asked], Sent]] = {
    "whole": whole,
    "never_closed": never_closed,
    "no_schema": no_schema,
    "no_format": no_format,
    "old_options": old_options,
    "thinking": thinking,
    "half_json": half_json,
}


@dataclass
class FaultServer:
    """The server; ``asked``: what came, ``gone``: set when a client hangs up on a reply."""

    asked: list[Asked] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    base_url: str = ""
    replies: dict[str, Callable[[Asked], Sent]] = field(default_factory=dict)

    def __enter__(self) -> "FaultServer":
        server = self
        times: Counter[str] = Counter()

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                asked = _read(self, times)
                if asked is None:
                    return
                server.asked.append(asked)
                known = FAULTS | SERVED | server.replies
                _send(self, known[asked.body["model"]](asked), server.gone)

        self._server = _Listening(("127.0.0.1", 0), Handler)
        host, port = self._server.server_address[:2]
        self.base_url = f"http://{host!s}:{port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True


def _read(handler: socketserver.StreamRequestHandler, times: "Counter[str]") -> Asked | None:
    lines: list[str] = []
    while (line := handler.rfile.readline().strip()) or not lines:
        if not line:
            return None
        lines.append(line.decode())
    pairs = (line.split(":", 1) for line in lines[1:])
    headers = {name.lower(): value.strip() for name, value in pairs}
    body = json.loads(handler.rfile.read(int(headers["content-length"])))
    times[body["model"]] += 1
    return Asked(body, headers, times[body["model"]])


def _send(handler: socketserver.StreamRequestHandler, sent: Sent, gone: threading.Event) -> None:
    for part in sent:
        try:
            if isinstance(part, bytes):
                handler.wfile.write(part)
            elif _is_left(handler, part):
                gone.set()
                return
        except OSError:
            gone.set()
            return


def _is_left(handler: socketserver.StreamRequestHandler, seconds: float) -> bool:
    """Wait; tell whether the client hung up meanwhile."""
    readable, _, _ = select.select([handler.connection], [], [], seconds)
    return bool(readable) and not handler.connection.recv(1)
