"""Shares: how many of how many, with the interval of what they are a sample of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.statistics import Interval, bootstrap, wilson


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95% interval; ``count`` of ``of``, which weights may make fractional."""

    count: float
    of: float
    interval: Interval

    @property
    def value(self) -> float:
        """Return the share, 0 when there is nothing to share."""
        return self.count / self.of if self.of else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return share, interval and counts."""
        low, high = self.interval
        return {"share": self.value, "low": low, "high": high, "count": self.count, "of": self.of}


def share(verdicts: Sequence[bool]) -> Share:
    """Return how many are true, with Wilson's interval."""
    return Share(sum(verdicts), len(verdicts), wilson(sum(verdicts), len(verdicts)))


def ratio(groups: Sequence[Sequence[tuple[float, float]]]) -> Share:
    """Return a ratio of sums of (top, bottom); what is in one group is resampled together."""
    tops = [sum(top for top, _ in group) for group in groups]
    bottoms = [sum(bottom for _, bottom in group) for group in groups]
    return Share(sum(tops), sum(bottoms), bootstrap(tops, bottoms))
