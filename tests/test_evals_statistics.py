"""Intervals and tests against figures worked out elsewhere."""

import pytest

from evals.statistics import bootstrap, mcnemar, wilson


def test_wilson_gives_the_published_interval() -> None:
    # Newcombe 1998, table I: 81 of 263.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_wilson_stays_between_0_and_1() -> None:
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(20, 20) == pytest.approx((0.8389, 1.0), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_mcnemar_is_the_binomial_test_of_the_pairs_that_differ() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(3, 3) == 1.0
    assert mcnemar(6, 0) == pytest.approx(0.03125)
    assert mcnemar(1, 8) == pytest.approx(0.0390625)


def test_a_bootstrap_is_the_same_at_every_call() -> None:
    assert bootstrap([0, 1, 1, 0, 1]) == bootstrap([0, 1, 1, 0, 1])


def test_a_bootstrap_holds_the_mean_and_narrows_with_more_questions() -> None:
    few_low, few_high = bootstrap([0, 1] * 10)
    many_low, many_high = bootstrap([0, 1] * 200)
    assert few_low < many_low < 0.5 < many_high < few_high


def test_a_bootstrap_of_a_ratio_keeps_top_and_bottom_together() -> None:
    assert bootstrap([2, 4, 6], [4, 8, 12]) == pytest.approx((0.5, 0.5))


def test_nothing_to_divide_by_says_nothing() -> None:
    assert bootstrap([0, 0], [0, 0]) == (0.0, 1.0)
