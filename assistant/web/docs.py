"""The documentation page of the API, drawn from its OpenAPI description without any script."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.model import Language
from assistant.web.pages import page, static

Json = Mapping[str, Any]
_EXAMPLES = {
    "/api/ask": {"question": "..."},
    "/api/search": {"query": "...", "k": 5},
    "/api/feedback": {"turn": "...", "useful": False, "reason": "incomplete"},
    "/api/ticket": {"turn": "...", "email": "nome@example.it"},
}


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a body: its name, its type in words, whether it must be there, what it is."""

    name: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing a program can do: how, with what, and the shape of what comes back."""

    method: str
    path: str
    description: str
    takes: tuple[Field, ...]
    gives: tuple[Field, ...]
    example: str


def docs_page(openapi: Json, language: Language) -> str:
    """Return the whole page, which asks no other host for anything."""
    operations = tuple(_operations(openapi))
    return page("docs.html", language, operations=operations, style=static("docs.css"))


def _operations(openapi: Json) -> Iterator[Operation]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {})
            yield Operation(
                method=method.upper(),
                path=path,
                description=operation.get("description", ""),
                takes=_fields(openapi, body),
                gives=_fields(openapi, operation["responses"]["200"]),
                example=json.dumps(_EXAMPLES[path]) if path in _EXAMPLES else "",
            )


def _fields(openapi: Json, message: Json) -> tuple[Field, ...]:
    schema = message.get("content", {}).get("application/json", {}).get("schema", {})
    resolved = _resolved(openapi, schema)
    required = resolved.get("required", [])
    return tuple(
        Field(name, _type(field), name in required, field.get("description", ""))
        for name, field in resolved.get("properties", {}).items()
    )


def _resolved(openapi: Json, schema: Json) -> Json:
    node: Any = openapi
    for part in schema.get("$ref", "").split("/")[1:]:
        node = node[part]
    return node if node is not openapi else schema


def _type(schema: Json) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1].removesuffix("Body"))
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if schema.get("type") == "array":
        return f"[{_type(schema['items'])}]"
    return str(schema.get("format") or schema.get("type", "json"))
