"""What was typed, read as a partnership: the values that are right, the faults of the others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.call.members import MemberType, member_types
from assistant.call.parsing import parse_partnership, province_names
from assistant.call.partnership import Partnership
from assistant.call.rules import Rules
from assistant.errors import InputError
from assistant.model import Language
from assistant.text import say
from assistant.web.check_draft import Draft, Raw, added

OUTSIDE = "outside"
YES, NO = "yes", "no"
_SUMS = ("requested", "investment")
# Stands where a value is missing or wrong, so that the next fault can be found.
_PLACEHOLDER: Mapping[str, Any] = {"name": "\u2026", "amount": 0}

Faults = Mapping[str, str]
Values = dict[str, Any]


def read(draft: Draft, rules: Rules, language: Language) -> Partnership:
    """Return the partnership that the draft tells; a sum that cannot be read is left out."""
    return parse_partnership(given(draft, rules, language), rules)


def given(draft: Draft, rules: Rules, language: Language) -> Values:
    """Return the plain values of the draft that are right, as ``parse_partnership`` takes them."""
    told = dict(_told(draft, rules, language))
    return {key: value for key, value in told.items() if key not in _sum_faults(told, rules)}


def faults(draft: Draft, rules: Rules, language: Language, adding: bool = False) -> Faults:
    """Return the sentence of each fault in the step of the draft, by the name of its field.

    ``adding``: the entry is checked even when nothing was typed in it.
    """
    told = dict(_told(draft, rules, language))
    keys = dict(_sum_faults(told, rules)) if draft.step == "money" else {}
    if draft.step == "letters" and draft.one("letter") == YES and "endorsements" not in told:
        keys["endorsements"] = "endorsements"
    if draft.has_entry or adding:
        keys |= entry_faults(draft, rules, language)
    return {name: say(language, f"web.check.fault.{key}") for name, key in keys.items()}


def entry_faults(draft: Draft, rules: Rules, language: Language) -> Mapping[str, str]:
    """Return the key of each fault of the entry, by ``row.`` and the name of its field."""
    kind, place = draft.kind or "", draft.editing
    rows = [_row(kind, row, rules, language) for row in added(draft).rows[kind]]
    row = rows[len(rows) - 1 if place is None else place]
    found: dict[str, str] = {}
    for _ in range(len(row) + len(_PLACEHOLDER)):
        try:
            parse_partnership({kind: rows}, rules)
        except InputError as fault:
            leaf = str(fault.params["field"]).rpartition(".")[2]
            found.setdefault(f"row.{_FIELD_OF.get(leaf, leaf)}", _key(fault))
            row.pop(leaf, None)
            row |= {name: value for name, value in _PLACEHOLDER.items() if name == leaf}
        else:
            break
    return found


def _key(fault: InputError) -> str:
    key = fault.key.removeprefix("partnership_")
    return key if key in _KNOWN else "other"


_KNOWN = ("name_missing", "name_twice", "share", "amount", "sum")
_FIELD_OF = {"province": "seat"}


def _sum_faults(told: Values, rules: Rules) -> Mapping[str, str]:
    found = {}
    for name in _SUMS:
        try:
            parse_partnership({name: told.get(name)}, rules)
        except InputError as fault:
            found[name] = _key(fault)
    return found


def _told(draft: Draft, rules: Rules, language: Language) -> Iterator[tuple[str, Any]]:
    """Yield what was answered; a choice that the page does not offer is left out."""
    for name in ("specialisation", *_SUMS):
        if draft.one(name):
            yield name, draft.one(name)
    if draft.one("lead") in [_one(row, "name") for row in draft.rows.get("partner", ())]:
        yield "lead", draft.one("lead")
    yield from _places(draft, rules)
    if draft.one("written") == YES:
        yield "masterplan", _offered(draft, "contents", _listed(rules, "masterplan_contents"))
        more = _listed(rules, "masterplan_additional_contents")
        yield "additional", _offered(draft, "additional", more)
    if draft.one("unfinished"):
        yield "complete", False
    for kind in ("partner", "quote"):
        if rows := draft.rows.get(kind):
            yield kind, [_row(kind, row, rules, language) for row in rows]
    yield from _others(draft, rules, language)


def _places(draft: Draft, rules: Rules) -> Iterator[tuple[str, Any]]:
    if provinces := _offered(draft, "provinces", province_names(rules)):
        yield "provinces", provinces
    signed = _offered(draft, "endorsements", province_names(rules))
    if draft.one("letter") == NO:
        yield "endorsements", []
    elif draft.one("letter") == YES and signed:
        yield "endorsements", signed


def _offered(draft: Draft, name: str, known: Sequence[str]) -> list[str]:
    return [value for value in draft.answers.get(name, ()) if value in known]


def _listed(rules: Rules, subject: str) -> tuple[str, ...]:
    rule = rules.find(subject)
    return tuple(rule.value or ()) if rule else ()


def _others(draft: Draft, rules: Rules, language: Language) -> Iterator[tuple[str, Any]]:
    rows = draft.rows.get("other", ())
    if draft.one("rivals") == NO:
        yield "other", []
    elif draft.one("rivals") == YES and rows:
        yield "other", [_row("other", row, rules, language) for row in rows]


def _row(kind: str, raw: Raw, rules: Rules, language: Language) -> Values:
    """Return the plain values of one row."""
    if kind == "partner":
        return _partner(raw, rules, language)
    if kind == "quote":
        row = {name: _one(raw, name) for name in ("what", "amount", "vat") if _one(raw, name)}
        return {"what": say(language, "web.check.quote_name"), **row}
    return {
        "provinces": list(raw.get("provinces", ())),
        "specialisation": _one(raw, "specialisation"),
        "recognised": _one(raw, "recognised") == YES,
    }


def _partner(raw: Raw, rules: Rules, language: Language) -> Values:
    """Return a partner; what its kind settles already is not asked, and so not told."""
    kind = member_types(rules).get(_one(raw, "type"))
    row = {"name": _one(raw, "name"), "type": _one(raw, "type")}
    if asks_nature(kind):
        row["nature"] = _one(raw, "nature")
    if row.get("nature") == "mixed":
        row["private_share"] = _one(raw, "private_share")
    seat = _one(raw, "seat")
    row["province"] = say(language, "web.check.outside") if seat == OUTSIDE else seat
    values: Values = {key: value for key, value in row.items() if value}
    declared = [int(one) for one in raw.get("category", ()) if one.isdigit()]
    if asks_category(kind) and declared:
        values["category"] = declared
    return values


def asks_nature(kind: MemberType | None) -> bool:
    """Tell whether a kind leaves open if a member is public or private."""
    return kind is None or kind.side is None


def asks_category(kind: MemberType | None) -> bool:
    """Tell whether a kind leaves open which category a member fills."""
    return kind is None or len(kind.categories) != 1


def _one(raw: Raw, name: str) -> str:
    return next(iter(raw.get(name, ())), "").strip()
