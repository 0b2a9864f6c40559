"""Chat: a model in a role, with its deadline, its attempts, its veil and its circuit breaker."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from assistant.errors import InputError
from assistant.llm.attempt import Message, attempt
from assistant.llm.breaker import Breaker
from assistant.llm.cassette import Cassettes
from assistant.llm.deadline import Deadline
from assistant.llm.faults import RETRIED, ModelFault
from assistant.llm.options import Options
from assistant.llm.provider import Endpoint, Piece, Provider
from assistant.llm.reply import Chat, Delta, Reply
from assistant.llm.structured import Thoughts
from assistant.llm.veil import Veil
from assistant.prompts import ROLES, Rendered, Role
from assistant.settings import Settings
from assistant.tokens import count_tokens

_PAUSE = 0.25  # seconds before a second attempt; twice as many before each one after it
_MARGIN = 64  # tokens that a server's own template adds


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a chat goes: attempts, window, whether personal data may leave."""

    retries: int
    context_tokens: int
    is_veiled: bool


@dataclass(slots=True)
class Server:
    """What the process knows of a model: its client, how it fares, what it does not take."""

    provider: Provider
    breaker: Breaker
    without: frozenset[str] = frozenset()
    lock: threading.Lock = field(default_factory=threading.Lock)

    def learn(self, without: frozenset[str]) -> None:
        """Remember what a server did not take."""
        with self.lock:
            self.without |= without


class RemoteChat:
    """A model behind an address. It raises ModelFault and nothing else."""

    def __init__(self, server: Server, limits: Limits, cassettes: Cassettes | None = None) -> None:
        """Keep what the requests need."""
        self._server, self._limits, self._cassettes = server, limits, cassettes
        self.model = server.provider.endpoint.model

    def stream(
        self, rendered: Rendered, deadline: Deadline, cancel: threading.Event | None = None
    ) -> Iterator[Delta]:
        """Yield the reply as it comes; the last delta has no text and the whole reply."""
        veil = Veil(is_on=self._limits.is_veiled)
        hidden = replace(rendered, system=veil.hide(rendered.system), user=veil.hide(rendered.user))
        self._measure(hidden)
        kept = self._cassettes.find(self.model, hidden) if self._cassettes else None
        if kept:
            yield from _unveiled(iter((Delta(kept.text), Delta("", kept))), veil)
            return
        asked = self._guarded(hidden, deadline, cancel)
        yield from _unveiled(self._kept(asked, hidden), veil)

    def complete(
        self, rendered: Rendered, deadline: Deadline, cancel: threading.Event | None = None
    ) -> Reply:
        """Return the reply when it is whole.

        It is streamed too: so a mute server is told from a slow one, and a reply can be cut short.
        """
        (reply,) = (one.reply for one in self.stream(rendered, deadline, cancel) if one.reply)
        return reply

    def _kept(self, deltas: Iterator[Delta], hidden: Rendered) -> Iterator[Delta]:
        """Keep a whole reply, before it is unveiled, where replies are kept."""
        for delta in deltas:
            if self._cassettes and delta.reply:
                self._cassettes.keep(self.model, hidden, delta.reply)
            yield delta

    def _measure(self, rendered: Rendered) -> None:
        """Refuse a request that the window cannot hold with its reply."""
        said = sum(map(count_tokens, (rendered.system, rendered.user, rendered.format)))
        room = self._limits.context_tokens - rendered.prompt.output_tokens - _MARGIN
        if said > room:
            raise ModelFault("too_large", f"{said} > {room}")

    def _guarded(
        self,
        rendered: Rendered,
        deadline: Deadline,
        cancel: threading.Event | None,
    ) -> Iterator[Delta]:
        """Ask a server that is not left alone, and tell its breaker how it went."""
        breaker = self._server.breaker
        breaker.enter()
        fault: ModelFault | None = ModelFault("cancelled")
        try:
            yield from self._attempts(rendered, deadline, cancel)
            fault = None
        except ModelFault as error:
            fault = error
            raise
        finally:
            breaker.leave(fault)

    def _attempts(
        self,
        rendered: Rendered,
        deadline: Deadline,
        cancel: threading.Event | None,
    ) -> Iterator[Delta]:
        """Try again what is worth it, as long as nothing was told and there is time."""
        without, failed = self._server.without, 0
        while True:
            said = False
            try:
                for delta in self._once(rendered, without, deadline, cancel):
                    said = True
                    yield delta
            except ModelFault as fault:
                if said:
                    raise _broken_off(fault) from fault
                if given_up := self._given_up(fault, without, rendered):
                    without |= {given_up}
                    continue
                if fault.kind not in RETRIED or failed >= self._limits.retries:
                    raise
                _pause(fault, failed, deadline, cancel)
                failed += 1
            else:
                self._server.learn(without)
                return

    def _given_up(
        self, fault: ModelFault, without: frozenset[str], rendered: Rendered
    ) -> str | None:
        """Return the option that a server refused, None where it refused something else."""
        if fault.kind != "http_400":
            return None
        return Options(self._server.provider.endpoint, without).blamed(fault.detail, rendered)

    def _once(
        self,
        rendered: Rendered,
        without: frozenset[str],
        deadline: Deadline,
        cancel: threading.Event | None,
    ) -> Iterator[Delta]:
        """Yield the deltas of one attempt, the reply last; raise when it is not whole."""
        provider = self._server.provider
        options = Options(provider.endpoint, without)
        order = f"\n\n{rendered.format}" if rendered.format and options.wants_order else ""
        message = Message(
            rendered.system,
            rendered.user + order,
            options.body(rendered),
            rendered.prompt.output_tokens,
        )
        thoughts, told, pieces = Thoughts(), "", []
        for piece in attempt(provider, message, deadline, cancel):
            pieces.append(piece)
            if text := thoughts.feed(piece.text):
                told += text
                yield Delta(text)
        yield Delta("", _reply(told, pieces, message, provider.endpoint.model))


