"""How drafts speak of totals, dates, indicators and grants: patterns of ``consistency_*.toml``."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from re import Pattern
from typing import Any

from assistant.model import Language


@cache
def tables(language: Language) -> Mapping[str, Any]:
    """Return the tables of ``lexicon/consistency_<language>.toml`` as the file has them."""
    file = resources.files("assistant") / "lexicon" / f"consistency_{language}.toml"
    found: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return found


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
