"""Knowing: whether the desk answers what it can and declines what it cannot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.answers import Score
from evals.cases import Case
from evals.shares import Share
from evals.statistics import wilson

_TELLING = frozenset({"answered", "approved", "partial", "clarify", "desk"})


@dataclass(frozen=True, slots=True)
class Cells:
    """The four cells: askings answered or declined, of questions that the corpus answers or not."""

    answered_answerable: int
    declined_answerable: int
    answered_unanswerable: int
    declined_unanswerable: int

    @property
    def precision(self) -> Share:
        """Return the share of refusals that were right."""
        return _share(
            self.declined_unanswerable, self.declined_unanswerable + self.declined_answerable
        )

    @property
    def recall(self) -> Share:
        """Return the share of what cannot be answered that was declined."""
        return _share(
            self.declined_unanswerable, self.declined_unanswerable + self.answered_unanswerable
        )

    @property
    def false_refusals(self) -> Share:
        """Return the share of what can be answered that was declined."""
        return _share(self.declined_answerable, self.declined_answerable + self.answered_answerable)


def cells(scores: Sequence[Score], cases: Sequence[Case]) -> Cells:
    """Return the four cells; a case is answerable when no refusal is among its right outcomes."""
    counts = {(told, can): 0 for told in (True, False) for can in (True, False)}
    known = {case.id: case for case in cases}
    for score in scores:
        outcomes = set(known[score.case].outcomes)
        if outcomes <= _TELLING or not outcomes & _TELLING:
            counts[score.outcome in _TELLING, outcomes <= _TELLING] += 1
    return Cells(counts[True, True], counts[False, True], counts[True, False], counts[False, False])


def risk_coverage(
    scores: Sequence[Score], confidence: Callable[[str], float]
) -> list[tuple[float, float]]:
    """Return (coverage, risk) as answers are kept from the surest: risk is the share not right."""
    ranked = sorted(scores, key=lambda score: -confidence(score.id))
    points: list[tuple[float, float]] = []
    wrong = 0
    for kept, score in enumerate(ranked, start=1):
        wrong += not score.whole
        points.append((kept / len(ranked), wrong / kept))
    return points


def area(points: Sequence[tuple[float, float]]) -> float:
    """Return the area under the risk-coverage curve: the mean risk, less is better."""
    return sum(risk for _, risk in points) / max(1, len(points))


def _share(count: int, of: int) -> Share:
    return Share(count, of, wilson(count, of))