def chat_for(role: Role, settings: Settings) -> Chat | None:
    """Return the model of a role; None in embedded mode, or for a judge that is not configured.

    Raise InputError when no model is named at all.
    """
    if settings.mode == "embedded":
        return None
    if not settings.llm_model:
        raise InputError("model_missing")
    model = _model_of(role, settings)
    if not model:
        return None
    endpoint = Endpoint(
        settings.llm_base_url, settings.llm_api_key, model, settings.llm_temperature
    )
    server = _server(endpoint, settings.llm_breaker_failures, settings.llm_breaker_seconds)
    limits = Limits(settings.llm_retries, settings.llm_context_tokens, settings.llm_redact)
    return RemoteChat(server, limits, Cassettes.of(settings))


def warm_up(settings: Settings) -> None:
    """Load what a first request needs, so that it waits for the model alone."""
    if any(chat_for(role, settings) for role in ROLES):
        count_tokens("ZIS")


def _model_of(role: Role, settings: Settings) -> str:
    if role == "judge":
        return settings.llm_model_judge
    named = {"rewrite": settings.llm_model_rewrite, "critique": settings.llm_model_critique}
    return named.get(role) or settings.llm_model


@cache
def _server(endpoint: Endpoint, failures: int, seconds: float) -> Server:
    return Server(Provider(endpoint), Breaker(failures, seconds))


def _unveiled(deltas: Iterator[Delta], veil: Veil) -> Iterator[Delta]:
    for delta in deltas:
        text = veil.feed(delta.text) if delta.reply is None else veil.end()
        if text:
            yield Delta(text)
        if delta.reply:
            yield Delta("", replace(delta.reply, text=veil.show(delta.reply.text)))


def _broken_off(fault: ModelFault) -> ModelFault:
    """Return the fault of a reply that had begun: a lost connection cut it."""
    return ModelFault("cut", fault.detail) if fault.kind == "unreachable" else fault


def _pause(
    fault: ModelFault, failed: int, deadline: Deadline, cancel: threading.Event | None
) -> None:
    """Wait as long as the server asks; raise at once what there is no time to wait for."""
    wait = _PAUSE * 2**failed if fault.retry_after is None else fault.retry_after
    if wait >= deadline.left():
        raise fault
    if (cancel or threading.Event()).wait(wait):
        raise ModelFault("cancelled")


def _reply(told: str, pieces: list[Piece], message: Message, model: str) -> Reply:
    """Return the whole reply; raise when it has no words, or did not end as it should."""
    reasons = [piece.finish_reason for piece in pieces if piece.finish_reason]
    reason = reasons[0] if reasons else None
    if not pieces:
        raise ModelFault("not_json")
    if reason == "length":
        raise ModelFault("too_long")
    if reason == "content_filter":
        raise ModelFault("filtered")
    if not told.strip():
        raise ModelFault("empty")
    if reason != "stop":
        raise ModelFault("cut", str(reason))
    tokens_in = max((piece.tokens_in or 0 for piece in pieces), default=0)
    tokens_out = max((piece.tokens_out or 0 for piece in pieces), default=0)
    named = next((piece.model for piece in pieces if piece.model), model)
    return Reply(
        told,
        tokens_in or count_tokens(message.system) + count_tokens(message.user),
        tokens_out or count_tokens(told),
        named,
        reason,
    )
