"""Sentences for people, from ``locales/it.toml`` and ``locales/en.toml``."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from assistant.errors import SportelloError
from assistant.model import Language


@cache
def sentences(language: Language) -> dict[str, Any]:
    """Return the nested tables of one language, as the file has them."""
    file = resources.files("assistant") / "locales" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def say(language: Language, key: str, **params: Any) -> str:
    """Return the sentence under a dotted key, filled; KeyError when it does not exist."""
    return str(_find(language, key)).format(**params)


def listing(language: Language, key: str) -> list[str]:
    """Return the list of sentences under a dotted key."""
    return [str(item) for item in _find(language, key)]


def explain(error: SportelloError, language: Language) -> str:
    """Return what went wrong and what to do about it, in one sentence."""
    return say(language, f"errors.{error.key}", **error.params)


def _find(language: Language, key: str) -> Any:
    node: Any = sentences(language)
    for part in key.split("."):
        node = node[part]
    return node
