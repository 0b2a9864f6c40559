"""A partnership as a TOML file that ``sportello check`` reads."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.model import Language
from assistant.text import say


def as_toml(given: Mapping[str, Any], language: Language) -> str:
    """Return the plain values of a partnership as TOML: those that ``parse_partnership`` takes."""
    tables = {key: value for key, value in given.items() if value and _is_rows(value)}
    lines = [f"# {line}" for line in say(language, "rules.file_head").splitlines()]
    lines += ["", *_pairs({key: given[key] for key in given if key not in tables})]
    for key, rows in tables.items():
        for row in rows:
            lines += ["", f"[[{key}]]", *_pairs(row)]
    return "\n".join(lines) + "\n"


def _is_rows(value: Any) -> bool:
    return isinstance(value, list | tuple) and isinstance(value[0], Mapping)


def _pairs(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{key} = {_value(value)}" for key, value in row.items() if value is not None)


def _value(value: Any) -> str:
    """Return a value as JSON writes it, which for text, numbers and lists is TOML."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
