"""The conditions on who is in the partnership, and on who leads it."""

from collections.abc import Collection, Mapping

from assistant.call.conditions import Condition, Judge, State, as_stated, settled
from assistant.call.members import category_rules
from assistant.call.partnership import Partner, Partnership
from assistant.call.rules import Rule, Rules
from assistant.model import Language
from assistant.text import say


def public_and_private(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask for at least one public and one private partner (rule ``partnership``)."""
    if not given.partners:
        return settled(rule, "unknown", "no_partners", "partners")
    public, private = _names(given, "public"), _names(given, "private")
    if public and private:
        return settled(rule, "met", "both_sides", public=public, private=private)
    unsure = [partner.name for partner in given.partners if partner.side is None]
    if unsure:
        return settled(rule, "unknown", "side_unknown", "natures", names=unsure)
    reason = "only_private" if private else "only_public"
    if not given.is_whole:
        return settled(rule, "unknown", reason, "partners")
    return settled(rule, "not_met", reason)


def several_applicants(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask for more than one partner, unless one may apply alone."""
    number = len(given.partners)
    if not number:
        return settled(rule, "unknown", "no_partners", "partners")
    if rule.value is True or number > 1:
        return settled(rule, "met", "applicants", number=number)
    if not given.is_whole:
        return settled(rule, "unknown", "alone", "partners")
    return settled(rule, "not_met", "alone")


def lead_side(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask that the lead partner be on the side of rule ``lead_partner_nature``."""
    lead = given.lead_partner
    if lead is None:
        return settled(rule, "unknown", "no_lead", "lead")
    if lead.side is None:
        return settled(rule, "unknown", _unsure(lead), "lead_nature", lead=lead.name)
    state: State = "met" if lead.side == rule.value else "not_met"
    return settled(rule, state, f"lead_{lead.side}", lead=lead.name)


def lead_type(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask that the lead partner be of a kind named among those that may lead."""
    lead = given.lead_partner
    if lead is None:
        return settled(rule, "unknown", "no_lead", "lead")
    if not lead.is_stated:
        return settled(rule, "unknown", "lead_type_unknown", "lead_type", lead=lead.name)
    if lead.side == "public":
        return settled(rule, "not_met", "lead_public", lead=lead.name)
    if lead.kind is None or not lead.kind.is_lead:
        return settled(rule, "unknown", "lead_type_unnamed", lead=lead.name)
    if lead.side is None:
        return settled(rule, "unknown", _unsure(lead), "lead_nature", lead=lead.name)
    return settled(rule, "met", "lead_type_named", lead=lead.name, kind=lead.kind.names)


def lead_not_excluded(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask that the lead partner be of no kind that the private-lead rule leaves out."""
    lead = given.lead_partner
    if lead is None:
        return settled(rule, "unknown", "no_lead", "lead")
    if lead.kind and lead.kind.is_excluded:
        return settled(rule, "not_met", "lead_excluded", lead=lead.name, kind=lead.kind.names)
    if lead.side is None:
        return settled(rule, "unknown", _unsure(lead), "lead_nature", lead=lead.name)
    if lead.side == "public":
        return settled(rule, "not_met", "lead_public", lead=lead.name)
    return settled(rule, "met", "lead_not_excluded", lead=lead.name)


def category(given: Partnership, rules: Rules, rule: Rule) -> Condition:
    """Ask that a category be filled by a partner of a kind that the rules name in it."""
    number = next(n for n, other in category_rules(rules).items() if other.id == rule.id)
    filling = [partner for partner in given.partners if number in partner.fills]
    sure = [partner for partner in filling if partner.is_sure_of(number)]
    declared = [one.name for one in sure if one.categories or len(one.fills) == 1]
    if declared:
        return settled(rule, "met", "category_filled", names=declared)
    if sure:
        names = [partner.name for partner in sure]
        return settled(rule, "unknown", "category_to_declare", "categories", names=names)
    if filling:
        names = [partner.name for partner in filling]
        return settled(rule, "unknown", "category_unnamed", names=names)
    if not given.partners:
        return settled(rule, "unknown", "no_partners", "partners")
    all_needed = rules.find("partner_categories_covered")
    is_sure = all_needed is not None and settled(all_needed, "met", "").is_certain
    if not is_sure or not given.is_whole:
        return settled(rule, "unknown", "category_empty", _asks_for(given))
    return settled(rule, "not_met", "category_empty")


def categories(given: Partnership, rules: Rules, rule: Rule) -> Condition:
    """Ask that enough categories be filled, each by a partner of its own."""
    if not given.partners:
        return settled(rule, "unknown", "no_partners", "partners")
    known = category_rules(rules)
    surely = {partner.name: _sure(partner) for partner in given.partners}
    missing = [n for n in known if all(n not in partner.fills for partner in given.partners)]
    if len(known) - len(missing) < rule.number:
        names = [category_name(n) for n in missing]
        if not given.is_whole:
            return settled(rule, "unknown", "categories_missing", "partners", names=names)
        return settled(rule, "not_met", "categories_missing", "categories", names=names)
    if matched(surely) < rule.number:
        return settled(rule, "unknown", "categories_shared", "categories")
    return settled(rule, "met", "categories_filled", number=len(known) - len(missing))


def partner_count(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask that the number of partners be within the bounds [least, most], once known."""
    if rule.value is None:
        return as_stated(given, _, rule)
    if not given.partners:
        return settled(rule, "unknown", "no_partners", "partners")
    least, most = rule.value
    number = len(given.partners)
    if (most is None or number <= most) and (least is None or number >= least):
        return settled(rule, "met", "applicants", number=number)
    return settled(rule, "not_met", "applicants_out", number=number, least=least, most=most)


def seats(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask for seats in the region, once that is known to be asked for."""
    outside = [partner.name for partner in given.partners if partner.is_lombard is False]
    unstated = [partner.name for partner in given.partners if partner.is_lombard is None]
    if rule.value is None and outside:
        return settled(rule, "unknown", "seat_outside", names=outside)
    if rule.value is None:
        return as_stated(given, _, rule)
    if rule.value is True and outside:
        return settled(rule, "not_met", "seat_outside", names=outside)
    if rule.value is True and (unstated or not given.partners):
        return settled(rule, "unknown", "seat_unknown", "seats")
    return settled(rule, "met", "seat_inside")


def matched(fills: Mapping[str, Collection[int]]) -> int:
    """Return how many categories can be filled at once with one partner for each."""
    holder: dict[int, str] = {}

    def place(name: str, tried: set[int]) -> bool:
        for number in fills[name]:
            if number in tried:
                continue
            tried.add(number)
            if number not in holder or place(holder[number], tried):
                holder[number] = name
                return True
        return False

    return sum(place(name, set()) for name in sorted(fills))


def category_name(number: int) -> Mapping[Language, str]:
    """Return the name of a category in each language."""
    key = f"rules.category.{number}"
    return {"it": say("it", key), "en": say("en", key)}


def _asks_for(given: Partnership) -> str:
    """Return what to ask of an empty category: who else is there, where not all were said."""
    return "categories" if given.is_whole else "partners"


def _sure(partner: Partner) -> tuple[int, ...]:
    return tuple(number for number in partner.fills if partner.is_sure_of(number))


def _names(given: Partnership, side: str) -> list[str]:
    return [partner.name for partner in given.partners if partner.side == side]


def _unsure(lead: Partner) -> str:
    return "lead_half" if lead.private_share is not None else "lead_side_unknown"


MEMBERS: dict[str, Judge] = {
    "partnership": public_and_private,
    "single_applicant_allowed": several_applicants,
    "lead_partner_nature": lead_side,
    "lead_partner_types": lead_type,
    "lead_partner_excluded_types": lead_not_excluded,
    "lead_partner_other_requirements": as_stated,
    "partner_categories_covered": categories,
    "partner_count_range": partner_count,
    "partner_seat_in_lombardy": seats,
}
