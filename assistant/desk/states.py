"""The states of a ticket: which may follow which, and what an applicant is told of each."""

from collections.abc import Mapping
from typing import Literal, get_args

from assistant.desk.counter import State as Told
from assistant.errors import InputError

# ``open`` has somebody who works on it; ``waiting`` needs something from the applicant.
State = Literal["new", "open", "waiting", "answered", "closed"]
STATES: tuple[State, ...] = get_args(State)
ACTIVE: tuple[State, ...] = ("new", "open", "waiting")

NEXT: Mapping[State, tuple[State, ...]] = {
    "new": ("open", "answered", "closed"),
    "open": ("new", "waiting", "answered", "closed"),
    "waiting": ("open", "answered", "closed"),
    "answered": ("open", "closed"),
    "closed": ("open",),
}
TOLD: Mapping[State, Told] = {
    "new": "received",
    "open": "in_progress",
    "waiting": "in_progress",
    "answered": "answered",
    "closed": "closed",
}


def known_state(name: object) -> State:
    """Return the state of a name; InputError for any other word."""
    for state in STATES:
        if state == name:
            return state
    raise InputError("desk.state_unknown")


def check_step(state: State, following: State) -> None:
    """Raise InputError where a state may not follow another."""
    if following not in NEXT[state]:
        raise InputError("desk.step")
