"""Finding: whether the passages that hold the answer are found, and how high."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from evals.cases import Case
from evals.shares import Share
from evals.statistics import bootstrap

Find = Callable[[str], Sequence[str]]
DEPTHS = (1, 3, 5, 10)


def found(cases: Iterable[Case], find: Find) -> Mapping[str, Share]:
    """Return recall@k, MRR@10 and nDCG@10 over single questions that name the facts they need.

    Recall@k: share of a case's facts among the first k passages. A collection counts as itself
    only. The wordings of a case are resampled together.
    """
    sums: dict[str, list[tuple[float, int]]] = {}
    for case in cases:
        gold = set(case.fact_ids)
        if not gold or case.turns:
            continue
        rankings = [list(find(turns[0])) for turns in case.wordings]
        for name, values in _measures(rankings, gold).items():
            sums.setdefault(name, []).append((sum(values), len(values)))
    return {name: _ratio(pairs) for name, pairs in sums.items()}


def _measures(rankings: Sequence[Sequence[str]], gold: set[str]) -> dict[str, list[float]]:
    measures: dict[str, list[float]] = {
        f"recall@{depth}": [len(gold & set(names[:depth])) / len(gold) for names in rankings]
        for depth in DEPTHS
    }
    measures["MRR@10"] = [_reciprocal(names, gold) for names in rankings]
    measures["nDCG@10"] = [_gain(names, gold) for names in rankings]
    return measures


def _reciprocal(names: Sequence[str], gold: set[str]) -> float:
    ranks = (rank for rank, name in enumerate(names[:10], start=1) if name in gold)
    return 1 / next(ranks, math.inf)


def _gain(names: Sequence[str], gold: set[str]) -> float:
    """Return the normalised discounted cumulative gain, gains 0 or 1 (Järvelin and Kekäläinen)."""
    got = sum(1 / math.log2(n + 2) for n, name in enumerate(names[:10]) if name in gold)
    best = sum(1 / math.log2(n + 2) for n in range(min(10, len(gold))))
    return got / best


def _ratio(pairs: Sequence[tuple[float, int]]) -> Share:
    tops, bottoms = [top for top, _ in pairs], [float(bottom) for _, bottom in pairs]
    return Share(sum(tops), sum(bottoms), bootstrap(tops, bottoms))
