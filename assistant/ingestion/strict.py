"""Files that people write by hand are read strictly; every entry that is wrong is named."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.errors import CorpusError
from assistant.model import Interval

Entry = TypeVar("Entry", bound="StrictEntry")
_SHOWN = 40


class StrictEntry(BaseModel):
    """An entry of a corpus file: an unknown key or a wrong type is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _interval(value: Any) -> Any:
    return value if value is None else Interval.parse(str(value))


Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Date = Annotated[Interval | None, BeforeValidator(_interval)]
Link = Annotated[str, Field(pattern=r"^https?://\S+$")]
Authority = Annotated[int, Field(ge=1, le=5, strict=True)]


class _UniqueKeyLoader(yaml.CSafeLoader):
    """PyYAML keeps the last of two equal keys in silence; this one refuses them."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = Counter(str(key.value) for key, _ in node.value)
        twice = [key for key, times in keys.items() if times > 1]
        if twice:
            raise yaml.constructor.ConstructorError(None, None, twice[0], node.start_mark)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file; raise CorpusError with its line when it is malformed."""
    try:
        return yaml.load(_read(path), Loader=_UniqueKeyLoader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else "?"
        raise CorpusError(
            "corpus_malformed", file=path.name, line=line, reason=error.problem
        ) from error
    except yaml.YAMLError as error:
        raise CorpusError("corpus_malformed", file=path.name, line="?", reason=error) from error


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file; raise CorpusError with its line when it is malformed."""
    try:
        return tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as error:
        raise CorpusError("corpus_bad_toml", file=path.name, reason=error) from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError("corpus_not_utf8", file=path.name) from error


def read_entries(model: type[Entry], rows: Any, file: str) -> list[Entry]:
    """Return the rows as entries; raise CorpusError naming every entry of the first fault met."""
    if not isinstance(rows, list):
        raise CorpusError("corpus_wrong_value", file=file, entries=type(rows).__name__)
    entries: list[Entry] = []
    faults: list[tuple[str, str]] = []
    for number, row in enumerate(rows, start=1):
        name = (
            str(row.get("id") or row.get("path") or number)
            if isinstance(row, Mapping)
            else str(number)
        )
        try:
            entries.append(model.model_validate(row))
        except ValidationError as error:
            name = _name(row, number)
            faults += (_fault(name, problem) for problem in error.errors())
    _report(faults, file)
    return entries


def _name(row: Any, number: int) -> str:
    named = row if isinstance(row, Mapping) else {}
    return str(named.get("id") or named.get("path") or number)


def refuse(key: str, file: str, entries: Iterable[str]) -> None:
    """Raise CorpusError with all the entries that are wrong in the same way, if there are any."""
    listed = list(entries)
    if listed:
        raise CorpusError(key, file=file, entries="; ".join(listed))


def repeated(ids: Iterable[str]) -> list[str]:
    """Return the ids that appear more than once."""
    return [name for name, times in Counter(ids).items() if times > 1]


def _report(faults: list[tuple[str, str]], file: str) -> None:
    for key in ("corpus_unknown_field", "corpus_missing_field", "corpus_wrong_value"):
        refuse(key, file, (entry for kind, entry in faults if kind == key))


def _fault(name: str, problem: Any) -> tuple[str, str]:
    field = ".".join([name, *(str(part) for part in problem["loc"])])
    if problem["type"] == "extra_forbidden":
        return "corpus_unknown_field", field
    if problem["type"] == "missing":
        return "corpus_missing_field", field
    return "corpus_wrong_value", f"{field} = {problem['input']!r:.{_SHOWN}}"
