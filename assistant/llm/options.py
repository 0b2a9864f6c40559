"""Options of a request, and which of them a server was seen not to take."""

from dataclasses import dataclass
from typing import Any

from assistant.llm.provider import Endpoint, schema_format
from assistant.prompts import Rendered

SCHEMA, OBJECT, TEMPERATURE, USAGE, TOKENS = "schema", "object", "temperature", "usage", "tokens"
# Words of a refusal, and the options that they may speak of, the first one sent is given up.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("temperature", (TEMPERATURE,)),
    ("stream_options", (USAGE,)),
    ("include_usage", (USAGE,)),
    ("max_tokens", (TOKENS,)),
    ("max_completion_tokens", (TOKENS,)),
    ("", (SCHEMA, OBJECT)),  # whatever else it says, a schema is what few servers take
)


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a server besides the messages; ``without``: what it does not take."""

    endpoint: Endpoint
    without: frozenset[str] = frozenset()

    @property
    def wants_order(self) -> bool:
        """Tell whether the order to answer in JSON must be in words."""
        return not self.endpoint.is_strict or SCHEMA in self.without

    def body(self, rendered: Rendered) -> dict[str, Any]:
        """Return the options as the protocol names them."""
        told: dict[str, Any] = {self._tokens_name(): rendered.prompt.output_tokens}
        if TEMPERATURE not in self.without:
            told["temperature"] = self.endpoint.temperature
        if USAGE not in self.without:
            told["stream_options"] = {"include_usage": True}
        schema = rendered.prompt.output_schema
        if schema and SCHEMA not in self.without:
            told["response_format"] = schema_format(rendered.prompt.name, schema)
        elif schema and OBJECT not in self.without:
            told["response_format"] = {"type": "json_object"}
        return told

    def blamed(self, refusal: str, rendered: Rendered) -> str | None:
        """Return which option a refusal speaks of; None when giving one up would not help."""
        words, has_schema = refusal.lower(), rendered.prompt.output_schema is not None
        names = next(names for word, names in _WORDS if word in words)
        sent = (name for name in names if has_schema or name not in (SCHEMA, OBJECT))
        return next((name for name in sent if name not in self.without), None)

    def _tokens_name(self) -> str:
        is_new = self.endpoint.is_strict != (TOKENS in self.without)
        return "max_completion_tokens" if is_new else "max_tokens"
