"""The Critique contract of DESIGN.md as a schema: what the page and the exports are given."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, field_validator

from assistant.model import Language

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
Kind = Literal["masterplan", "partial", "not_a_masterplan"]


class _Body(BaseModel):
    """Keys may be added to the contract, so unknown ones are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Strength(_Body):
    """Words of the draft that speak for it, with their offsets in code points."""

    quote: str
    start: int
    end: int


class IndicatorBody(_Body):
    """What a language model says of an indicator, and the words of the draft that show it."""

    question: str
    state: Literal["shown", "partly", "absent"]
    quotes: tuple[Strength, ...] = ()


class BasisBody(_Body):
    """What a finding rests on: a rule or a fact of the call, by its id, and its text."""

    rule: str | None = None
    fact: str | None = None
    text: str = ""

    @property
    def name(self) -> str:
        """Return the id of the rule or the fact."""
        return self.rule or self.fact or ""


class CriterionBody(_Body):
    """One criterion: level 0-3, why, what the next level needs; out of scope it has no level."""

    id: str
    title: str = ""
    level: int | None = None
    in_scope: bool = True
    why: str = ""
    to_next: str = ""
    strengths: tuple[Strength, ...] = ()
    indicators: tuple[IndicatorBody, ...] = ()

    @field_validator("why", "to_next", mode="before")
    @classmethod
    def _joined(cls, told: Any) -> Any:
        return "" if told is None else " ".join(told) if isinstance(told, list | tuple) else told


class FindingBody(_Body):
    """One finding: an absence has no quote; ``quote2`` is the other half of a contradiction."""

    type: str
    criterion: str | None = None
    severity: Severity = "medium"
    section: str = ""
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    quote2: str | None = None
    start2: int | None = None
    end2: int | None = None
    message: str = ""
    advice: str = ""
    suggestion: str = ""  # of a language model, where one is used
    rule: str | None = None
    basis: tuple[BasisBody, ...] = ()


class LevelChange(_Body):
    """The level of a criterion in the older draft and in this one."""

    id: str
    before: int | None = None
    after: int | None = None


class ComparisonBody(_Body):
    """Two versions: what was put right, what is still there, what is new, the levels of both."""

    fixed: tuple[FindingBody, ...] = ()
    remaining: tuple[FindingBody, ...] = ()
    new: tuple[FindingBody, ...] = ()
    levels: tuple[LevelChange, ...] = ()

    @field_validator("levels", mode="before")
    @classmethod
    def _listed(cls, told: Any) -> Any:
        """Take a mapping of criteria to their two levels as well as a list."""
        if not isinstance(told, Mapping):
            return told
        return [{"id": name, **_pair(levels)} for name, levels in told.items()]


class CritiqueBody(_Body):
    """A critique. Offsets are of the draft's text as it was read."""

    kind: Kind
    language: Language
    criteria: tuple[CriterionBody, ...] = ()
    findings: tuple[FindingBody, ...] = ()
    notices: tuple[str, ...] = ()
    disclaimer: str = ""
    comparison: ComparisonBody | None = None

    @property
    def titles(self) -> Mapping[str, str]:
        """Return the title of each criterion by its id; the id where it has none."""
        return {one.id: one.title or one.id for one in self.criteria}


def _pair(levels: Any) -> dict[str, Any]:
    if isinstance(levels, Mapping):
        return dict(levels)
    before, after = levels
    return {"before": before, "after": after}
