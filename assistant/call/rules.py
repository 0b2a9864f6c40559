"""The rules of the call, read from ``corpus/rules.yaml`` and checked as they are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import yaml

from assistant.errors import CorpusError
from assistant.model import Status

_KINDS = ("requirement", "limit", "amount", "rate", "count")
_KEYS = {"id", "kind", "subject", "value", "unit", "text_it", "text_en", "fact_ids"} | {
    "certainty",
    "note",
}


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
    """Read the rules; a missing file is no rules. CorpusError names file, entry and reason."""
    if not path.is_file():
        return Rules({})
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(entries, list):
        raise CorpusError("rules_not_a_list", file=path.name)
    rules = [_rule(entry, path.name) for entry in entries]
    by_subject = {rule.subject: rule for rule in rules}
    if len(by_subject) < len(rules):
        repeated = next(rule for rule in rules if by_subject[rule.subject] is not rule)
        raise CorpusError("rules_repeated", file=path.name, entry=repeated.id, key="subject")
    return Rules(by_subject)


def _rule(entry: Any, file: str) -> Rule:
    if not isinstance(entry, dict):
        raise CorpusError("rules_not_an_entry", file=file, entry=str(entry)[:60])
    name = str(entry.get("id", "?"))
    if wrong := sorted(entry.keys() ^ _KEYS):
        raise CorpusError("rules_key", file=file, entry=name, key=", ".join(map(str, wrong)))
    _check(entry["kind"] in _KINDS, file, name, "kind")
    _check(entry["certainty"] in get_args(Status), file, name, "certainty")
    _check(isinstance(entry["fact_ids"], list), file, name, "fact_ids")
    for key in ("id", "subject", "text_it", "text_en"):
        _check(isinstance(entry[key], str), file, name, key)
    if entry["kind"] in ("amount", "rate", "count") and entry["value"] is not None:
        number = entry["value"]
        _check(
            isinstance(number, int | float) and not isinstance(number, bool), file, name, "value"
        )
        _check(number >= 0 and (entry["kind"] != "rate" or number <= 1), file, name, "value")
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


def _check(is_right: bool, file: str, entry: str, key: str) -> None:
    if not is_right:
        raise CorpusError("rules_value", file=file, entry=entry, key=key)
