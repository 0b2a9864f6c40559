"""A partnership from a TOML or JSON file; what is wrong is told with its line."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.call.members import member_types
from assistant.call.parsing import parse_partnership
from assistant.call.partnership import Partnership
from assistant.call.rule import Rules
from assistant.errors import InputError
from assistant.model import Language
from assistant.text import listing, say

_MOST_BYTES = 2**20
_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")
_LINE = re.compile(r"line (\d+)")


def read_partnership(path: Path, rules: Rules) -> Partnership:
    """Return the partnership of a file; InputError names file, line, key, reason and an example."""
    text = _text(path)
    is_json = path.suffix.lower() == ".json"
    given = _json(text, path) if is_json else _toml(text, path)
    if not isinstance(given, Mapping):
        raise InputError("partnership_shape", file=path.name)
    try:
        return parse_partnership(given, rules)
    except InputError as fault:
        key = str(fault.params["field"])
        line = _line_of_json(text, key) if is_json else _line_of_toml(text, key)
        raise _at(path, line, fault) from None


def template(rules: Rules, language: Language) -> str:
    """Return a commented example file; the types, provinces and contents are those of the rules."""

    def named(subject: str) -> list[str]:
        rule = rules.find(subject)
        return list(rule.value or ()) if rule else []

    contents = named("masterplan_contents")
    return say(
        language,
        "rules.template",
        types=_commented(_types(rules, language)),
        provinces=_commented(named("lombardy_provinces_list")),
        contents=_numbered(contents),
        additional=_numbered(named("masterplan_additional_contents")),
        all_contents=", ".join(str(number) for number, _ in enumerate(contents, start=1)),
        natures=", ".join(listing(language, "rules.natures")),
    )


def _types(rules: Rules, language: Language) -> list[str]:
    return [kind.names[language] for kind in member_types(rules).values()]


def _commented(names: list[str]) -> str:
    return "\n".join(f"#   {name}" for name in names)


def _numbered(names: list[str]) -> str:
    return "\n".join(f"#   {number} {name}" for number, name in enumerate(names, start=1))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("partnership_unreadable", file=path.name)
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputError("partnership_unreadable", file=str(path)) from None


def _toml(text: str, path: Path) -> Any:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = _LINE.search(str(error))
        line = int(told[1]) if told else len(text.splitlines())
        raise _at(path, line, InputError("partnership_syntax")) from None


def _json(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _at(path, error.lineno, InputError("partnership_syntax")) from None
    except (RecursionError, ValueError):
        raise _at(path, None, InputError("partnership_syntax")) from None


def _at(path: Path, line: int | None, fault: InputError) -> InputError:
    if line is None:
        return InputError("partnership_in", file=path.name, fault=fault)
    return InputError("partnership_at", file=path.name, line=line, fault=fault)


def _steps(key: str) -> list[tuple[str, int]]:
    """Return ``partner[2].type`` as [("partner", 2), ("type", 0)]."""
    return [(name, int(number or 0)) for name, number in _STEP.findall(key)]


def _line_of_toml(text: str, key: str) -> int | None:
    """Return the line of a key, else of the table that it should be in."""
    wanted = _steps(key)
    table, seen = ("", 0), dict[str, int]()
    found: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\[?\s*([\w-]+)\s*\]\]?", line):
            seen[header[1]] = seen.get(header[1], 0) + 1
            table = (header[1], seen[header[1]])
            if table == wanted[0]:
                found = number
        elif named := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line):
            path = [table, (named[1], 0)] if table[0] else [(named[1], 0)]
            if path == wanted:
                return number
            if not table[0] and named[1] == wanted[0][0]:
                found = number
    return found


def _line_of_json(text: str, key: str) -> int | None:
    """Return the line of a key, else of the entry that it should be in. JSON is YAML."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    line: int | None = None
    for name, number in _steps(key):
        if not isinstance(node, yaml.MappingNode):
            break
        pair = next((pair for pair in node.value if pair[0].value == name), None)
        if pair is None:
            break
        line, node = pair[0].start_mark.line + 1, pair[1]
        if number and isinstance(node, yaml.SequenceNode) and number <= len(node.value):
            node = node.value[number - 1]
            line = node.start_mark.line + 1
    return line
