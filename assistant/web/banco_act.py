"""What the events of the staff page have in common: who may do what, decided on the server."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.desk.roles import Person, Role
from assistant.errors import InputError, SportelloError
from assistant.model import Language
from assistant.text import explain, say
from assistant.web.banco_staff import Staff
from assistant.web.contract import encodable

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody does: who, in which language, and what the form says."""

    person: Person
    language: Language
    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a field as text, "" where there is none."""
        value = self.fields.get(name)
        return encodable(value) if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """Return a field as a number; InputError for anything else."""
        text = self.text(name)
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise InputError("desk.no_question")
        return int(text)

    def many(self, name: str) -> list[str]:
        """Return a field that may have several values."""
        value = self.fields.get(name)
        values = value if isinstance(value, list) else [value]
        return [encodable(one) for one in values if isinstance(one, str) and one]


Result = Any
Deeds = Mapping[str, tuple[Role, Callable[[Deed], Result]]]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was done, in one sentence; ``fields``: what was sent, so that it is not lost."""

    sentence: str
    fields: Mapping[str, Any]


def fields_of(event: gr.EventData) -> Mapping[str, Any]:
    """Return what a script sent with an event."""
    return event._data if isinstance(event._data, dict) else {}


def do(
    staff: Staff, deeds: Deeds, language: Language, event: gr.EventData, request: gr.Request
) -> Result | Refused:
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
        return Refused(explain(error, language), fields)
    except Exception as error:  # an edge of the house; what was written stays in the page
        _LOG.error("%s failed at the desk: %s", fields.get("do"), type(error).__name__)
        return Refused(say(language, "web.banco.fault"), fields)
