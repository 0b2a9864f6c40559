"""Budget: what fits a window. Whole sentences or whole passages, the best first, never a part."""

from collections.abc import Iterable

from assistant.prompts import Prompt
from assistant.settings import Settings
from assistant.tokens import count_tokens

_MARGIN = 256  # tokens of tags, and of what a server's own template adds


def room(prompt: Prompt, settings: Settings, *, taken: int = 0) -> int:
    """Return the tokens that are left for data beside a prompt and its reply, at least none."""
    said = count_tokens(prompt.template) + count_tokens(str(prompt.output_schema or ""))
    left = settings.llm_context_tokens - said - prompt.output_tokens - taken - _MARGIN
    return max(0, left)


def fitting(texts: Iterable[str], tokens: int) -> list[str]:
    """Return the first texts that fit together, each whole; the rest is left out."""
    kept: list[str] = []
    for text in texts:
        tokens -= count_tokens(text)
        if tokens < 0:
            return kept
        kept.append(text)
    return kept
