"""How drafts say things: the patterns of ``lexicon/masterplan_*.toml`` and ``evidence_*.toml``.

An Italian draft has English words and the other way round, so both languages are one lexicon.
Every pattern matches text folded by ``plain``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import Any

from assistant.model import LANGUAGES
from assistant.tables import read_tables

Compiled = Pattern[str]
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sentence must say to show something. ``also``: and one of these.

    ``figure``: and a figure; ``here``: only where the text is about the criterion; ``denied``: a
    negation says the thing itself.
    """

    id: str
    any: Compiled
    also: Compiled | None
    figure: bool
    here: bool
    denied: bool

    @property
    def criterion(self) -> str:
        """Return the criterion that the sign belongs to."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``words``: by table and key; ``lists``: the same, pattern by pattern, to be counted."""

    words: Mapping[str, Mapping[str, Compiled]]
    lists: Mapping[str, Mapping[str, tuple[Compiled, ...]]]
    signs: tuple[Sign, ...]

    def finds(self, key: str, text: str) -> bool:
        """Tell whether a pattern of ``table.key`` is in a folded text."""
        return bool(self.pattern(key).search(text))

    def pattern(self, key: str) -> Compiled:
        """Return all the patterns of ``table.key`` as one."""
        table, _, name = key.partition(".")
        return self.words[table].get(name, _NEVER)

    def count(self, key: str, text: str) -> int:
        """Return how many of the patterns of ``table.key`` are in a folded text."""
        first = self.pattern(key).search(text)  # in most texts none is, and one search tells it
        if first is None:
            return 0
        table, _, name = key.partition(".")
        return sum(bool(one.search(text, first.start())) for one in self.lists[table][name])


@cache
def lexicon() -> Lexicon:
    """Return the patterns, read once."""
    listed: dict[str, dict[str, list[str]]] = {}
    signs: dict[str, dict[str, Any]] = {}
    for name in ("masterplan", "evidence"):
        for language in LANGUAGES:
            _add(read_tables(f"lexicon/{name}_{language}.toml"), listed, signs)
    return Lexicon(
        words={t: {k: _one(found) for k, found in keys.items()} for t, keys in listed.items()},
        lists={
            t: {k: tuple(re.compile(one) for one in found) for k, found in keys.items()}
            for t, keys in listed.items()
        },
        signs=tuple(_sign(name, entry) for name, entry in signs.items()),
    )


def _add(
    tables: Mapping[str, Any],
    listed: dict[str, dict[str, list[str]]],
    signs: dict[str, dict[str, Any]],
) -> None:
    for table, keys in tables.items():
        for key, value in keys.items():
            if table == "sign":
                entry = signs.setdefault(key, {"any": [], "also": []})
                entry["any"] += value["any"]
                entry["also"] += value.get("also", [])
                entry |= {flag: True for flag in ("figure", "here", "denied") if value.get(flag)}
            else:
                listed.setdefault(table, {}).setdefault(key, []).extend(value)


def _sign(name: str, entry: Mapping[str, Any]) -> Sign:
    return Sign(
        id=name,
        any=_one(entry["any"]),
        also=_one(entry["also"]) if entry["also"] else None,
        figure=bool(entry.get("figure")),
        here=bool(entry.get("here")),
        denied=bool(entry.get("denied")),
    )


def _one(patterns: list[str]) -> Compiled:
    return re.compile("|".join(f"(?:{one})" for one in patterns)) if patterns else _NEVER
