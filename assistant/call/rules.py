"""The rules of the call, read from ``corpus/rules.yaml`` and checked as they are read."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from assistant.errors import CorpusError
from assistant.ingestion.strict import read_yaml, repeated
from assistant.model import Status

_KINDS = ("requirement", "limit", "amount", "rate", "count")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the call: a value, the words that state it, and the facts it rests on."""

    id: str
    kind: str
    subject: str
    value: Any
    unit: str | None
    texts: Mapping[str, str]
    facts: tuple[str, ...]
    certainty: Status
    note: str | None

    @property
    def number(self) -> Decimal:
        """Return the value as an exact decimal; TypeError when the rule has no number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise TypeError(self.id)
        return Decimal(str(self.value))


@dataclass(frozen=True, slots=True)
class Rules:
    """All the rules, by subject (what the rule is about: one rule a subject)."""

    by_subject: Mapping[str, Rule]

    def __iter__(self) -> Iterator[Rule]:
        """Iterate over the rules in the order of the file."""
        return iter(self.by_subject.values())

    def find(self, subject: str) -> Rule | None:
        """Return the rule about a subject, if the corpus has one."""
        return self.by_subject.get(subject)


def load_rules(path: Path) -> Rules:
    """Read the rules; a missing file is no rules. CorpusError names file, entry and field."""
    if not path.is_file():
        return Rules({})
    entries = read_yaml(path)
    if not isinstance(entries, list):
        raise CorpusError("rules_not_a_list", file=path.name)
    rules = [_rule(entry, number, path.name) for number, entry in enumerate(entries, start=1)]
    for key in ("id", "subject"):
        if twice := repeated(getattr(rule, key) for rule in rules):
            raise CorpusError("rules_repeated", file=path.name, entry=twice[0], field=key)
    return Rules({rule.subject: rule for rule in rules})


def _rule(entry: Any, number: int, file: str) -> Rule:
    if not isinstance(entry, dict):
        raise CorpusError("rules_not_an_entry", file=file, entry=number)
    _check(entry, str(entry.get("id") or number), file)
    return Rule(
        id=entry["id"],
        kind=entry["kind"],
        subject=entry["subject"],
        value=entry["value"],
        unit=entry["unit"],
        texts={"it": entry["text_it"], "en": entry["text_en"]},
        facts=tuple(entry["fact_ids"]),
        certainty=entry["certainty"],
        note=entry["note"],
    )


def _check(entry: Mapping[Any, Any], name: str, file: str) -> None:
    """Raise CorpusError for the first key that is missing, unknown or has a wrong value."""
    for key in _CHECKS:
        if key not in entry:
            raise CorpusError("rules_missing_key", file=file, entry=name, field=key)
    for key in entry:
        if key not in _CHECKS:
            raise CorpusError("rules_unknown_key", file=file, entry=name, field=key)
    for key, is_right in _CHECKS.items():
        if not is_right(entry[key]):
            raise CorpusError("rules_value", file=file, entry=name, field=key)
    if not _suits(entry["kind"], entry["value"]):
        raise CorpusError("rules_value", file=file, entry=name, field="value")


def _suits(kind: str, value: Any) -> bool:
    """Tell whether a value is of its kind; None is a value that the sources do not state."""
    if value is None or kind not in ("amount", "rate", "count"):
        return True
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    is_whole = isinstance(value, int) or kind != "count"
    return value >= 0 and is_whole and (kind != "rate" or value <= 1)


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_words_or_none(value: Any) -> bool:
    return value is None or _is_words(value)


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "id": _is_words,
    "kind": _KINDS.__contains__,
    "subject": _is_words,
    "value": lambda value: value is None or isinstance(value, bool | int | float | str | list),
    "unit": _is_words_or_none,
    "text_it": _is_words,
    "text_en": _is_words,
    "fact_ids": lambda value: isinstance(value, list) and all(map(_is_words, value)),
    "certainty": get_args(Status).__contains__,
    "note": _is_words_or_none,
}
