"""A counter in memory, for the tests of what applicants see of the desk."""

import datetime as dt
from dataclasses import replace

from assistant.desk.counter import Opening, TicketState

OPENED = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


class FakeCounter:
    """Numbers tickets as they come; ``opened`` remembers what was brought."""

    def __init__(self) -> None:
        self.opened: list[Opening] = []
        self._states: dict[str, TicketState] = {}

    def open_ticket(self, opening: Opening) -> str:
        self.opened.append(opening)
        reference = f"ZIS-0000-0000-{len(self.opened):04}"
        self._states[reference] = TicketState(reference, "received", OPENED, OPENED)
        return reference

    def answer(self, reference: str, reply: str) -> None:
        """Let the desk reply."""
        state = self._states[reference]
        self._states[reference] = replace(state, state="answered", reply=reply)

    def state_of(self, reference: str) -> TicketState | None:
        return self._states.get(reference.upper().strip())
