"""A partnership while it is being written: what was typed, step by step, right or wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.web.contract import encodable

STEPS = ("partners", "lead", "territory", "letters", "money", "masterplan", "result")
# What is asked once in each step, and what is added there one by one.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "partners": ("unfinished",),
    "lead": ("lead",),
    "territory": ("provinces",),
    "letters": ("letter", "endorsements", "specialisation", "rivals"),
    "money": ("requested", "investment"),
    "masterplan": ("written", "contents", "additional"),
    "result": (),
}
ROWS: Mapping[str, str] = {"partners": "partner", "letters": "other", "money": "quote"}
ROW_FIELDS: Mapping[str, tuple[str, ...]] = {
    "partner": ("name", "type", "nature", "private_share", "category", "seat"),
    "other": ("provinces", "specialisation", "recognised"),
    "quote": ("what", "amount", "vat"),
}
MOST_ROWS = 40
_MOST_CHARS = 200
_MOST_VALUES = 40

Raw = Mapping[str, tuple[str, ...]]
_EMPTY: Raw = {}


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed so far. ``rows``: what was added, by kind; each of them is sound.

    ``entry``: what is being added or, when ``editing`` is its place from 0, changed; None while
    nothing is. ``turn`` counts what the person did, so that the page knows an answer from another.
    """

    step: str = STEPS[0]
    answers: Raw = field(default_factory=dict)
    rows: Mapping[str, tuple[Raw, ...]] = field(default_factory=dict)
    entry: Raw | None = field(default_factory=dict)
    editing: int | None = None
    turn: int = 0

    @property
    def kind(self) -> str | None:
        """Return the kind of rows that this step adds."""
        return ROWS.get(self.step)

    @property
    def added(self) -> tuple[Raw, ...]:
        """Return the rows that this step added."""
        return self.rows.get(self.kind or "", ())

    @property
    def has_entry(self) -> bool:
        """Tell whether something was typed that is not added yet."""
        return any(value.strip() for values in (self.entry or {}).values() for value in values)

    def one(self, name: str) -> str:
        """Return the single answer to a question, "" when there is none."""
        return next(iter(self.answers.get(name, ())), "").strip()


def written(draft: Draft, fields: Any) -> Draft:
    """Return a draft with what stands in the fields of its step, as a browser sent them."""
    told = _told(fields)
    answers = {name: told.get(name, ()) for name in FIELDS[draft.step]}
    entry = draft.entry
    if entry is not None and draft.kind:
        entry = {name: told.get(f"row.{name}", ()) for name in ROW_FIELDS[draft.kind]}
    return replace(draft, answers={**draft.answers, **answers}, entry=entry)


def _told(fields: Any) -> Raw:
    """Return the text of each field; what is no text, or too much, is left out."""
    if not isinstance(fields, Mapping):
        return _EMPTY
    return {
        str(name): tuple(
            encodable(value)[:_MOST_CHARS]
            for value in values[:_MOST_VALUES]
            if isinstance(value, str)
        )
        for name, values in fields.items()
        if isinstance(values, list)
    }


def at_step(draft: Draft, step: str) -> Draft:
    """Return a draft at another step; where nothing was added yet, its entry is open."""
    moved = replace(draft, step=step, editing=None, entry=None)
    return replace(moved, entry=_EMPTY) if moved.kind and not moved.added else moved


def opened(draft: Draft) -> Draft:
    """Return a draft with an empty entry to fill."""
    return replace(draft, entry=_EMPTY, editing=None)


def editing(draft: Draft, place: int) -> Draft:
    """Return a draft with one row open to be changed; itself when there is no such row."""
    if not 0 <= place < len(draft.added):
        return draft
    return replace(draft, entry=draft.added[place], editing=place)


def closed(draft: Draft) -> Draft:
    """Return a draft that adds nothing; the entry stays open where there is no row."""
    return at_step(draft, draft.step)


def added(draft: Draft) -> Draft:
    """Return a draft with its entry among its rows. A lead that is renamed stays the lead."""
    assert draft.kind is not None
    entry = draft.entry or _EMPTY
    rows = list(draft.added)
    answers = draft.answers
    if draft.editing is None:
        rows.append(entry)
    else:
        if draft.kind == "partner" and draft.one("lead") == _name(rows[draft.editing]):
            answers = {**answers, "lead": (_name(entry),)}
        rows[draft.editing] = entry
    return closed(replace(draft, answers=answers, rows=_with(draft, rows[:MOST_ROWS])))


def removed(draft: Draft, place: int) -> Draft:
    """Return a draft without a row; without a lead, if it was the lead that left."""
    if not 0 <= place < len(draft.added):
        return draft
    rows = [row for number, row in enumerate(draft.added) if number != place]
    answers = draft.answers
    if draft.kind == "partner" and draft.one("lead") == _name(draft.added[place]):
        answers = {**answers, "lead": ()}
    return closed(replace(draft, answers=answers, rows=_with(draft, rows)))


def _with(draft: Draft, rows: Sequence[Raw]) -> Mapping[str, tuple[Raw, ...]]:
    return {**draft.rows, draft.kind or "": tuple(rows)}


def _name(row: Raw) -> str:
    return next(iter(row.get("name", ())), "").strip()
