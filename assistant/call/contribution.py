"""What the phase 1 grant comes to: exact decimal arithmetic on the rules, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assistant.call.rules import Rule, Rules

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Contribution:
    """The grant for a spending, in euro. ``rules``: the rules used, rate first, cap second."""

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
        """Return the lines with the rule of each; amounts as decimal strings."""
        rate, cap = (rule.id for rule in self.rules)
        lines = [("spending", self.spending, None), ("share", self.share, rate)]
        lines += [
            ("cap", self.cap, cap),
            ("grant", self.grant, cap),
            ("own_share", self.own_share, rate),
        ]
        return {
            "lines": [
                {"what": what, "amount": str(sum_), "rule": rule} for what, sum_, rule in lines
            ],
            "rate": str(self.rate),
            "grant": str(self.grant),
            "own_share": str(self.own_share),
            "full_grant_spending": str(self.full_spending),
        }


def contribution(spending: Decimal, rules: Rules) -> Contribution | None:
    """Return the phase 1 grant for an eligible spending in euro (>= 0).

    grant = min(rate x spending, cap), rounded to the cent, half up. None when the corpus fixes
    no rate or no cap (rules ``phase1_grant_rate`` and ``phase1_grant_cap_per_proposal``).
    """
    rate, cap = rules.find("phase1_grant_rate"), rules.find("phase1_grant_cap_per_proposal")
    if rate is None or cap is None or rate.value is None or cap.value is None:
        return None
    share = (spending * rate.number).quantize(_CENT, ROUND_HALF_UP)
    grant = min(share, cap.number)
    return Contribution(
        spending=spending,
        rate=rate.number,
        share=share,
        cap=cap.number,
        grant=grant,
        own_share=spending - grant,
        full_spending=cap.number / rate.number,
        rules=(rate, cap),
    )


def spending_for(grant: Decimal, rules: Rules) -> Contribution | None:
    """Return the smallest spending that gives a grant in euro; None above the cap."""
    known = contribution(Decimal(0), rules)
    if known is None or known.rate == 0 or grant > known.cap:
        return None
    return contribution((grant / known.rate).quantize(_CENT, ROUND_HALF_UP), rules)
