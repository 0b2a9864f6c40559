"""The conditions on the money of phase 1 and on the contents of the Masterplan."""

from decimal import Decimal

from assistant.call.conditions import Condition, Judge, State, as_stated, settled
from assistant.call.contribution import contribution
from assistant.call.partnership import Partnership
from assistant.call.rules import Rule, Rules


def within_rate(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask that the contribution requested be no more than the rate of the spending."""
    return _at_most(given, rule, rule.number, "rate")


def own_share(given: Partnership, rules: Rules, rule: Rule) -> Condition:
    """Ask that the partnership be left with its share of the spending, and all above the cap."""
    cap = rules.find("phase1_grant_cap_per_proposal")
    most = cap.number if cap and cap.value is not None else None
    return _at_most(given, rule, 1 - rule.number, "own_share", most)


def _at_most(
    given: Partnership, rule: Rule, part: Decimal, name: str, cap: Decimal | None = None
) -> Condition:
    if given.spending is None:
        return settled(rule, "unknown", "no_costs", "costs")
    if given.requested is None:
        return settled(rule, "unknown", "no_request", "requested")
    most = given.spending * part
    most = most if cap is None else min(most, cap)
    state: State = "met" if given.requested <= most else "not_met"
    return settled(rule, state, f"{name}_{state}", requested=given.requested, most=most)


def within_cap(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask that the contribution requested be no more than the cap of a proposal."""
    if given.requested is None:
        return settled(rule, "unknown", "no_request", "requested")
    state: State = "met" if given.requested <= rule.number else "not_met"
    return settled(rule, state, f"cap_{state}", requested=given.requested, cap=rule.number)


def within_budget(given: Partnership, rules: Rules, rule: Rule) -> Condition:
    """Ask that the contribution, requested or computed, fit the budget of the phase."""
    grant = _grant(given, rules)
    if grant is None:
        return settled(rule, "unknown", "no_costs", "costs")
    state: State = "met" if grant <= rule.number else "not_met"
    return settled(rule, state, f"budget_{state}", grant=grant, budget=rule.number)


def _grant(given: Partnership, rules: Rules) -> Decimal | None:
    """Return the contribution requested, else the one that the quotes come to."""
    if given.requested is not None or given.spending is None:
        return given.requested
    computed = contribution(given.spending, rules)
    return computed.grant if computed else None


def eligible_kind(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Tell that which consultancy counts is for the notice to say."""
    if given.costs is None:
        return settled(rule, "unknown", "no_costs", "costs")
    return settled(rule, "unknown", "costs_kind")


def eligible_list(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Tell that the eligible costs and the VAT rule are for the notice to say."""
    if given.costs and given.vat is None:
        return settled(rule, "unknown", "vat_unstated", "vat")
    return as_stated(given, _, rule)


def contents(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask for every content that the Masterplan must have."""
    return _all_there(given.contents, rule)


def additional(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask for every further content that other sources want."""
    return _all_there(given.additional, rule)


def _all_there(present: tuple[str, ...] | None, rule: Rule) -> Condition:
    if present is None:
        return settled(rule, "unknown", "no_masterplan", "masterplan")
    missing = [name for name in rule.value if name not in present]
    if missing:
        return settled(rule, "not_met", "contents_missing", names=missing)
    return settled(rule, "met", "contents_there")


MONEY: dict[str, Judge] = {
    "phase1_grant_rate": within_rate,
    "phase1_grant_cap_per_proposal": within_cap,
    "phase1_own_share_min": own_share,
    "phase1_budget": within_budget,
    "phase1_eligible_cost_kind": eligible_kind,
    "phase1_detailed_eligible_costs": eligible_list,
    "masterplan_contents": contents,
    "masterplan_additional_contents": additional,
}
