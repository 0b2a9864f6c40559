"""The money of a partnership, line by line: each line names the rule that it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assistant.call.contribution import Contribution, contribution
from assistant.call.partnership import Partnership
from assistant.call.rules import Rule, Rules
from assistant.model import Language
from assistant.text import euro_words, number_words, say

Unit = Literal["euro", "percent", "count"]
_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the calculation. ``what``: its label, under ``rules.line``; ``rule``: its id."""

    what: str
    amount: Decimal
    rule: str
    unit: Unit = "euro"

    def words(self, language: Language) -> str:
        """Return the figure as people write it."""
        if self.unit == "euro":
            return euro_words(self.amount, language)
        number = number_words(self.amount, language)
        return f"{number}%" if self.unit == "percent" else number


@dataclass(frozen=True, slots=True)
class Change:
    """What the grant would be without one quote; ``change`` is below zero, or zero at the cap."""

    what: str
    amount: Decimal
    grant: Decimal
    change: Decimal


@dataclass(frozen=True, slots=True)
class Funding:
    """The grant of a partnership, how it is made, and what would change it."""

    result: Contribution
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the lines with labels in a language; amounts as plain decimal strings."""
        lines = [
            {
                "what": line.what,
                "label": say(language, f"rules.line.{line.what}"),
                "amount": f"{line.amount:f}",
                "unit": line.unit,
                "rule": line.rule,
            }
            for line in self.lines
        ]
        changes = [
            {
                "what": change.what,
                "amount": f"{change.amount:f}",
                "grant_without": f"{change.grant:f}",
                "change": f"{change.change:f}",
            }
            for change in self.changes
        ]
        return {**self.result.as_json(), "lines": lines, "changes": changes}


def funding(given: Partnership, rules: Rules) -> Funding | None:
    """Return the money of a partnership; None without quotes, or where the rules fix no grant."""
    if given.spending is None:
        return None
    result = contribution(given.spending, rules)
    if result is None:
        return None
    lines = (*_grant(result, rules), *_around(given, result, rules), *_phase2(given, rules))
    return Funding(result, lines, tuple(_changes(given, result, rules)))


def _grant(result: Contribution, rules: Rules) -> Iterator[Line]:
    rate, cap = result.rules
    yield Line("spending", result.spending, _id(rules, "phase1_eligible_cost_kind", rate))
    yield Line("rate", result.rate * 100, rate.id, "percent")
    yield Line("share", result.share, rate.id)
    yield Line("cap", result.cap, cap.id)
    yield Line("grant", result.grant, cap.id if result.is_capped else rate.id)
    yield Line("own_share", result.own_share, _id(rules, "phase1_own_share_min", rate))
    full = _id(rules, "phase1_min_spend_for_full_grant", cap)
    yield Line("full_spending", result.full_spending, full)
    yield Line("to_full", max(Decimal(0), result.full_spending - result.spending), full)


def _around(given: Partnership, result: Contribution, rules: Rules) -> Iterator[Line]:
    rate, _ = result.rules
    budget, most = rules.find("phase1_budget"), rules.find("phase1_max_full_grants")
    if budget and budget.value:
        share = (result.grant * 100 / budget.number).quantize(_PLACES)
        yield Line("budget", budget.number, budget.id)
        yield Line("budget_share", share, budget.id, "percent")
    if most and most.value:
        yield Line("full_grants", most.number, most.id, "count")
    if given.requested is not None:
        yield Line("requested", given.requested, rate.id)
        yield Line("over", max(Decimal(0), given.requested - result.grant), rate.id)
    if given.vat is not None:
        with_vat = contribution(result.spending + given.vat, rules)
        assert with_vat is not None
        yield Line(
            "grant_with_vat", with_vat.grant, _id(rules, "phase1_detailed_eligible_costs", rate)
        )


def _phase2(given: Partnership, rules: Rules) -> Iterator[Line]:
    rate = rules.find("phase2_max_grant_rate")
    if given.investment is not None and rate and rate.value:
        yield Line("investment", given.investment, rate.id)
        yield Line("investment_share", given.investment * rate.number, rate.id)


def _changes(given: Partnership, result: Contribution, rules: Rules) -> Iterator[Change]:
    for cost in given.costs or ():
        without = contribution(result.spending - cost.amount, rules)
        assert without is not None
        yield Change(cost.what, cost.amount, without.grant, without.grant - result.grant)


def _id(rules: Rules, subject: str, otherwise: Rule) -> str:
    return (rules.find(subject) or otherwise).id
