"""What tells two questions apart, in each language: ``assistant/lexicon/approved_*.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.model import Language
from assistant.tables import read_tables

Compiled = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns of one language; they match folded text, ``neutral`` and synonyms one word."""

    frame: tuple[Compiled, ...]
    phrases: tuple[tuple[Compiled, str], ...]
    neutral: Compiled
    synonyms: Mapping[str, Compiled]
    marks: Mapping[str, Compiled]
    kinds: Mapping[str, Compiled]

    def name_of(self, word: str) -> str | None:
        """Return the one name of words that say the same, None for a word with no such name."""
        return next((name for name, one in self.synonyms.items() if one.match(word)), None)


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the patterns of a language."""
    tables = read_tables(f"lexicon/approved_{language}.toml")
    return Lexicon(
        frame=tuple(re.compile(one) for one in tables["frame"]),
        phrases=tuple((re.compile(one), said) for one, said in tables["phrases"]),
        neutral=re.compile(tables["neutral"]),
        synonyms=_compiled(tables["synonyms"]),
        marks=_compiled(tables["marks"]),
        kinds=_compiled(tables["kinds"]),
    )


def _compiled(table: Mapping[str, str]) -> dict[str, Compiled]:
    return {name: re.compile(pattern) for name, pattern in table.items()}
