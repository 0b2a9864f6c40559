"""Prompts: one Markdown file each, with strict front matter; loaded, checked, rendered, hashed.

The part under ``# System`` never varies, so that a server can keep it; the part under ``# User``
holds what is asked. Whatever is put into a prompt is data: text that could pass for one of our
tags, or for a control word of a model, is disarmed before it is shown.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

import yaml
from jinja2 import StrictUndefined, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import SportelloError
from assistant.tokens import count_tokens

Role = Literal["answer", "rewrite", "critique", "judge"]
Input = Literal["text", "list", "passages"]
ROLES: tuple[Role, ...] = get_args(Role)

MACROS = "macros.jinja"
_DATA = "data"  # the name under which a prompt calls the macros
_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_BODY = re.compile(r"\s*# System\n(?P<system>.*?)\n# User\n(?P<user>.*)", re.DOTALL)
# Our tags and the control words of models: <passage ...>, </s>, <|im_end|>, [INST], <<SYS>>.
_ARMED = re.compile(
    r"<(?=\s*/?\s*(?:passages?|text|items?|s|think)\b|\||<SYS|start_of_turn|end_of_turn)"
    r"|\[(?=/?INST\])",
    re.IGNORECASE,
)
_DISARMED = {"<": "‹", "[": "("}
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class PromptError(SportelloError):
    """A prompt is wrong, or is filled wrongly; names the file and the field."""


class Shown(Protocol):
    """A passage as a prompt shows it: an opaque handle, what it is, its words."""

    @property
    def handle(self) -> str:
        """Return the handle, by which a model cites it."""
        ...

    @property
    def about(self) -> str:
        """Return what it is, in words."""
        ...

    @property
    def text(self) -> str:
        """Return its words."""
        ...


class _Head(BaseModel):
    """The front matter of a prompt."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    purpose: str = Field(min_length=1)
    role: Role
    inputs: dict[str, Input]
    output_schema: dict[str, Any] | None
    output_tokens: int = Field(gt=0)


@dataclass(frozen=True)
class Prompt:
    """One prompt; ``digest``: SHA-256 of its file and of the macros that it uses."""

    name: str
    purpose: str
    role: Role
    inputs: Mapping[str, Input]
    output_schema: Mapping[str, Any] | None
    output_tokens: int
    template: str
    digest: str
    macros: str = ""


@dataclass(frozen=True)
class Rendered:
    """A prompt filled in. ``parts``: tokens by part; ``format``: the order to answer in JSON.

    ``format`` is for servers that take no schema; ``digest``: SHA-256 of system and user.
    """

    prompt: Prompt
    system: str
    user: str
    digest: str
    parts: Mapping[str, int]
    format: str = ""


def load_prompts(folder: Path) -> Mapping[str, Prompt]:
    """Return the prompts of a folder by name; raise PromptError naming the file and the field."""
    macros = _read(folder / MACROS)
    paths = sorted(folder.glob("*.md"))
    return {path.stem: _prompt(path, macros) for path in paths}


def render(prompt: Prompt, /, **inputs: Any) -> Rendered:
    """Fill a prompt; raise PromptError when an input is missing, unknown or of another kind."""
    _refuse("prompt.missing_input", prompt.name, prompt.inputs.keys() - inputs.keys())
    _refuse("prompt.unknown_input", prompt.name, inputs.keys() - prompt.inputs.keys())
    wrong = [name for name, kind in prompt.inputs.items() if not _is_kind(kind, inputs[name])]
    _refuse("prompt.wrong_input", prompt.name, wrong)
    values = {name: _inert(value) for name, value in inputs.items()}
    system, user = (_filled(prompt, part, values) for part in _split(prompt))
    schema = json.dumps(prompt.output_schema, ensure_ascii=False) if prompt.output_schema else ""
    order = _filled(prompt, f"{{{{ {_DATA}.json_only(schema) }}}}", {"schema": schema})
    digest = _hash(system, user)
    parts = _parts(system, user, values)
    return Rendered(prompt, system, user, digest, parts, order if schema else "")


def inert(text: str) -> str:
    """Return a text without what nobody sees, and that cannot pass for a tag or a control word."""
    return _ARMED.sub(lambda match: _DISARMED[match[0]], _UNSEEN.sub("", text))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError("prompt.unreadable", file=path.name, reason=error) from error


