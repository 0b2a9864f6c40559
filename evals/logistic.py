"""Ridge logistic regression, classes balanced, by Newton's steps; and what it says left out."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FOLDS = 5
_SCALE = 0.1  # of a number of a centred vector of an embedder, about
_STEPS = 20  # it settles long before, on well scaled columns


def fit(
    rows: Floats, shows: Floats, *, scale: Floats | float, ridge: float
) -> tuple[Floats, float]:
    """Return weights and bias for rows as they are.

    ``rows``: (rows, columns), centred here and divided by ``scale`` so that their numbers are
    about 1; ``shows``: 1 or 0 a row; ``ridge``: of the sum over the rows, of no bias.
    """
    mean = rows.mean(axis=0)
    design = np.c_[(rows - mean) / scale, np.ones(len(rows))]
    share = shows.mean()
    balance = np.where(shows == 1, 0.5 / share, 0.5 / (1 - share))
    held = np.diag([*[ridge] * rows.shape[1], 0.0])
    found = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (balance * (chance - shows)) + held @ found
        curve = (design.T * (balance * chance * (1 - chance))) @ design + held
        found -= np.linalg.solve(curve, slope)
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ mean)


def fit_vectors(rows: Floats, shows: Floats, *, ridge: float) -> tuple[Floats, float]:
    """Return weights and bias for vectors of an embedder; ``ridge``: a row."""
    return fit(rows, shows, scale=_SCALE, ridge=ridge * len(rows))


Fitting = Callable[[Floats, Floats], tuple[Floats, float]]


def left_out(fitted: Fitting, rows: Floats, shows: Floats, fold: NDArray[np.int64]) -> Floats:
    """Return the score of each row by the weights of the folds that it is not in."""
    scores = np.zeros(len(shows))
    for number in range(FOLDS):
        seen = fold != number
        weights, bias = fitted(rows[seen], shows[seen])
        scores[~seen] = rows[~seen] @ weights + bias
    return scores
