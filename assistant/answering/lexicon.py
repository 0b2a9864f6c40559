"""How people ask, in each language: compiled patterns from ``assistant/lexicon/*.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import Any

from assistant.model import Language
from assistant.retrieval.lexical import fold
from assistant.tables import read_tables

Compiled = Pattern[str]
_WORD = re.compile(r"\w+")
_NEXT = 2  # the phase after the first


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: how it is asked, and what a sentence that answers it looks like."""

    name: str
    ask: Compiled
    give: Compiled


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns of one language; all of them match folded text (no case, no accents)."""

    function_words: frozenset[str]
    borrowed: frozenset[str]
    kinds: tuple[Kind, ...]
    follow_up: dict[str, Compiled]
    courtesy: dict[str, Compiled]
    abbreviations: Mapping[str, str]
    ordinals: tuple[Compiled, ...]
    phases: tuple[Compiled, ...]
    phase_word: str
    phase_over: Compiled
    slots: dict[str, Compiled]
    small_talk: dict[str, Compiled]
    draft: dict[str, Compiled]
    money: dict[str, Compiled]
    screen: dict[str, Compiled]
    members: dict[str, Compiled]
    like: dict[str, Compiled]
    parts: Mapping[str, int]
    holding: dict[str, Compiled]
    named: Mapping[str, str]
    places: dict[str, Compiled]
    case: dict[str, Compiled]

    def kind_of(self, text: str) -> Kind | None:
        """Return the kind of a question, or None when it is no question that we know."""
        folded = fold(text).strip()
        return next((kind for kind in self.kinds if kind.ask.search(folded)), None)

    def spelled_out(self, text: str) -> str:
        """Return a question with what its abbreviations, and other names of a phase, stand for."""
        said = _WORD.findall(fold(text))
        meant = [self.abbreviations[word] for word in said if word in self.abbreviations]
        phase = self.phase_of(text)
        named = f"{self.phase_word} {phase}" if phase else ""
        if named not in fold(text):
            meant.append(named)
        return " ".join((text, *dict.fromkeys(meant)))

    def phase_of(self, text: str) -> int | None:
        """Return the phase of the call that a question names, from 1; None for none or several.

        The first that is over means the next.
        """
        folded = self.phase_over.sub(" ", fold(text))
        named = [n for n, pattern in enumerate(self.phases, start=1) if pattern.search(folded)]
        if not named and folded != fold(text):
            return _NEXT
        return named[0] if len(named) == 1 else None


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the patterns of a language."""
    tables = read_tables(f"lexicon/{language}.toml")
    return Lexicon(
        function_words=frozenset(tables["function_words"]),
        borrowed=frozenset(tables["borrowed"]),
        kinds=tuple(
            Kind(entry["name"], re.compile(entry["ask"]), re.compile(entry["give"]))
            for entry in tables["kind"]
        ),
        follow_up=_compiled(tables["follow_up"]),
        courtesy=_compiled(tables["courtesy"]),
        abbreviations=tables["abbreviations"],
        ordinals=tuple(re.compile(pattern) for pattern in tables["ordinals"]),
        phases=tuple(re.compile(pattern) for pattern in tables["phases"]),
        phase_word=tables["phase_word"],
        phase_over=re.compile(tables["phase_over"]),
        slots=_compiled(tables["slots"]),
        small_talk=_compiled(tables["small_talk"]),
        draft=_compiled(tables["draft"]),
        money=_compiled(tables["money"]),
        screen=_compiled(tables["screen"]),
        members=_compiled(tables["members"]),
        like=_compiled(tables["like"]),
        parts=tables["parts"],
        holding=_compiled(tables["holding"]),
        named=tables["named"],
        places=_compiled(tables["places"]),
        case=_compiled(tables["case"]),
    )


def _compiled(table: dict[str, Any]) -> dict[str, Compiled]:
    return {
        name: re.compile("|".join(value) if isinstance(value, list) else value)
        for name, value in table.items()
    }
