"""A conversation as a browser keeps it: bounded, and checked when it comes back."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.model import Language
from assistant.web.contract import HANDLE, AnswerBody

KEPT = 20  # exchanges; the browser sends them all back with every question


class Exchange(BaseModel):
    """A question and its answer. ``turn``: its name in the journal, if it is kept there.

    ``useful``: what the person thought of it; ``explained``: that they said why, or would not.
    ``ticket``: the number under which the desk has it.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    answer: AnswerBody
    turn: str | None = Field(None, pattern=HANDLE)
    useful: bool | None = None
    explained: bool = False
    ticket: str | None = Field(None, max_length=40)


class Conversation(BaseModel):
    """What was said so far. ``selected``: the exchange whose sources are shown, from 0.

    ``id``: its name in the journal, None until something was kept.
    """

    model_config = ConfigDict(frozen=True)

    language: Language = "it"
    id: str | None = Field(None, pattern=HANDLE)
    exchanges: tuple[Exchange, ...] = ()
    selected: int = Field(0, ge=0)

    @property
    def shown(self) -> Exchange | None:
        """Return the exchange whose sources are shown, None when nothing was said."""
        return (
            self.exchanges[min(self.selected, len(self.exchanges) - 1)] if self.exchanges else None
        )

    def named(self, name: str | None) -> "Conversation":
        """Return the conversation under its name in the journal."""
        return self.model_copy(update={"id": name})

    def changed(self, number: int, **changes: Any) -> "Conversation":
        """Return the conversation with one of its exchanges changed."""
        changed = self.exchanges[number].model_copy(update=changes)
        exchanges = (*self.exchanges[:number], changed, *self.exchanges[number + 1 :])
        return self.model_copy(update={"exchanges": exchanges})

    def exchange(self, number: Any) -> Exchange | None:
        """Return an exchange by its number, None when there is none."""
        known = isinstance(number, int) and 0 <= number < len(self.exchanges)
        return self.exchanges[number] if known else None

    def with_exchange(self, exchange: Exchange) -> "Conversation":
        """Return the conversation one exchange longer, without the oldest beyond ``KEPT``."""
        exchanges = (*self.exchanges, exchange)[-KEPT:]
        return self.model_copy(update={"exchanges": exchanges, "selected": len(exchanges) - 1})

    def with_language(self, language: Language) -> "Conversation":
        """Return the conversation with its page in another language."""
        return self.model_copy(update={"language": language})

    def with_selected(self, number: Any) -> "Conversation":
        """Return the conversation with the sources of another exchange; itself if there is none."""
        known = self.exchange(number) is not None
        return self.model_copy(update={"selected": number}) if known else self

    def cleared(self) -> "Conversation":
        """Return an empty conversation in the same language."""
        return Conversation(language=self.language)

    def kept(self) -> dict[str, Any]:
        """Return what the browser keeps."""
        return self.model_dump(mode="json")


def restore(kept: Any, language: Language) -> Conversation:
    """Return the conversation that a browser kept; an empty one when it is none of ours."""
    try:
        return Conversation.model_validate({"language": language} | kept)
    except (ValidationError, TypeError):
        return Conversation(language=language)
