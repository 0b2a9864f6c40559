"""What a button of the check does to a draft, and where the keyboard goes afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.call.rules import Rules
from assistant.model import Language
from assistant.text import say
from assistant.web.check_draft import (
    STEPS,
    Draft,
    added,
    at_step,
    closed,
    editing,
    opened,
    removed,
)
from assistant.web.check_form import rows
from assistant.web.check_reading import Faults, faults

_STEP, _FAULTS, _ROWS, _ENTRY = "check-step", "check-faults", "check-rows", "check-entry"
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Acted:
    """A draft after a button. ``focus``: the id that takes the keyboard; ``said`` to all."""

    draft: Draft
    faults: Faults
    focus: str
    said: str


def act(draft: Draft, what: str, rules: Rules, language: Language) -> Acted:
    """Do what a button says (``next``, ``go:money``, ``edit:0``); nothing typed is ever lost."""
    draft = replace(draft, turn=draft.turn + 1)
    name, _, place = what.partition(":")
    number = int(place) if place.isdigit() else -1
    if name == "reset":
        return _at(replace(Draft(), turn=draft.turn), language)
    if name in ("add", "next", "back", "go"):
        return _kept(draft, name, place, rules, language)
    if name in ("edit", "open"):
        shown = editing(draft, number) if name == "edit" else opened(draft)
        return Acted(shown, _NONE, _ENTRY, "")
    if name == "cancel":
        return Acted(closed(draft), _NONE, _ROWS, "")
    if name == "remove":
        gone = [row.name for row in rows(draft, rules, language)[number : number + 1]]
        said = say(language, "web.check.removed", name=", ".join(gone))
        return Acted(removed(draft, number), _NONE, _ROWS, said)
    return Acted(draft, _NONE, "", "")


def _kept(draft: Draft, name: str, place: str, rules: Rules, language: Language) -> Acted:
    """Add what was typed to the rows and go where the button says, unless something is wrong."""
    found = faults(draft, rules, language, adding=name == "add")
    if found:
        said = say(language, "web.check.faults", count=len(found))
        return Acted(draft, found, _FAULTS, said)
    is_new = draft.editing is None
    kept = added(draft) if draft.has_entry else draft
    if name == "add":
        row = rows(kept, rules, language)[-1 if is_new else draft.editing or 0]
        return Acted(kept, _NONE, _ROWS, say(language, "web.check.added", name=row.name))
    return _at(at_step(kept, _target(draft, name, place)), language)


def _target(draft: Draft, name: str, place: str) -> str:
    if name == "go":
        return place if place in STEPS else draft.step
    moved = STEPS.index(draft.step) + (1 if name == "next" else -1)
    return STEPS[max(0, min(moved, len(STEPS) - 1))]


def _at(draft: Draft, language: Language) -> Acted:
    number = STEPS.index(draft.step) + 1
    said = say(language, "web.check.step_of", number=number, total=len(STEPS))
    heading = say(language, f"web.check.heading.{draft.step}")
    return Acted(draft, _NONE, _STEP, f"{said} {heading}")
