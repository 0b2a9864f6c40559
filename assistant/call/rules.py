"""The rules of the call, read from ``corpus/rules.yaml`` and checked as they are read."""

import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from assistant.call.rule import Rule, Rules
from assistant.call.soundness import check_soundness
from assistant.errors import CorpusError
from assistant.ingestion.manifest import DocumentEntry, free_id, load_manifest
from assistant.ingestion.strict import read_yaml, repeated
from assistant.model import Status
from assistant.text import explain

__all__ = ["LiveRules", "Rule", "Rules", "load_rules"]

_LOG = logging.getLogger(__name__)

_KINDS = ("requirement", "limit", "amount", "rate", "count")


def load_rules(path: Path) -> Rules:
    """Read the rules; a missing file is no rules. CorpusError names file, entry and field.

    What a rule says is compared with its own words, with the rules that it derives from, with the
    facts beside it (``facts.yaml``), and its source with the manifest.
    """
    if not path.is_file():
        return Rules({})
    entries = read_yaml(path)
    if not isinstance(entries, list):
        raise CorpusError("rules_not_a_list", file=path.name)
    rules = [_rule(entry, number, path.name) for number, entry in enumerate(entries, start=1)]
    for key in ("id", "subject"):
        if twice := repeated(getattr(rule, key) for rule in rules):
            raise CorpusError("rules_repeated", file=path.name, entry=twice[0], field=key)
    facts = _facts(path.with_name("facts.yaml"))
    read = Rules({rule.subject: _sourced(rule, facts) for rule in rules})
    _check_sources(read, path)
    check_soundness(read, {name: str(fact["it"]) for name, fact in facts.items()}, path.name)
    return read


class LiveRules:
    """The rules of a file that may be edited while it is served."""

    def __init__(self, path: Path) -> None:
        """Read the rules; CorpusError when they are wrong."""
        self._path = path
        self._seen = self._stamp()
        self._rules = load_rules(path)

    def get(self) -> Rules:
        """Return the rules as the file has them now; the last good ones while an edit is wrong."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            try:
                self._rules = load_rules(self._path)
            except CorpusError as error:
                _LOG.warning("%s", explain(error, "en"))
        return self._rules

    def _stamp(self) -> tuple[int, ...]:
        files = (self._path, self._path.with_name("facts.yaml"))
        return tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in files)


def _facts(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return the facts by id; what is wrong with them is for the index to say."""
    entries = read_yaml(path) if path.is_file() else None
    listed = entries if isinstance(entries, list) else []
    return {str(one["id"]): one for one in listed if {"id", "it"} <= set(one)}


def _sourced(rule: Rule, facts: Mapping[str, Mapping[str, Any]]) -> Rule:
    """Return a rule with its sources: the official one, then those of its facts."""
    told = [name for fact in rule.facts for name in facts.get(fact, {}).get("sources") or ()]
    first = [rule.source] if rule.source else []
    return replace(rule, sources=tuple(dict.fromkeys((*first, *told))))


def _check_sources(rules: Rules, path: Path) -> None:
    """Raise CorpusError for a source that is no official document of the manifest."""
    named = [rule for rule in rules if rule.source]
    documents = _documents(path.parent) if named else {}
    for rule in named:
        entry = documents.get(rule.source or "")
        names = {"file": path.name, "entry": rule.id, "source": rule.source}
        if entry is None:
            raise CorpusError("rules_source_unknown", **names)
        if entry.kind != "official":
            raise CorpusError("rules_source_not_official", **names)


def _documents(corpus: Path) -> Mapping[str, DocumentEntry]:
    """Return the documents of the manifest by the id that the index gives them."""
    documents: dict[str, DocumentEntry] = {}
    for entry in load_manifest(corpus):
        documents[entry.id or free_id(entry.path, documents)] = entry
    return documents


def _rule(entry: Any, number: int, file: str) -> Rule:
    if not isinstance(entry, dict):
        raise CorpusError("rules_not_an_entry", file=file, entry=number)
    _check(entry, str(entry.get("id") or number), file)
    source = entry.get("source")
    if source and entry["certainty"] == "unknown" and entry["value"] is None:
        raise CorpusError("rules_source_no_value", file=file, entry=entry["id"], source=source)
    return Rule(
        id=entry["id"],
        kind=entry["kind"],
        subject=entry["subject"],
        value=entry["value"],
        unit=entry["unit"],
        texts={"it": entry["text_it"], "en": entry["text_en"]},
        facts=tuple(entry["fact_ids"]),
        certainty="reported" if source else entry["certainty"],
        note=entry["note"],
        source=source,
    )


def _check(entry: Mapping[Any, Any], name: str, file: str) -> None:
    """Raise CorpusError for the first key that is missing, unknown or has a wrong value."""
    for key in _CHECKS:
        if key not in entry:
            raise CorpusError("rules_missing_key", file=file, entry=name, field=key)
    for key in entry:
        if key not in _CHECKS | _OPTIONAL:
            raise CorpusError("rules_unknown_key", file=file, entry=name, field=key)
    for key, is_right in (_CHECKS | _OPTIONAL).items():
        if key in entry and not is_right(entry[key]):
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


_OPTIONAL: dict[str, Callable[[Any], bool]] = {"source": _is_words_or_none}
_CHECKS: dict[str, Callable[[Any], bool]] = {
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
