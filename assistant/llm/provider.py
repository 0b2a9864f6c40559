"""The provider: one model behind one OpenAI-compatible address, through langchain-openai.

The only room that knows these libraries. They raise nothing on a page with status 200 or on a
stream that ends early, and raise what is not theirs on malformed JSON: whatever happens leaves
here as ModelFault.
"""

import errno
import json
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from time import time
from traceback import clear_frames
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.llm.faults import FaultKind, ModelFault

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
    from langchain_openai import ChatOpenAI

_STRICT_HOSTS = ("openai.com", "openai.azure.com")
_STATUSES: Mapping[int, FaultKind] = {401: "http_401", 403: "http_401", 404: "http_404"}
_WINDOW = (
    "context length",
    "context_length",
    "context window",
    "context size",
    "too many tokens",
    "n_ctx",
)
_WITHHELD = ("content_filter", "content management policy", "content filter")
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is. ``key`` may be empty for a server of one's own."""

    base_url: str
    key: SecretStr
    model: str
    temperature: float

    @property
    def is_strict(self) -> bool:
        """Tell whether it is known to honour a schema, and to want ``max_completion_tokens``."""
        host = urlsplit(self.base_url).hostname or ""
        return any(host == name or host.endswith(f".{name}") for name in _STRICT_HOSTS)


@dataclass(frozen=True, slots=True)
class Piece:
    """What arrived: some text, and at the end why it ended and what it cost."""

    text: str
    finish_reason: str | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    model: str = ""


class Provider:
    """A model at its address. Options are those of the protocol: ``response_format`` and so on."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Make the client, which connects to nothing yet."""
        self.endpoint = endpoint
        self._model = _client(endpoint)

    async def stream(
        self, system: str, user: str, options: Mapping[str, Any]
    ) -> AsyncGenerator[Piece]:
        """Yield the pieces of a reply."""
        messages = _messages(system, user)
        body = {key: value for key, value in options.items() if key != "stream_options"}
        told = "stream_options" in options
        with _faults(), _untraced():
            reply = self._model.astream(messages, stream_usage=told, extra_body=body)
            async with aclosing(cast("AsyncGenerator[AIMessageChunk]", reply)) as chunks:
                async for chunk in chunks:
                    yield _piece(chunk)


def _client(endpoint: Endpoint) -> "ChatOpenAI":
    from langchain_openai import ChatOpenAI

    # Deadlines and retries are ours: the client's own would add to them. The old protocol is the
    # one that every server speaks.
    return ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.base_url,
        api_key=SecretStr(endpoint.key.get_secret_value() or "none"),
        max_retries=0,
        timeout=None,
        stream_chunk_timeout=None,
        http_async_client=_http(),
        use_responses_api=False,
        temperature=None,
    )


@cache
def _http() -> Any:
    """Return the connections of the process; a page is refused before it is read."""
    from openai import DefaultAsyncHttpxClient

    async def refuse_pages(response: Any) -> None:
        is_page = "html" in response.headers.get("content-type", "")
        if response.status_code < 400 and is_page:
            raise ModelFault("not_json", "html")

    return DefaultAsyncHttpxClient(timeout=None, event_hooks={"response": [refuse_pages]})


def _messages(system: str, user: str) -> "list[BaseMessage]":
    from langchain_core.messages import HumanMessage, SystemMessage

    return [SystemMessage(system), HumanMessage(user)]


def _piece(message: "AIMessage") -> Piece:
    text = str(message.text)
    if _BROKEN in text:
        raise ModelFault("encoding")
    usage = message.usage_metadata
    about = message.response_metadata
    return Piece(
        text,
        about.get("finish_reason"),
        usage["input_tokens"] if usage else None,
        usage["output_tokens"] if usage else None,
        about.get("model_name") or "",
    )


@contextmanager
def _untraced() -> Iterator[None]:
    """Keep LangChain from reporting to a third party, whatever the environment says."""
    from langsmith import tracing_context

    with tracing_context(enabled=False):
        yield


@contextmanager
def _faults() -> Iterator[None]:
    """Turn whatever a library raises into ModelFault: one of the four broad edges of the house.

    The frames of the error are cleared: they hold the library's generators, half read, which would
    else be closed in whatever thread collects them, while the loop closes those within them.
    """
    try:
        yield
    except Exception as error:
        fault = fault_of(error)
        for cause in _causes(error):
            clear_frames(cause.__traceback__)
        raise fault from error


def fault_of(error: BaseException) -> ModelFault:
    """Return what an error of the libraries means to us."""
    import openai

    causes = list(_causes(error))
    known = next((cause for cause in causes if isinstance(cause, ModelFault)), None)
    if known:
        return known
    if isinstance(error, openai.APIStatusError) and error.status_code >= 400:
        return _status_fault(error.status_code, str(error), error.response.headers)
    if isinstance(error, openai.APIConnectionError):
        return ModelFault(_connection_fault(error, causes), str(error))
    if isinstance(error, openai.APIError) and not isinstance(error, openai.APIStatusError):
        return _told_fault(error)
    return ModelFault(_reading_fault(causes), repr(error)[:200])


def _connection_fault(error: BaseException, causes: Sequence[BaseException]) -> FaultKind:
    import openai

    if isinstance(error, openai.APITimeoutError):
        return "timeout"
    told = any("all connection attempts failed" in str(cause).lower() for cause in causes)
    is_refused = any(getattr(cause, "errno", None) == errno.ECONNREFUSED for cause in causes)
    return "refused" if is_refused or told else "unreachable"


def _reading_fault(causes: Sequence[BaseException]) -> FaultKind:
    if any(isinstance(cause, UnicodeError) for cause in causes):
        return "encoding"
    return "empty" if isinstance(causes[0], IndexError) else "not_json"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _told_fault(error: Any) -> ModelFault:
    """Return what an error told in the middle of a stream means."""
    code = str(error.code or "")
    if code.isdigit() and int(code) >= 400:
        return _status_fault(int(code), str(error), {})
    return ModelFault("http_5xx", str(error))


def _status_fault(status: int, message: str, headers: Mapping[str, str]) -> ModelFault:
    if any(words in message.lower() for words in _WINDOW):
        return ModelFault("too_large", message)
    if status == 400 and any(words in message.lower() for words in _WITHHELD):
        return ModelFault("filtered", message)
    if status in _STATUSES:
        return ModelFault(_STATUSES[status], message)
    wait = retry_after(headers)
    if status == 429:
        return ModelFault("http_429", message, wait)
    return ModelFault("http_5xx" if status >= 500 else "http_400", message, wait)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks to wait: a number, a date, or none."""
    told = headers.get("retry-after-ms")
    if told and told.isdigit():
        return int(told) / 1000
    told = headers.get("retry-after")
    if not told:
        return None
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time())
    except ValueError:
        return None


def schema_format(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ``response_format`` of a schema, as the protocol has it."""
    plain = json.loads(json.dumps(schema))
    return {
        "type": "json_schema",
        "json_schema": {"name": name, "strict": True, "schema": plain},
    }
