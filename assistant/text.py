"""Sentences for people, from ``locales/it.toml`` and ``locales/en.toml``."""

from decimal import Decimal
from functools import cache
from typing import Any

from assistant.errors import SportelloError
from assistant.model import Interval, Language, Source
from assistant.tables import read_tables


@cache
def sentences(language: Language) -> dict[str, Any]:
    """Return the nested tables of one language, as the file has them."""
    return read_tables(f"locales/{language}.toml")


def say(language: Language, key: str, **params: Any) -> str:
    """Return the sentence under a dotted key, filled; KeyError when it does not exist."""
    return str(_find(language, key)).format(**params)


def listing(language: Language, key: str) -> list[str]:
    """Return the list of sentences under a dotted key."""
    return [str(item) for item in _find(language, key)]


def explain(error: SportelloError, language: Language) -> str:
    """Return what went wrong and what to do about it; an error may hold another, told in it."""
    told = {
        name: explain(value, language) if isinstance(value, SportelloError) else value
        for name, value in error.params.items()
    }
    return say(language, f"errors.{error.key}", **told)


def date_words(when: Interval | None, language: Language) -> str:
    """Return a date as people write it, to the day, month or year; or that there is none."""
    if when is None:
        return say(language, "dates.none")
    month = listing(language, "dates.months")[when.first.month - 1]
    if when.first == when.last:
        return say(language, "dates.day", day=when.first.day, month=month, year=when.first.year)
    if when.first.month == when.last.month:
        return say(language, "dates.month", month=month, year=when.first.year)
    return str(when.first.year)


def publisher_words(source: Source, language: Language) -> str:
    """Return who published a source, or that nobody said so."""
    return source.publisher or say(language, "catalogue.unknown_publisher")


def number_words(number: Decimal, language: Language) -> str:
    """Return a number with the separators of the language; cents only where there are any."""
    plain = f"{number:,.2f}".removesuffix(".00")
    marks = {",": say(language, "dates.thousands"), ".": say(language, "dates.decimal")}
    return "".join(marks.get(char, char) for char in plain)


def euro_words(amount: Decimal, language: Language) -> str:
    """Return a sum of money as people write it: ``75.000 euro``."""
    return say(language, "dates.euro", amount=number_words(amount, language))


def _find(language: Language, key: str) -> Any:
    node: Any = sentences(language)
    for part in key.split("."):
        node = node[part]
    return node
