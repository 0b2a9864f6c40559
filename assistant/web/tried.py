"""The edge of the page's forms: whatever goes wrong becomes one sentence."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.errors import SportelloError
from assistant.model import Language
from assistant.text import explain, say

_LOG = logging.getLogger(__name__)
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Tried(Generic[_Made]):
    """What was made, or None and a sentence that says why not."""

    made: _Made | None
    fault: str = ""


def tried(work: Callable[[], _Made], language: Language) -> Tried[_Made]:
    """Do a piece of work; what goes wrong is told in a language."""
    try:
        return Tried(work())
    except SportelloError as error:
        return Tried(None, explain(error, language))
    except Exception as error:  # an edge of the house; what a person wrote is not logged
        _LOG.error("A form was not taken: %s", type(error).__name__)
        return Tried(None, say(language, "web.error.http_500"))
