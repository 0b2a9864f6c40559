"""Ruling: what the rules make of a case told in words; verdict first, every claim with its fact.

Nothing here says that somebody is admitted: a condition is met, not met or to verify, and Regione
Lombardia decides.
"""

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.case import Case, told_case
from assistant.answering.money import grant_sentence
from assistant.answering.turn import Knowledge, Role, Statement, Turn
from assistant.answering.understood import understood
from assistant.answering.verdict import PARTNERS, lead_of, rule_name, spoken, verdict
from assistant.call.conditions import Condition
from assistant.call.eligibility import Check, check
from assistant.call.rules import Rule
from assistant.model import Language, Passage
from assistant.text import say

_CANDIDATES = 20  # official passages among which that of a rule is sought
_MOST_TOLD = {"not_met": 6, "unknown": 4, "met": 4}  # of the conditions in a state


def compose_case(turn: Turn, knowledge: Knowledge) -> Turn | None:
    """Return the turn with the verdict, the conditions and the next question; None without facts.

    ``calculation`` is the Check. ``missing``: what would decide, where nothing is decided.
    """
    rules, language = knowledge.rules, turn.language
    case = told_case(turn.question, turn.text, rules, language)
    done = check(case.partnership, rules)
    told = list(_statements(case, done, turn, knowledge))
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


def _statements(case: Case, done: Check, turn: Turn, knowledge: Knowledge) -> Iterator[Statement]:
    """Yield the verdict, the grant, then the conditions: not met, to verify, met."""
    language = turn.language
    text, rule = verdict(case, done, knowledge.rules, language)
    told = spoken(case, done)
    if rule and (lead := _statement(text, rule, "lead", turn, knowledge)):
        # What is not known of a rule is said in words: the verdict itself is known.
        yield replace(lead, certainty="derived") if lead.certainty == "unknown" else lead
    if case.partnership.costs and done.funding:
        result = done.funding.result
        sentence = grant_sentence(result, language)
        if grant := _statement(sentence, result.rules[0], "lead", turn, knowledge):
            yield grant
    for state, most in _MOST_TOLD.items():
        open_first = sorted(told, key=lambda one: not one.is_certain)
        for condition in [one for one in open_first if one.state == state][:most]:
            words = _words(condition, language)
            if item := _statement(words, condition.rule, "state", turn, knowledge):
                yield replace(item, about=state)


def _statement(
    text: str, rule: Rule, role: Role, turn: Turn, knowledge: Knowledge
) -> Statement | None:
    """Return a calculated sentence on what its rule rests on; None where none of it is known."""
    basis = next(_bases(rule, turn, knowledge), None)
    if basis is None:
        return None
    words = basis.text_in(turn.language)
    return Statement(text, words, basis, role, rule.certainty, "calculated")


def _bases(rule: Rule, turn: Turn, knowledge: Knowledge) -> Iterator[Passage]:
    """Yield the passage nearest to a rule of the document that settles it, then its facts."""
    if rule.source:
        found = knowledge.official(rule.texts["it"], _CANDIDATES, turn.as_of)
        yield from (hit.passage for hit in found if hit.passage.source == rule.source)
    yield from (passage for name in rule.facts if (passage := knowledge.passage(name)))


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
    told = say(language, f"case.state.{key}", name=name, reason=reason, text=text)
    return " ".join(told.split())


def _next(case: Case, done: Check, language: Language) -> tuple[str, ...]:
    """Return the question whose answer would decide most, that on the lead first."""
    is_known = case.is_listed  # then "who are the partners?" would ask what was said
    questions = tuple(key for key in done.questions if key != PARTNERS or not is_known)
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
    lead = lead_of(done)
    if lead and case.partnership.lead and lead.state == "unknown":
        return (lead.asks,) if lead.asks else done.questions[:1]
    is_decided = any(one.state == "met" for one in spoken(case, done))
    return () if is_decided else done.questions[:2]
