"""What the phase 1 grant comes to: exact decimal arithmetic on the rules, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, Context, Decimal, localcontext
from typing import Any

from assistant.call.rules import Rule, Rules

_CENT = Decimal("0.01")
_EXACT = Context(prec=10_000)  # digits: no sum that a message can hold is rounded or refused


@dataclass(frozen=True, slots=True)
class Contribution:
    """The grant for a spending, in euro. ``rules``: the rules used, rate first, cap second.

    ``full_spending``: the smallest spending, to the cent, whose share is the whole cap.
    """

    spending: Decimal
    rate: Decimal
    share: Decimal
    cap: Decimal
    grant: Decimal
    own_share: Decimal
    full_spending: Decimal
    rules: tuple[Rule, Rule]

    @property
    def is_capped(self) -> bool:
        """Tell whether the cap cut the share."""
        return self.share > self.cap

    def as_json(self) -> Mapping[str, Any]:
        """Return the lines with the rule of each; amounts as plain decimal strings."""
        rate, cap = (rule.id for rule in self.rules)
        lines = [
            ("spending", self.spending, None),
            ("share", self.share, rate),
            ("cap", self.cap, cap),
            ("grant", self.grant, cap),
            ("own_share", self.own_share, rate),
        ]
        return {
            "lines": [
                {"what": what, "amount": f"{amount:f}", "rule": rule}
                for what, amount, rule in lines
            ],
            "rate": f"{self.rate:f}",
            "grant": f"{self.grant:f}",
            "own_share": f"{self.own_share:f}",
            "full_grant_spending": f"{self.full_spending:f}",
        }


def contribution(spending: Decimal, rules: Rules) -> Contribution | None:
    """Return the phase 1 grant for an eligible spending in euro; ValueError when it is below zero.

    grant = min(rate x spending, cap), cut to the cent: it never exceeds either. None when the
    corpus fixes no rate or no cap (rules ``phase1_grant_rate``, ``phase1_grant_cap_per_proposal``).
    """
    if spending < 0:
        raise ValueError(spending)
    rate, cap = rules.find("phase1_grant_rate"), rules.find("phase1_grant_cap_per_proposal")
    if rate is None or cap is None or not rate.value or cap.value is None:
        return None
    with localcontext(_EXACT):
        share = (spending * rate.number).quantize(_CENT, ROUND_DOWN)
        grant = min(share, cap.number)
        own_share = spending - grant
    return Contribution(
        spending=spending,
        rate=rate.number,
        share=share,
        cap=cap.number,
        grant=grant,
        own_share=own_share,
        full_spending=_spending(cap.number, rate.number),
        rules=(rate, cap),
    )


def spending_for(grant: Decimal, rules: Rules) -> Contribution | None:
    """Return the smallest spending, to the cent, that gives a grant; None above the cap."""
    known = contribution(Decimal(0), rules)
    if known is None or grant > known.cap:
        return None
    return contribution(_spending(grant, known.rate), rules)


def _spending(grant: Decimal, rate: Decimal) -> Decimal:
    return (grant / rate).quantize(_CENT, ROUND_CEILING)
