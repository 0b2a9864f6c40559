"""What each level needs and what each finding limits: ``corpus/levels.yaml``, ``findings.yaml``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from assistant.errors import CorpusError
from assistant.ingestion.strict import (
    StrictEntry,
    Words,
    read_entries,
    read_yaml,
    refuse,
    repeated,
)
from assistant.masterplan.rubric import Criterion, load_rubric

Level = Annotated[int, Field(ge=0, le=3, strict=True)]
SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class FindingType:
    """A kind of defect. ``limits``: the most that a criterion may reach with it; "" is its own."""

    id: str
    severity: str
    limits: Mapping[str, int]
    rule: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a criterion needs, and the signs of which one shows it."""

    id: str
    labels: Mapping[str, str]
    shown_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """How many of the needs of a criterion make level 2 and level 3."""

    two: int
    three: int
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """The whole unofficial grid, in the order of the rubric."""

    rubric: tuple[Criterion, ...]
    types: Mapping[str, FindingType]
    ladders: Mapping[str, Ladder]


class _TypeEntry(StrictEntry):
    id: Words
    severity: Literal["high", "medium", "low"]
    limit: Level | None
    also: dict[str, Level]
    rule: Words | None
    fact_ids: tuple[Words, ...]


class _NeedEntry(StrictEntry):
    id: Words
    label_it: Words
    label_en: Words
    shown_by: Annotated[tuple[Words, ...], Field(min_length=1)]


class _LadderEntry(StrictEntry):
    id: Words
    two: int
    three: int
    needs: Annotated[tuple[_NeedEntry, ...], Field(min_length=1)]


def load_standard(corpus: Path) -> Standard:
    """Read rubric, levels and findings; CorpusError names the file and what is wrong in it."""
    rubric = load_rubric(corpus / "rubric.yaml")
    names = [one.id for one in rubric]
    types = read_entries(_TypeEntry, _rows(corpus / "findings.yaml"), "findings.yaml")
    ladders = read_entries(_LadderEntry, _rows(corpus / "levels.yaml"), "levels.yaml")
    _check(
        "findings.yaml", [one.id for one in types], [n for one in types for n in one.also], names
    )
    _check("levels.yaml", [one.id for one in ladders], [one.id for one in ladders], names)
    refuse("corpus_unknown_id", "levels.yaml", sorted(set(names) - {one.id for one in ladders}))
    refuse("corpus_wrong_value", "levels.yaml", [one.id for one in ladders if not _climbs(one)])
    return Standard(
        rubric=rubric,
        types={one.id: _type(one) for one in types},
        ladders={one.id: _ladder(one) for one in ladders},
    )


def _rows(path: Path) -> object:
    if not path.is_file():
        raise CorpusError("corpus_no_file", file=path.name)
    return read_yaml(path)


def _check(file: str, ids: list[str], used: Iterable[str], known: list[str]) -> None:
    refuse("corpus_duplicate_id", file, repeated(ids))
    refuse("corpus_unknown_id", file, sorted(set(used) - set(known)))


def _climbs(entry: _LadderEntry) -> bool:
    return 1 <= entry.two <= entry.three <= len(entry.needs)


def _type(entry: _TypeEntry) -> FindingType:
    own = {} if entry.limit is None else {"": entry.limit}
    return FindingType(entry.id, entry.severity, own | entry.also, entry.rule, entry.fact_ids)


def _ladder(entry: _LadderEntry) -> Ladder:
    needs = tuple(
        Need(one.id, {"it": one.label_it, "en": one.label_en}, one.shown_by) for one in entry.needs
    )
    return Ladder(entry.two, entry.three, needs)
