"""Tables: the words and patterns that we ship as TOML, in ``locales/`` and ``lexicon/``."""

import tomllib
from importlib import resources
from typing import Any


def read_tables(path: str) -> dict[str, Any]:
    """Return the tables of a file of ours: ``lexicon/it.toml``; FileNotFoundError for no such."""
    text = resources.files("assistant").joinpath(path).read_text(encoding="utf-8")
    return tomllib.loads(text)
