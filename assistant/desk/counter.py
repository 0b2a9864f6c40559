"""What an applicant and the desk exchange across the counter, and nothing else."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.model import Language

# The states that an applicant is told of; the desk knows finer ones.
State = Literal["received", "in_progress", "answered", "closed"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A question that somebody takes to the desk, with the answer that did not do.

    ``question`` and ``note``: as written, since a person sends them to staff on purpose.
    ``answer``: the Answer contract as it was given, frozen; a quotation with its passage's digest.
    ``turn``: its name in the journal, None when it is not kept there.
    ``email``: where to reply, checked for its form; None when the state is enough.
    """

    question: str
    language: Language
    answer: Mapping[str, Any]
    turn: str | None = None
    note: str = ""
    email: str | None = None
    channel: Literal["page", "api", "email"] = "page"


@dataclass(frozen=True, slots=True)
class TicketState:
    """What an applicant may see of a ticket. ``reply``: what the desk answered, "" until then."""

    reference: str
    state: State
    opened: dt.datetime
    changed: dt.datetime
    reply: str = ""


class Counter(Protocol):
    """Where tickets are opened and asked after."""

    def open_ticket(self, opening: Opening) -> str:
        """Open a ticket; return its reference, which nobody can guess; raise DatabaseDown."""
        ...

    def state_of(self, reference: str) -> TicketState | None:
        """Return the state of a ticket, None for a reference that names none; raise DatabaseDown.

        A reference typed by hand is understood: case, blanks and hyphens do not matter.
        """
        ...
