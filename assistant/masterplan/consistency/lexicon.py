"""How drafts speak of totals, dates, indicators and grants: patterns of ``consistency_*.toml``."""

import re
from collections.abc import Mapping
from functools import cache
from re import Pattern
from typing import Any

from assistant.model import Language
from assistant.tables import read_tables


@cache
def tables(language: Language) -> Mapping[str, Any]:
    """Return the tables of ``lexicon/consistency_<language>.toml`` as the file has them."""
    return read_tables(f"lexicon/consistency_{language}.toml")


@cache
def pattern(language: Language, key: str) -> Pattern[str]:
    """Return the pattern under a dotted key; it matches text folded by ``plain``."""
    node: Any = tables(language)
    for part in key.split("."):
        node = node[part]
    return re.compile("|".join(node) if isinstance(node, list) else node)


def named(language: Language, key: str) -> Mapping[str, Pattern[str]]:
    """Return the patterns of a table by their names."""
    node: Any = tables(language)
    for part in key.split("."):
        node = node[part]
    return {name: pattern(language, f"{key}.{name}") for name in node}
