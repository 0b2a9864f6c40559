"""The unofficial grid: criteria, indicators and levels, from ``corpus/rubric.yaml``."""

from collections.abc import Mapping
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

_LEVELS = {0, 1, 2, 3}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One question of the grid: examples of what shows it, and what to add where nothing does."""

    id: str
    questions: Mapping[str, str]
    evidence: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. ``levels``: what each level from 0 to 3 looks like, in Italian."""

    id: str
    titles: Mapping[str, str]
    phase: int
    decisive: bool
    why: str
    facts: tuple[str, ...]
    levels: Mapping[int, str]
    indicators: tuple[Indicator, ...]
    defects: tuple[str, ...]


class _IndicatorEntry(StrictEntry):
    id: Words
    question_it: Words
    question_en: Words
    evidence: Annotated[tuple[Words, ...], Field(min_length=1)]
    advice_it: Words


class _CriterionEntry(StrictEntry):
    id: Words
    title_it: Words
    title_en: Words
    phase: Literal[1, 2]
    decisive: bool
    why_it: Words
    fact_ids: tuple[Words, ...]
    levels: dict[int, Words]
    indicators: Annotated[tuple[_IndicatorEntry, ...], Field(min_length=1)]
    common_defects: tuple[Words, ...]


def load_rubric(path: Path) -> tuple[Criterion, ...]:
    """Read the grid; CorpusError names the file and every entry that is wrong."""
    if not path.is_file():
        raise CorpusError("corpus_no_file", file=path.name)
    rows = read_entries(_CriterionEntry, read_yaml(path), path.name)
    indicators = [one.id for row in rows for one in row.indicators]
    refuse("corpus_duplicate_id", path.name, repeated([row.id for row in rows] + indicators))
    odd = [one for row in rows for one in _odd(row)]
    refuse("corpus_wrong_value", path.name, odd)
    return tuple(_criterion(row) for row in rows)


def _odd(row: _CriterionEntry) -> list[str]:
    """Return the ids of a criterion that are not its own, and levels that are not 0 to 3."""
    foreign = [one.id for one in row.indicators if not one.id.startswith(f"{row.id}.")]
    return [*foreign, *([f"{row.id}.levels"] if set(row.levels) != _LEVELS else [])]


def _criterion(row: _CriterionEntry) -> Criterion:
    return Criterion(
        id=row.id,
        titles={"it": row.title_it, "en": row.title_en},
        phase=row.phase,
        decisive=row.decisive,
        why=row.why_it,
        facts=row.fact_ids,
        levels=row.levels,
        indicators=tuple(
            Indicator(
                one.id, {"it": one.question_it, "en": one.question_en}, one.evidence, one.advice_it
            )
            for one in row.indicators
        ),
        defects=row.common_defects,
    )
