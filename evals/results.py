"""Scores become figures with intervals, and two runs become a comparison."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.answers import Score
from evals.differences import Difference, detectable
from evals.sampled import Sampled
from evals.shares import Share, ratio, share
from evals.statistics import mcnemar
from evals.suites import Result


@dataclass(frozen=True, slots=True)
class Figures:
    """What a group of scores comes to; docs/evaluation.md defines each.

    ``stable``: cases wholly right in every wording; ``unchanged``: cases with one verdict, right or
    wrong, in every wording. These two are the only shares of independent trials.
    """

    cases: int
    askings: int
    outcome: Share
    must: Share
    whole: Share
    stable: Share
    unchanged: Share
    said: int
    facts: Share

    def as_json(self) -> dict[str, Any]:
        """Return the figures."""
        shares = ("outcome", "must", "whole", "stable", "unchanged", "facts")
        counts = {name: getattr(self, name) for name in ("cases", "askings", "said")}
        return counts | {name: getattr(self, name).as_json() for name in shares}


def figures(scores: Sequence[Score]) -> Figures:
    """Return the figures of a group of scores."""
    groups = list(_by_case(scores).values())
    return Figures(
        cases=len(groups),
        askings=len(scores),
        outcome=share([score.outcome_right for score in scores]),
        must=ratio([[(score.met, score.weight) for score in group] for group in groups]),
        whole=share([score.whole for score in scores]),
        stable=share([all(score.whole for score in group) for group in groups]),
        unchanged=share([len({score.whole for score in group}) == 1 for group in groups]),
        said=sum(bool(score.said) for score in scores),
        facts=ratio([[(score.cited, score.gold) for score in group] for group in groups]),
    )


def by_kind(scores: Sequence[Score]) -> dict[str, Figures]:
    """Return the figures of every kind of question."""
    return by({score.case: score.kind for score in scores}, scores)


def by(groups: Mapping[str, str], scores: Sequence[Score]) -> dict[str, Figures]:
    """Return the figures of every group, given the group of each case."""
    return {
        name: figures([one for one in scores if groups.get(one.case) == name])
        for name in sorted(set(groups.values()))
    }


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside a baseline, over the cases that both have and that did not change.

    ``lost``, ``won``: askings that were wholly right and no longer are, and the reverse.
    ``cases_lost``, ``cases_won``: cases right in every wording, likewise; ``p``: exact McNemar's
    on these; ``detectable``: the least difference that so many cases would show. ``critical``:
    askings lost of critical cases. ``forbidden``: askings that now say what they must not, and did
    not.
    """

    paired: int
    unpaired: int
    lost: tuple[str, ...]
    won: tuple[str, ...]
    cases_lost: int
    cases_won: int
    p: float
    critical: tuple[str, ...]
    forbidden: tuple[str, ...]
    detectable: float

    @property
    def regressed(self) -> bool:
        """Tell whether a change should stop here: anything critical or forbidden, or a net loss."""
        return bool(self.critical or self.forbidden) or len(self.lost) > len(self.won)

    def as_json(self) -> dict[str, Any]:
        """Return the fields and the verdict."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        lists = {k: list(v) if isinstance(v, tuple) else v for k, v in fields.items()}
        return {**lists, "regressed": self.regressed}


def compare(scores: Iterable[Score], baseline: Sequence[Mapping[str, Any]]) -> Comparison:
    """Pair scores with the rows of a saved run by asking, unchanged cases only."""
    now = list(scores)
    saved = {row["id"]: row for row in baseline}
    pairs = [(one, saved[one.id]) for one in now if _is_same(one, saved.get(one.id))]
    lost = [one for one, was in pairs if was["whole"] and not one.whole]
    before = _whole_cases((one.case, was["whole"]) for one, was in pairs)
    after = _whole_cases((one.case, one.whole) for one, _ in pairs)
    cases_lost = sum(before[case] and not after[case] for case in before)
    cases_won = sum(after[case] and not before[case] for case in before)
    return Comparison(
        paired=len(pairs),
        unpaired=len(now) - len(pairs),
        lost=tuple(one.id for one in lost),
        won=tuple(one.id for one, was in pairs if one.whole and not was["whole"]),
        cases_lost=cases_lost,
        cases_won=cases_won,
        p=mcnemar(cases_lost, cases_won),
        critical=tuple(one.id for one in lost if one.critical),
        forbidden=tuple(one.id for one, was in pairs if one.said and not was["said"]),
        detectable=detectable(cases_lost + cases_won, len(before)),
    )


@dataclass(frozen=True, slots=True)
class Run:
    """One run. ``about``: what the figures depend on; ``unscored``: askings without answers.

    ``measures``: see evals.measures; ``sampled``: of a model; ``differences``: from each other
    system, in whole rights.
    """

    about: Mapping[str, str]
    scores: tuple[Score, ...]
    unscored: tuple[str, ...] = ()
    comparison: Comparison | None = None
    measures: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    suites: tuple[Result, ...] = ()
    sampled: Sampled | None = None

    @property
    def failed(self) -> bool:
        """Tell whether something got worse than the baseline, or a suite has a failure."""
        is_worse = self.comparison is not None and self.comparison.regressed
        return is_worse or any(suite.failures for suite in self.suites)

    def as_json(self) -> dict[str, Any]:
        """Return the results file: what was run, the figures, and a row an asking."""
        return {
            "about": dict(self.about),
            "all": figures(self.scores).as_json(),
            "kinds": {kind: one.as_json() for kind, one in by_kind(self.scores).items()},
            "unscored": list(self.unscored),
            "comparison": self.comparison.as_json() if self.comparison else None,
            "measures": dict(self.measures),
            "differences": [one.as_json() for one in self.differences],
            "suites": {suite.suite: suite.as_json() for suite in self.suites},
            "samples": self.sampled.as_json() if self.sampled else None,
            "askings": [score.as_json() for score in self.scores],
        }


def _is_same(score: Score, row: Mapping[str, Any] | None) -> bool:
    return row is not None and row["digest"] == score.digest


def _whole_cases(verdicts: Iterable[tuple[str, bool]]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for case, whole in verdicts:
        found[case] = found.get(case, True) and whole
    return found


def _by_case(scores: Iterable[Score]) -> dict[str, list[Score]]:
    groups: dict[str, list[Score]] = {}
    for score in scores:
        groups.setdefault(score.case, []).append(score)
    return groups
