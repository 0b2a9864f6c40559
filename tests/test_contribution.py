"""The grant is a share of the spending up to a cap, exact to the cent, and never more."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.call.contribution import Contribution, contribution, spending_for
from assistant.call.rules import Rules
from tests.builders import a_rule, grant_rules

RATE, CAP = "phase1_grant_rate", "phase1_grant_cap_per_proposal"
HALF = grant_rules(rate=0.5, cap=100_000)
RATES = st.integers(1, 1000).map(lambda thousandths: thousandths / 1000)
CAPS = st.integers(0, 10**9)
SUMS = st.decimals(0, 10**10, places=2)


def granted(spending: str | Decimal, rules: Rules = HALF) -> Contribution:
    result = contribution(Decimal(spending), rules)
    assert result is not None
    return result


def needed(grant: Decimal, rules: Rules) -> Contribution:
    result = spending_for(grant, rules)
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("spending", "share", "grant", "own_share"),
    [
        ("0", "0", "0", "0"),
        ("0.01", "0.00", "0.00", "0.01"),
        ("0.02", "0.01", "0.01", "0.01"),
        ("33333.33", "16666.66", "16666.66", "16666.67"),
        ("150000", "75000", "75000", "75000"),
        ("199999.98", "99999.99", "99999.99", "99999.99"),
        ("199999.99", "99999.99", "99999.99", "100000.00"),
        ("200000", "100000", "100000", "100000"),
        ("200000.01", "100000.00", "100000", "100000.01"),
        ("200000.02", "100000.01", "100000", "100000.02"),
        ("300000", "150000", "100000", "200000"),
    ],
)
def test_the_grant_is_exact_to_the_cent(
    spending: str, share: str, grant: str, own_share: str
) -> None:
    result = granted(spending)
    assert result.share == Decimal(share)
    assert result.grant == Decimal(grant)
    assert result.own_share == Decimal(own_share)


@pytest.mark.parametrize(
    ("spending", "is_capped"), [("199999.99", False), ("200000", False), ("200000.02", True)]
)
def test_the_cap_cuts_only_a_share_above_it(spending: str, is_capped: bool) -> None:
    assert granted(spending).is_capped is is_capped


def test_a_rate_that_no_binary_fraction_holds_is_exact() -> None:
    assert granted("1000000.10", grant_rules(rate=0.1, cap=900_000)).grant == Decimal("100000.01")


def test_another_rate_or_cap_is_another_grant() -> None:
    assert granted("100000", grant_rules(rate=0.4, cap=30_000)).grant == 30_000
    assert granted("70000", grant_rules(rate=0.4, cap=30_000)).grant == 28_000


def test_a_sum_of_any_length_is_neither_rounded_nor_refused() -> None:
    spending = Decimal("9" * 60)
    assert granted(spending).own_share == Decimal("9" * 54 + "899999")


@given(SUMS, RATES, CAPS)
def test_the_grant_is_never_above_the_cap_nor_the_share(
    spending: Decimal, rate: float, cap: int
) -> None:
    result = granted(spending, grant_rules(rate, cap))
    assert 0 <= result.grant <= cap
    assert result.grant <= spending * Decimal(str(rate))


@given(SUMS, SUMS, RATES, CAPS)
def test_a_greater_spending_never_gives_a_smaller_grant(
    one: Decimal, other: Decimal, rate: float, cap: int
) -> None:
    rules = grant_rules(rate, cap)
    low, high = sorted((one, other))
    assert granted(low, rules).grant <= granted(high, rules).grant


@given(SUMS, RATES, CAPS)
def test_the_grant_and_the_own_share_make_the_spending(
    spending: Decimal, rate: float, cap: int
) -> None:
    result = granted(spending, grant_rules(rate, cap))
    assert result.grant + result.own_share == spending


@given(SUMS, RATES, CAPS)
def test_the_spending_for_a_grant_gives_that_grant_and_a_cent_less_does_not(
    grant: Decimal, rate: float, cap: int
) -> None:
    assume(0 < grant <= cap)
    rules = grant_rules(rate, cap)
    result = needed(grant, rules)
    assert granted(result.spending, rules).share >= grant
    assert granted(result.spending - Decimal("0.01"), rules).share < grant


@given(RATES, CAPS)
def test_the_full_spending_is_the_least_whose_share_is_the_cap(rate: float, cap: int) -> None:
    rules = grant_rules(rate, cap)
    full = granted("0", rules).full_spending
    assert granted(full, rules).grant == cap
    assert full == needed(Decimal(cap), rules).spending


def test_half_of_the_spending_takes_twice_the_grant() -> None:
    assert needed(Decimal("60000.01"), HALF).spending == Decimal("120000.02")


def test_no_spending_gives_a_grant_above_the_cap() -> None:
    assert needed(Decimal(100_000), HALF).grant == 100_000
    assert spending_for(Decimal("100000.01"), HALF) is None


@pytest.mark.parametrize(
    "rules",
    [
        Rules({}),
        Rules({RATE: a_rule(RATE, 0.5)}),
        Rules({CAP: a_rule(CAP, 9)}),
        Rules({**grant_rules().by_subject, RATE: a_rule(RATE, None)}),
        Rules({**grant_rules().by_subject, CAP: a_rule(CAP, None)}),
        grant_rules(rate=0),
    ],
)
def test_without_a_rate_or_a_cap_there_is_no_calculation(rules: Rules) -> None:
    assert contribution(Decimal(1000), rules) is None
    assert spending_for(Decimal(1000), rules) is None


@pytest.mark.parametrize("function", [contribution, spending_for])
def test_a_sum_below_zero_is_refused(function: object) -> None:
    assert callable(function)
    with pytest.raises(ValueError, match=r"-0\.0"):
        function(Decimal("-0.01"), HALF)


def test_the_calculation_names_the_rule_of_each_line() -> None:
    assert granted("150000.50").as_json()["lines"] == [
        {"what": "spending", "amount": "150000.50", "rule": None},
        {"what": "share", "amount": "75000.25", "rule": RATE},
        {"what": "cap", "amount": "100000", "rule": CAP},
        {"what": "grant", "amount": "75000.25", "rule": CAP},
        {"what": "own_share", "amount": "75000.25", "rule": RATE},
    ]


def test_the_amounts_of_the_json_are_plain_decimals() -> None:
    told = granted(Decimal("3E+5")).as_json()
    assert told["full_grant_spending"] == "200000.00"
    assert (told["rate"], told["grant"], told["own_share"]) == ("0.5", "100000", "200000")
    assert told["lines"][0]["amount"] == "300000"
