"""Differences: two systems on the same cases, with the interval of what separates them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from evals.statistics import Interval, bootstrap

_POWER = 1.959964 + 0.841621  # two-sided 5%, power 80%


@dataclass(frozen=True, slots=True)
class Difference:
    """How much larger a share is in one system than in another, over ``askings`` paired."""

    name: str
    value: float
    interval: Interval
    askings: int

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        low, high = self.interval
        fields = {"name": self.name, "value": self.value, "askings": self.askings}
        return {**fields, "low": low, "high": high}


def difference(
    name: str, ours: Iterable[Mapping[str, Any]], theirs: Iterable[Mapping[str, Any]]
) -> Difference:
    """Return how many more askings are wholly right; the wordings of a case resample together."""
    other = {row["id"]: bool(row["whole"]) for row in theirs}
    cases: dict[str, list[int]] = {}
    for row in ours:
        if row["id"] in other:
            cases.setdefault(row["case"], []).append(bool(row["whole"]) - other[row["id"]])
    tops = [float(sum(signs)) for signs in cases.values()]
    sizes = [float(len(signs)) for signs in cases.values()]
    askings = int(sum(sizes))
    return Difference(
        name, sum(tops) / askings if askings else 0.0, bootstrap(tops, sizes), askings
    )


def detectable(flips: int, cases: int) -> float:
    """Return the least difference that so many paired cases show with 80% power (normal, paired).

    ``flips``: cases whose verdict differs; at least one is taken, so that no run seems all-seeing.
    """
    return _POWER * sqrt(max(1, flips)) / cases if cases else 1.0


def rows(scores: Sequence[Any]) -> list[dict[str, Any]]:
    """Return what a saved run keeps of scores to be compared with."""
    return [{"id": one.id, "case": one.case, "whole": one.whole} for one in scores]
