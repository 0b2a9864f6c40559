"""Whether an approved answer may be served: it suspends itself when what it rests on changes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.approved.difference import Run, difference
from assistant.approved.record import Approved, Cited, now
from assistant.approved.successor import successor
from assistant.model import Language, Passage, Source

State = Literal["served", "suspended", "withdrawn", "waiting"]
Cause = Literal["expired", "changed", "moved", "gone"]


class Passages(Protocol):
    """The passages that answers rest on, as a ``Searcher`` has them."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return every passage."""
        ...

    def passage(self, passage: str, as_of: dt.date | None = None) -> Passage | None:
        """Return a passage by its id; with a day, only when it is valid on that day."""
        ...

    def source(self, source: str) -> Source | None:
        """Return a source by its id."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an answer is suspended.

    ``became``: the passage that now stands where the one cited did, "" for none. ``changes``: by
    language, where it changed, the text then and now. ``are_words_there``: the words quoted still
    stand in it.
    """

    cause: Cause
    passage: str = ""
    became: str = ""
    changes: tuple[tuple[Language, tuple[Run, ...]], ...] = ()
    are_words_there: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the fields, the changes by language."""
        changes = {language: [run.as_json() for run in runs] for language, runs in self.changes}
        return {
            "cause": self.cause,
            "passage": self.passage,
            "became": self.became,
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


def is_served(entry: Approved, among: Passages, as_of: dt.date) -> bool:
    """Tell whether an answer may be served on a day, from the passages as they are."""
    if entry.withdrawn and entry.withdrawn.day <= as_of:
        return False
    if not entry.approved_on <= as_of < entry.expires:
        return False
    return all(_is_as_it_was(cited, among, as_of) for cited in entry.sources)


def standing(entry: Approved, among: Passages, as_of: dt.date) -> Standing:
    """Return the state of an answer on a day, and what changed under it."""
    if entry.withdrawn and entry.withdrawn.day <= as_of:
        return Standing(entry, "withdrawn")
    if as_of < entry.approved_on:
        return Standing(entry, "waiting")
    faults = tuple(_faults(entry, among, as_of))
    return Standing(entry, "suspended" if faults else "served", faults)


def standings(entries: Iterable[Approved], among: Passages, as_of: dt.date) -> tuple[Standing, ...]:
    """Return every answer with its state on a day."""
    return tuple(standing(entry, among, as_of) for entry in entries)


def review_queue(
    entries: Iterable[Approved], among: Passages, as_of: dt.date
) -> tuple[Standing, ...]:
    """Return the suspended answers, the longest approved first, with what changed under them."""
    found = (one for one in standings(entries, among, as_of) if one.state == "suspended")
    return tuple(sorted(found, key=lambda one: (one.entry.approved_on, one.entry.id)))


def _faults(entry: Approved, among: Passages, as_of: dt.date) -> Iterable[Fault]:
    if as_of >= entry.expires:
        yield Fault("expired")
    for cited in entry.sources:
        if not _is_as_it_was(cited, among, as_of):
            yield _fault(cited, among.passage(cited.passage, as_of) or _after(cited, among, as_of))


def _is_as_it_was(cited: Cited, among: Passages, as_of: dt.date) -> bool:
    """Tell whether a passage still says what it said; the digest is a seal on those texts."""
    found = among.passage(cited.passage, as_of)
    return found is not None and now(cited, found) == cited.whole


def _after(cited: Cited, among: Passages, as_of: dt.date) -> Passage | None:
    """Return what now stands in the place of a passage, in its source or the one replacing it."""
    valid = (one for one in among.passages if among.passage(one.id, as_of))
    return successor(cited, (one for one in valid if _follows(one, cited, among)))


def _follows(passage: Passage, cited: Cited, among: Passages) -> bool:
    source = among.source(passage.source)
    return source is not None and cited.source in (source.id, *source.supersedes)


def _fault(cited: Cited, found: Passage | None) -> Fault:
    said = now(cited, found) if found else {}
    changes = tuple(
        (language, difference(text, said.get(language, "")))
        for language, text in cited.whole.items()
        if text != said.get(language)
    )
    there = all(words in said.get(language, "") for language, words in cited.words.items())
    return Fault(_cause(cited, said), cited.passage, found.id if found else "", changes, there)


def _cause(cited: Cited, said: dict[Language, str]) -> Cause:
    if not said:
        return "gone"
    return "moved" if said == cited.whole else "changed"
