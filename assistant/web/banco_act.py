"""What the events of the staff page have in common: who may do what, decided on the server."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import gradio as gr

from assistant.desk.reference import numbered
from assistant.desk.roles import Person, Role
from assistant.errors import InputError, SportelloError
from assistant.model import Language
from assistant.text import explain, say
from assistant.web.banco_staff import Staff
from assistant.web.contract import encodable

_LOG = logging.getLogger(__name__)
View = TypeVar("View")
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody does: who, in which language, and what the form says."""

    person: Person
    language: Language
    fields: Fields

    def text(self, name: str) -> str:
        """Return a field as text, "" where there is none."""
        value = self.fields.get(name)
        return encodable(value) if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """Return a field as a number; InputError for anything else."""
        number = numbered(self.text(name))
        if number is None:
            raise InputError("desk.no_question")
        return number

    def many(self, name: str) -> list[str]:
        """Return a field that may have several values."""
        value = self.fields.get(name)
        values = value if isinstance(value, list) else [value]
        return [encodable(one) for one in values if isinstance(one, str) and one]


@dataclass(frozen=True, slots=True)
class Done(Generic[View]):
    """What a deed leads to: a view, and a sentence for a screen reader.

    ``view``: None where what is shown stays, and a file goes to the browser.
    """

    view: View | None
    said: str = ""
    file: str = ""


Deeds = Mapping[str, tuple[Role, Callable[[Deed], Done[View]]]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done, in one sentence; ``fields``: what was sent, so that it is not lost."""

    sentence: str = ""
    fields: Fields = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a field as it was sent, None for what was not."""
        value = self.fields.get(name)
        return encodable(value) if isinstance(value, str) else None


NO_REFUSAL = Refusal()


def fields_of(event: gr.EventData) -> Fields:
    """Return what a script sent with an event."""
    return event._data if isinstance(event._data, dict) else {}


def do(
    staff: Staff, deeds: Deeds[View], language: Language, event: gr.EventData, request: gr.Request
) -> Done[View] | Refusal:
    """Do what an event names, if whoever sends it may; nobody's word about a role counts."""
    fields = fields_of(event)
    deed = deeds.get(str(fields.get("do")))
    try:
        if deed is None:
            raise InputError("desk.state_unknown")
        needed, act = deed
        person = staff.required(request.username, needed)
        return act(Deed(person, language, fields))
    except SportelloError as error:
        return Refusal(explain(error, language), fields)
    except Exception as error:  # an edge of the house; what was written stays in the page
        _LOG.error("%s failed at the desk: %s", fields.get("do"), type(error).__name__)
        return Refusal(say(language, "web.banco.fault"), fields)
