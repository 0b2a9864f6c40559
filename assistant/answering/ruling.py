"""Ruling: what the rules make of a case told in words; verdict first, every claim with its fact.

Nothing here says that somebody is admitted: a condition is met, not met or to verify, and Regione
Lombardia decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.case import Case, told_case
from assistant.answering.money import grant_sentence
from assistant.answering.turn import Knowledge, Role, Statement, Turn
from assistant.answering.understood import partner_names, understood
from assistant.call.conditions import Condition
from assistant.call.eligibility import Check, check
from assistant.call.money_conditions import MONEY
from assistant.call.partnership import Partner
from assistant.call.rules import Rule
from assistant.call.territory_conditions import TERRITORY
from assistant.model import Language, Passage
from assistant.text import say, sentences

LEAD = "lead_partner_nature"
_PARTNERS = "partners"
_FOLLOWS_FROM = {  # conditions that fail with another, and are not told again in the verdict
    "lead_partner_types": (LEAD,),
    "lead_partner_excluded_types": (LEAD,),
    "phase1_own_share_min": ("phase1_grant_rate", "phase1_grant_cap_per_proposal"),
}
_MATTERS = {"place": TERRITORY, "money": MONEY}
_MOST_TOLD = {"not_met": 6, "unknown": 3, "met": 4}  # of the conditions in a state
_MOST_REASONS = 3  # in the verdict
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
    "letter_unknown",
    "category_empty",
    "seat_unknown",
)


def compose_case(turn: Turn, knowledge: Knowledge) -> Turn | None:
    """Return the turn with the verdict, the conditions and the next question; None without facts.

    ``calculation`` is the Check. ``missing``: what would decide, where nothing is decided.
    """
    rules, language = knowledge.rules, turn.language
    case = told_case(turn.question, turn.text, rules, language)
    done = check(case.partnership, rules)
    told = list(_statements(case, done, language, knowledge))
    if not told:
        return None
    heard = understood(case, language)
    has_states = any(item.about for item in told)
    remarks = (
        *(() if has_states else (heard,)),
        *_next(case, done, language),
        done.summary(language),
    )
    return replace(
        turn,
        statements=tuple(replace(item, about=heard) if item.about else item for item in told),
        remarks=remarks,
        missing=_missing(case, done, language),
        calculation=done.as_json(language),
    )


def _statements(
    case: Case, done: Check, language: Language, knowledge: Knowledge
) -> Iterator[Statement]:
    """Yield the verdict, the grant, then the conditions: not met, to verify, met."""
    text, rule = _verdict(case, done, language)
    told = _spoken(case, done)
    if rule and (verdict := _statement(text, rule, "lead", language, knowledge)):
        yield verdict
    if case.partnership.costs and done.funding:
        result = done.funding.result
        sentence = grant_sentence(result, language)
        if grant := _statement(sentence, result.rules[0], "lead", language, knowledge):
            yield grant
    for state, most in _MOST_TOLD.items():
        for condition in [one for one in told if one.state == state][:most]:
            words = _words(condition, language)
            if item := _statement(words, condition.rule, "state", language, knowledge):
                yield replace(item, about=state)


def _statement(
    text: str, rule: Rule, role: Role, language: Language, knowledge: Knowledge
) -> Statement | None:
    """Return a calculated sentence on the first fact of its rule that is known."""
    found = (knowledge.passage(name) for name in rule.facts)
    basis: Passage | None = next((passage for passage in found if passage), None)
    if basis is None:
        return None
    words = basis.text_in(language)
    return Statement(text, words, basis, role, rule.certainty, "calculated")


def _spoken(case: Case, done: Check) -> list[Condition]:
    """Return the conditions that what was said decides, or leaves open for a reason to tell.

    Those of what the last message is about come first.
    """
    told = [one for one in done.conditions if _is_spoken(one, case, _lead_of(done))]
    return sorted(told, key=lambda one: _matter(one) not in case.matters)


def _matter(condition: Condition) -> str:
    subject = condition.rule.subject
    if subject.startswith("lead_"):
        return "lead"
    return next((name for name, subjects in _MATTERS.items() if subject in subjects), "members")


def _is_spoken(condition: Condition, case: Case, lead: Condition | None) -> bool:
    if condition.state != "unknown":
        return True
    if condition.reason in _SILENT or (condition.asks == _PARTNERS and not case.is_listed):
        return False
    subject = condition.rule.subject
    if lead and subject.startswith("lead_"):
        # The verdict has said why: only what the sources leave open is to be added.
        return lead.state == "met" or (lead.state == "unknown" and not condition.is_certain)
    return case.is_listed or not subject.startswith("partner")


def _lead_of(done: Check) -> Condition | None:
    return next((one for one in done.conditions if one.rule.subject == LEAD), None)


def _verdict(case: Case, done: Check, language: Language) -> tuple[str, Rule | None]:
    """Return the first sentence, and the rule that it rests on."""
    against = done.of("not_met")
    if against:
        return _against(case, against, language)
    if case.asks_who:
        return _who(case, done, language)
    if case.matters and not case.matters & {"lead", "members"}:
        return _added(case, done, language)
    lead = _lead_of(done)
    if lead and case.partnership.lead:
        names = {"lead": case.lead_said, "side": say(language, f"case.side.{lead.rule.value}")}
        key = "lead_met" if lead.state == "met" else "lead_unknown"
        reason = lead.words(language)
        return say(language, f"case.{key}", **names, reason=reason), lead.rule
    return _overall(_spoken(case, done), language)


def _overall(spoken: Sequence[Condition], language: Language) -> tuple[str, Rule | None]:
    """Return whether anything is decided at all, where nothing is against."""
    met = [one for one in spoken if one.state == "met"]
    key = "nothing_against" if met else "nothing_decided"
    rule = (met or spoken)[0].rule if spoken else None
    return say(language, f"case.{key}"), rule


def _added(case: Case, done: Check, language: Language) -> tuple[str, Rule | None]:
    """Return what the last message changed, where it is about the place or the money alone."""
    spoken = _spoken(case, done)
    touched = [one for one in spoken if _matter(one) in case.matters]
    if not touched:
        return _overall(spoken, language)
    parts = [
        say(language, f"case.added.{state}", names=", ".join(rule_name(r, language) for r in rules))
        for state in ("met", "unknown")
        if (rules := [one.rule for one in touched if one.state == state])
    ]
    return say(language, "case.added.all", parts="; ".join(parts)), touched[0].rule


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
    side = say(language, f"case.side.{rule.value}") if rule.subject == LEAD else ""
    words = known.get(rule.subject, known["other"])
    return str(words).format(lead=case.lead_said, side=side, name=rule_name(rule, language))


def _who(case: Case, done: Check, language: Language) -> tuple[str, Rule | None]:
    """Return which of the partners would meet the condition on who leads, and which would not."""
    lead = _lead_of(done)
    if lead is None:
        return "", None
    rule = lead.rule
    states = {"met": "private", "not_met": "public"}
    if rule.value == "public":
        states = {"met": "public", "not_met": "private"}
    sides: dict[str, list[Partner]] = {"met": [], "not_met": [], "unknown": []}
    for partner in case.partnership.partners:
        state = next((key for key, side in states.items() if partner.side == side), "unknown")
        sides[state].append(partner)
    parts = [
        say(language, f"case.who.{state}", names=", ".join(partner_names(some, language)))
        for state, some in sides.items()
        if some
    ]
    side = say(language, f"case.side.{rule.value}")
    return say(language, "case.who.all", side=side, parts="; ".join(parts)), rule


def _words(condition: Condition, language: Language) -> str:
    """Return a condition as a line: its state, its name, why, and what the rule says."""
    rule, state = condition.rule, condition.state
    name = rule_name(rule, language)
    if state == "met":
        return say(language, "case.state.met", name=name)
    text = rule.texts[language] if condition.reason != "as_stated" else ""
    is_plain = state == "unknown" and condition.is_certain
    reason = condition.words(language)
    key = "unknown_plain" if is_plain else state
    return say(language, f"case.state.{key}", name=name, reason=reason, text=text)


def rule_name(rule: Rule, language: Language) -> str:
    """Return a short name for a rule, its id where it has none."""
    names = sentences(language)["case"]["name"]
    return str(names.get(rule.subject, rule.id.replace("-", " ")))


def _next(case: Case, done: Check, language: Language) -> tuple[str, ...]:
    """Return the question whose answer would decide most, that on the lead first."""
    is_known = case.is_listed  # then "who are the partners?" would ask what was said
    questions = tuple(key for key in done.questions if key != _PARTNERS or not is_known)
    asked = _decisive(case, done) or questions
    if not asked:
        return ()
    question = say(language, f"rules.question.{asked[0]}")
    return (say(language, "case.next", question=question),)


def _missing(case: Case, done: Check, language: Language) -> tuple[str, ...]:
    return tuple(say(language, f"rules.question.{key}") for key in _decisive(case, done))


def _decisive(case: Case, done: Check) -> tuple[str, ...]:
    """Return the questions that would decide, where no condition told of is decided."""
    if done.of("not_met") or case.asks_who:
        return ()
    lead = _lead_of(done)
    if lead and case.partnership.lead and lead.state == "unknown":
        return (lead.asks,) if lead.asks else done.questions[:1]
    is_decided = any(one.state == "met" for one in _spoken(case, done))
    return () if is_decided else done.questions[:2]
