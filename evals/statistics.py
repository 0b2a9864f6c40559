"""Intervals and tests: Wilson, a percentile bootstrap with a fixed seed, exact McNemar."""

from collections.abc import Iterator, Sequence
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray

_Z = 1.959964  # the 97.5th percentile of the normal distribution
_RESAMPLES = 10_000
_AT_ONCE = 1_000  # keeps a resampling of a few thousand questions under 100 MB
_SEED = 2026

Interval = tuple[float, float]


def wilson(successes: int, trials: int) -> Interval:
    """Return the 95% interval of a share (Wilson 1927, without correction); 0 to 1 if no trial."""
    if not trials:
        return (0.0, 1.0)
    share, square = successes / trials, _Z * _Z
    scale = 1 + square / trials
    centre = (share + square / (2 * trials)) / scale
    half = _Z * sqrt(share * (1 - share) / trials + square / (4 * trials**2)) / scale
    return (max(0.0, centre - half), min(1.0, centre + half))


def bootstrap(tops: Sequence[float], bottoms: Sequence[float] | None = None) -> Interval:
    """Return the 95% percentile interval of sum(tops) / sum(bottoms), or of the mean of tops.

    What is resampled is a position: put in one position what depends on each other.
    """
    over = np.asarray(tops, dtype=np.float64)
    under = np.ones_like(over) if bottoms is None else np.asarray(bottoms, dtype=np.float64)
    if not under.sum():
        return (0.0, 1.0)
    resampled = [(w @ over) / np.maximum(w @ under, 1e-12) for w in _weights(len(over))]
    low, high = np.percentile(np.concatenate(resampled), [2.5, 97.5])
    return (float(low), float(high))


def mcnemar(lost: int, won: int) -> float:
    """Return the exact two-sided p of McNemar's test on the pairs that differ; 1 if none does."""
    pairs = lost + won
    tail = sum(comb(pairs, count) for count in range(min(lost, won) + 1))
    return min(1.0, 2 * tail / 2.0**pairs)


def _weights(size: int) -> Iterator[NDArray[np.float64]]:
    """Yield how often each resample takes each position, the same at every call."""
    generator = np.random.default_rng(_SEED)
    even = np.full(size, 1 / size)
    for _ in range(_RESAMPLES // _AT_ONCE):
        yield generator.multinomial(size, even, size=_AT_ONCE).astype(np.float64)
