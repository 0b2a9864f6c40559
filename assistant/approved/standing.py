"""Whether an approved answer may be served: it suspends itself when what it rests on changes."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from assistant.approved.difference import Run, difference
from assistant.approved.record import Approved, Cited, now
from assistant.model import Language, Passage

State = Literal["served", "suspended", "withdrawn", "waiting"]
Cause = Literal["expired", "changed", "gone"]
Lookup = Callable[[str], Passage | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an answer is suspended. ``changes``: by language, the passage then and now.

    ``are_words_there``: the words quoted still stand in the passage, and only the rest changed.
    """

    cause: Cause
    passage: str = ""
    changes: tuple[tuple[Language, tuple[Run, ...]], ...] = ()
    are_words_there: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the fields, the changes by language."""
        changes = {language: [run.as_json() for run in runs] for language, runs in self.changes}
        return {
            "cause": self.cause,
            "passage": self.passage,
            "are_words_there": self.are_words_there,
            "changes": changes,
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer and its state on a day. ``waiting``: it is approved from a later day on."""

    entry: Approved
    state: State
    faults: tuple[Fault, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the answer as its file has it, its state and why."""
        faults = [fault.as_json() for fault in self.faults]
        told = self.entry.model_dump(mode="json", exclude_none=True)
        return {"state": self.state, "faults": faults, **told}


def standing(entry: Approved, passage: Lookup, as_of: dt.date) -> Standing:
    """Return whether an answer may be served on a day, from the passages as they are."""
    if entry.withdrawn and entry.withdrawn.on <= as_of:
        return Standing(entry, "withdrawn")
    if as_of < entry.approved_on:
        return Standing(entry, "waiting")
    faults = tuple(_faults(entry, passage, as_of))
    return Standing(entry, "suspended" if faults else "served", faults)


def is_served(entry: Approved, passage: Lookup, as_of: dt.date) -> bool:
    """Tell whether an answer may be served on a day: ``standing`` without the differences."""
    if entry.withdrawn and entry.withdrawn.on <= as_of:
        return False
    if not entry.approved_on <= as_of < entry.expires:
        return False
    return all(_cause(cited, passage(cited.passage)) is None for cited in entry.sources)


def standings(entries: Iterable[Approved], passage: Lookup, as_of: dt.date) -> tuple[Standing, ...]:
    """Return every answer with its state on a day."""
    return tuple(standing(entry, passage, as_of) for entry in entries)


def review_queue(
    entries: Iterable[Approved], passage: Lookup, as_of: dt.date
) -> tuple[Standing, ...]:
    """Return the suspended answers, the longest approved first, with what changed under them."""
    found = (one for one in standings(entries, passage, as_of) if one.state == "suspended")
    return tuple(sorted(found, key=lambda one: (one.entry.approved_on, one.entry.id)))


def _faults(entry: Approved, passage: Lookup, as_of: dt.date) -> Iterable[Fault]:
    if as_of >= entry.expires:
        yield Fault("expired")
    for cited in entry.sources:
        found = passage(cited.passage)
        cause = _cause(cited, found)
        if cause:
            yield _fault(cause, cited, found)


def _cause(cited: Cited, found: Passage | None) -> Cause | None:
    """Return what happened to a passage; the texts decide, of which the digest is a seal."""
    if found is None:
        return "gone"
    return None if now(cited, found) == cited.whole else "changed"


def _fault(cause: Cause, cited: Cited, found: Passage | None) -> Fault:
    said = now(cited, found) if found else {}
    changes = tuple(
        (language, difference(text, said.get(language, "")))
        for language, text in cited.whole.items()
    )
    there = all(words in said.get(language, "") for language, words in cited.words.items())
    return Fault(cause, cited.passage, changes, there)