def _prompt(path: Path, macros: str) -> Prompt:
    text = _read(path)
    found = _FILE.fullmatch(text)
    if not found:
        raise PromptError("prompt.no_head", file=path.name)
    head = _head(found["head"], path.name)
    digest = _hash(text, macros)
    prompt = Prompt(path.stem, **dict(head), template=found["body"], digest=digest, macros=macros)
    _check(prompt, path.name)
    return prompt


def _head(text: str, file: str) -> _Head:
    try:
        return _Head.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise PromptError("prompt.bad_head", file=file, reason=error) from error
    except ValidationError as error:
        fields = (".".join(map(str, fault["loc"])) or "-" for fault in error.errors())
        unknown = any(fault["type"] == "extra_forbidden" for fault in error.errors())
        key = "prompt.unknown_field" if unknown else "prompt.wrong_field"
        raise PromptError(key, file=file, fields=", ".join(fields)) from error


def _check(prompt: Prompt, file: str) -> None:
    """Refuse a prompt whose text and front matter do not fit each other."""
    system, user = _split(prompt)
    used = _used(prompt, user, file)
    _refuse("prompt.varying_system", file, _used(prompt, system, file))
    _refuse("prompt.undeclared_input", file, used - prompt.inputs.keys())
    _refuse("prompt.unused_input", file, prompt.inputs.keys() - used)
    _refuse("prompt.reserved_input", file, prompt.inputs.keys() & {_DATA})
    _refuse("prompt.loose_schema", file, _loose(prompt.output_schema or {}, "output_schema"))


def _split(prompt: Prompt) -> tuple[str, str]:
    found = _BODY.fullmatch(prompt.template)
    if not found:
        raise PromptError("prompt.no_parts", file=f"{prompt.name}.md")
    return found["system"].strip(), found["user"].strip()


def _used(prompt: Prompt, part: str, file: str) -> set[str]:
    try:
        tree = _environment(prompt.macros).parse(part)
    except TemplateError as error:
        raise PromptError("prompt.bad_template", file=file, reason=error) from error
    return meta.find_undeclared_variables(tree) - {_DATA}


def _loose(schema: Any, at: str) -> list[str]:
    """Return where a schema leaves a choice that strict servers refuse."""
    if not isinstance(schema, Mapping):
        return []
    inner = dict(schema.get("properties", {}))
    is_object = schema.get("type") == "object"
    is_strict = schema.get("additionalProperties") is False
    is_loose = is_object and (not is_strict or set(schema.get("required", ())) != set(inner))
    below = [found for name, value in inner.items() for found in _loose(value, f"{at}.{name}")]
    return [*([at] if is_loose else []), *below, *_loose(schema.get("items"), f"{at}.items")]


def _refuse(key: str, file: str, fields: Any) -> None:
    if fields:
        raise PromptError(key, file=file, fields=", ".join(sorted(fields)))


@lru_cache(maxsize=8)
def _environment(macros: str) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    made.globals[_DATA] = made.from_string(macros).module
    return made


def _filled(prompt: Prompt, part: str, values: Mapping[str, Any]) -> str:
    try:
        return _environment(prompt.macros).from_string(part).render(values).strip()
    except TemplateError as error:
        raise PromptError("prompt.bad_template", file=prompt.name, reason=error) from error


def _is_kind(kind: Input, value: Any) -> bool:
    if kind == "text":
        return isinstance(value, str)
    is_row = isinstance(value, Sequence) and not isinstance(value, str)
    if kind == "list":
        return is_row and all(isinstance(item, str) for item in value)
    return is_row and all(hasattr(item, "handle") and hasattr(item, "about") for item in value)


def _inert(value: Any) -> Any:
    """Return an input disarmed: a text, a list of texts, or the passages as mappings."""
    if isinstance(value, str):
        return inert(value)
    return [inert(item) if isinstance(item, str) else _shown(item) for item in value]


def _shown(passage: Shown) -> dict[str, str]:
    about = inert(passage.about).replace('"', "'").replace("\n", " ")
    return {"handle": inert(passage.handle), "about": about, "text": inert(passage.text)}


def _parts(system: str, user: str, values: Mapping[str, Any]) -> dict[str, int]:
    """Return the tokens of each part; ``frame`` is what the prompt says around its inputs."""
    inputs = {name: count_tokens(_flat(value)) for name, value in values.items()}
    frame = max(0, count_tokens(user) - sum(inputs.values()))
    return {"system": count_tokens(system), **inputs, "frame": frame}


def _flat(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "\n".join(item if isinstance(item, str) else " ".join(item.values()) for item in value)


def _hash(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
