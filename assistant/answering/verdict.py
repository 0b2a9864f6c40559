"""Verdict: the first sentence on a case, and which conditions are worth telling of it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.case import Case
from assistant.answering.understood import partner_names
from assistant.call.conditions import Condition, State
from assistant.call.eligibility import Check
from assistant.call.members_conditions import lead_side
from assistant.call.money_conditions import MONEY
from assistant.call.partnership import Partner
from assistant.call.rules import Rule, Rules
from assistant.call.territory_conditions import TERRITORY
from assistant.model import Language
from assistant.text import say, sentences

LEAD = "lead_partner_nature"
PARTNERS = "partners"
_OTHERS = "lead_partner_other_requirements"  # told of a lead that may be: they may still stop it
_FOLLOWS_FROM = {  # conditions that fail with another, and are not told again in the verdict
    "lead_partner_types": (LEAD,),
    "lead_partner_excluded_types": (LEAD,),
    "phase1_own_share_min": ("phase1_grant_rate", "phase1_grant_cap_per_proposal"),
}
_MATTERS = {"place": TERRITORY, "money": MONEY}
_MOST_REASONS = 3  # in the verdict
_LETTER = "letter_unknown"
# Reasons that only say that something was not told: they become the next question.
_SILENT = (
    "as_stated",
    "no_partners",
    "no_lead",
    "no_provinces",
    "no_costs",
    "no_request",
    "no_masterplan",
    "no_specialisation",
    "others_unknown",
    _LETTER,
    "category_empty",
    "seat_unknown",
)


def verdict(case: Case, done: Check, rules: Rules, language: Language) -> tuple[str, Rule | None]:
    """Return the first sentence, and the rule that it rests on."""
    against = done.of("not_met")
    if against:
        return _against(case, against, language)
    lead = lead_of(done)
    if case.asks_who and lead and lead.rule.value:
        return _who(case, rules, lead.rule, language), lead.rule
    if case.matters and not case.matters & {"lead", "members"}:
        return _added(case, done, language)
    if lead and lead.rule.value and case.partnership.lead:
        names = {"lead": case.lead_said, "side": _side(lead.rule, language)}
        key = "lead_met" if lead.state == "met" else "lead_unknown"
        reason = lead.words(language)
        return say(language, f"case.{key}", **names, reason=reason), lead.rule
    return _overall(spoken(case, done), language)


def _against(case: Case, against: Sequence[Condition], language: Language) -> tuple[str, Rule]:
    """Return the sentence that says what is not met; the lead is told once."""
    failing = {one.rule.subject for one in against}
    told = [one for one in against if not failing & {*_FOLLOWS_FROM.get(one.rule.subject, ())}]
    told.sort(key=lambda one: one.rule.subject != LEAD)
    parts = [_part(one, case, language) for one in told[:_MOST_REASONS]]
    more = len(told) - len(parts)
    tail = say(language, "case.no_more", number=more) if more else ""
    return say(language, "case.no", parts="; ".join(parts), more=tail), told[0].rule


def _part(condition: Condition, case: Case, language: Language) -> str:
    rule = condition.rule
    known = sentences(language)["case"]["against"]
    side = _side(rule, language) if rule.subject == LEAD else ""
    words = known.get(rule.subject, known["other"])
    return str(words).format(lead=case.lead_said, side=side, name=rule_name(rule, language))


def _who(case: Case, rules: Rules, rule: Rule, language: Language) -> str:
    """Return which of the partners would meet the condition on who leads, and which would not."""
    by_state: dict[State, list[Partner]] = {"met": [], "not_met": [], "unknown": []}
    for partner in case.partnership.partners:
        led = replace(case.partnership, lead=partner.name)
        by_state[lead_side(led, rules, rule).state].append(partner)
    parts = [
        say(language, f"case.who.{state}", names=", ".join(partner_names(some, language)))
        for state, some in by_state.items()
        if some
    ]
    return say(language, "case.who.all", side=_side(rule, language), parts="; ".join(parts))


def _side(rule: Rule, language: Language) -> str:
    return say(language, f"case.side.{rule.value}")


def _overall(told: Sequence[Condition], language: Language) -> tuple[str, Rule | None]:
    """Return whether anything is decided at all, where nothing is against."""
    met = [one for one in told if one.state == "met"]
    key = "nothing_against" if met else "nothing_decided"
    rule = (met or told)[0].rule if told else None
    return say(language, f"case.{key}"), rule


def _added(case: Case, done: Check, language: Language) -> tuple[str, Rule | None]:
    """Return what the last message changed, where it is about the place or the money alone."""
    told = spoken(case, done)
    touched = [one for one in told if _matter(one) in case.matters]
    if not touched:
        return _overall(told, language)
    parts = [
        say(language, f"case.added.{state}", names=", ".join(rule_name(r, language) for r in rules))
        for state in ("met", "unknown")
        if (rules := [one.rule for one in touched if one.state == state])
    ]
    first = min(touched, key=lambda one: one.state != "met")
    return say(language, "case.added.all", parts="; ".join(parts)), first.rule


def spoken(case: Case, done: Check) -> list[Condition]:
    """Return the conditions that what was said decides, or leaves open for a reason to tell.

    Those of what the last message is about come first.
    """
    told = [one for one in done.conditions if _is_spoken(one, case, lead_of(done))]
    return sorted(told, key=lambda one: _matter(one) not in case.matters)


def _is_spoken(condition: Condition, case: Case, lead: Condition | None) -> bool:
    if condition.state != "unknown":
        return True
    if condition.rule.subject == _OTHERS and lead:
        return lead.state == "met"
    if condition.reason == _LETTER and case.is_listed:
        return True  # every candidacy needs it: one that lists its partners may have forgotten it
    if condition.reason in _SILENT or (condition.asks == PARTNERS and not case.is_listed):
        return False
    subject = condition.rule.subject
    if lead and subject.startswith("lead_"):
        # The verdict has said why: only what the sources leave open is to be added.
        return lead.state == "met" or (lead.state == "unknown" and not condition.is_certain)
    return case.is_listed or not subject.startswith("partner")


def _matter(condition: Condition) -> str:
    subject = condition.rule.subject
    if subject.startswith("lead_"):
        return "lead"
    return next((name for name, subjects in _MATTERS.items() if subject in subjects), "members")


def lead_of(done: Check) -> Condition | None:
    """Return the condition on which side the lead partner must be of."""
    return next((one for one in done.conditions if one.rule.subject == LEAD), None)


def rule_name(rule: Rule, language: Language) -> str:
    """Return a short name for a rule, its id where it has none."""
    names = sentences(language)["case"]["name"]
    return str(names.get(rule.subject, rule.id.replace("-", " ")))
