"""HTML from templates: every value escaped, every sentence for people from a locale."""

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.model import Language
from assistant.text import listing, say

_HERE = Path(__file__).resolve().parent


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(template: str, language: Language, **values: Any) -> str:
    """Return a template filled; in it ``say`` and ``listing`` speak the language."""
    spoken = {"say": partial(say, language), "listing": partial(listing, language)}
    return _templates().get_template(template).render(lang=language, **spoken, **values)


@cache
def static(name: str) -> str:
    """Return the text of a file of ``static/``."""
    return (_HERE / "static" / name).read_text(encoding="utf-8")
