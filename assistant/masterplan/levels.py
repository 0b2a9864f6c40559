"""The level of each criterion, from 0 to 3: what the draft shows, less what its findings limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.evidence import Shown
from assistant.masterplan.finding import Finding
from assistant.masterplan.standard import Ladder, Need, Standard
from assistant.masterplan.view import view

_INCOMPLETE = ("kpi_without_baseline", "kpi_without_target_date")
_STRENGTHS = 3
_TOP = 3


@dataclass(frozen=True, slots=True)
class Level:
    """The level of a criterion and why. ``limited_by``: the findings that hold it down.

    ``shown``, ``missing``: its needs. ``strengths``: the sentences that show them best.
    """

    criterion: str
    level: int
    in_scope: bool
    shown: tuple[Need, ...]
    missing: tuple[Need, ...]
    limited_by: tuple[Finding, ...]
    strengths: tuple[Sentence, ...]


def levels(
    draft: Draft, shown: Shown, findings: Sequence[Finding], standard: Standard
) -> tuple[Level, ...]:
    """Return the level of every criterion of the grid, in its order."""
    return tuple(_level(one.id, draft, shown, findings, standard) for one in standard.rubric)


def _level(
    criterion: str, draft: Draft, shown: Shown, findings: Sequence[Finding], standard: Standard
) -> Level:
    ladder = standard.ladders[criterion]
    there = tuple(need for need in ladder.needs if any(name in shown for name in need.shown_by))
    limits = [(one, _limit(one, criterion, standard)) for one in findings]
    lowest = min((limit for _, limit in limits if limit is not None), default=_TOP)
    level = min(_base(ladder, len(there)) or _is_touched(criterion, draft, shown), lowest)
    held = [one for one, limit in limits if limit is not None and limit <= level < _TOP]
    return Level(
        criterion=criterion,
        level=int(level),
        in_scope=criterion in draft.in_scope,
        shown=there,
        missing=tuple(need for need in ladder.needs if need not in there),
        limited_by=tuple(held),
        strengths=_strengths(there, shown),
    )


def _base(ladder: Ladder, count: int) -> int:
    """Return the level that so many needs make."""
    if count >= ladder.three:
        return _TOP
    return 2 if count >= ladder.two else int(count > 0)


def _is_touched(criterion: str, draft: Draft, shown: Shown) -> bool:
    """Tell whether the draft speaks of a criterion at all: a section about it, or some sign."""
    if any(name.startswith(f"{criterion}.") for name in shown):
        return True
    seen = view(draft)
    return any(
        criterion in draft.sections[one.section].criteria and not seen.is_denied(one)
        for one in draft.sentences
    )


def _limit(finding: Finding, criterion: str, standard: Standard) -> int | None:
    limits: Mapping[str, int] = standard.types[finding.type].limits
    if finding.criterion != criterion:
        return limits.get(criterion)
    if finding.type in _INCOMPLETE and finding.params.get("mostly"):
        return 1
    return limits.get("")


def _strengths(there: Sequence[Need], shown: Shown) -> tuple[Sentence, ...]:
    """Return the best sentence of each need, each once."""
    best = [shown[name][0] for need in there for name in need.shown_by if name in shown]
    return tuple(dict.fromkeys(best))[:_STRENGTHS]
