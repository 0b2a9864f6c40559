"""Writing: the models of one answer, who waits for it, and the time that they have in all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.answering.watch import Watch
from assistant.llm import Chat, Deadline
from assistant.model import Asking
from assistant.prompts import Prompt, Rendered
from assistant.settings import Settings

Price = tuple[float, float]  # of a million tokens, in and out
_MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Writer:
    """The model that words answers, its prompts, name and price; and the one that rewrites."""

    chat: Chat
    prompts: Mapping[str, Prompt]
    model: str = ""
    rewriter: Chat | None = None
    price: Price | None = None
    rewriter_price: Price | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """What the steps of one answer share: all that models do is done within one ``limit``."""

    writer: Writer
    limit: Deadline
    watch: Watch = field(default_factory=Watch)


def begin(writer: Writer, settings: Settings, watch: Watch) -> Writing:
    """Start the clock of one answer."""
    limit = Deadline(settings.llm_seconds, settings.llm_first_token_seconds)
    return Writing(writer, limit, watch)


def asking_of(rendered: Rendered, tokens_out: int, fault: str, price: Price | None) -> Asking:
    """Return a request as an answer tells how it was made."""
    tokens_in = sum(rendered.parts.values())
    return Asking(
        prompt=rendered.prompt.name,
        digest=rendered.prompt.digest,
        rendered=rendered.digest,
        tokens=rendered.parts,
        tokens_out=tokens_out,
        fault=fault,
        cost=(tokens_in * price[0] + tokens_out * price[1]) / _MILLION if price else None,
    )
