"""Other sums than the phase 1 grant: a share of a phase 2 investment, what is left of a ceiling."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.answering.select import statement
from assistant.answering.turn import Knowledge, Statement, Turn
from assistant.call.rules import Rule
from assistant.model import Language
from assistant.text import euro_words, number_words, say


def compose_investment(turn: Turn, investment: Decimal, knowledge: Knowledge) -> Turn | None:
    """Return the turn with the most that phase 2 would pay of an investment, as reported."""
    rule = knowledge.rules.find("phase2_max_grant_rate")
    if rule is None or rule.value is None:
        return None
    grant = investment * rule.number
    text = say(
        turn.language,
        "answer.grant_investment",
        investment=euro_words(investment, turn.language),
        grant=euro_words(grant, turn.language),
        rate=number_words(rule.number * 100, turn.language),
    )
    lines = {"investment": investment, "investment_share": grant}
    return _computed(turn, rule, text, lines, knowledge)


def compose_left(turn: Turn, used: Decimal, knowledge: Knowledge) -> Turn | None:
    """Return the turn with what is left of the de minimis ceiling after aid already received."""
    rule = knowledge.rules.find("de_minimis_ceiling_general")
    if rule is None or rule.value is None:
        return None
    left = max(Decimal(0), rule.number - used)
    text = say(
        turn.language,
        "answer.ceiling_left",
        ceiling=euro_words(rule.number, turn.language),
        used=euro_words(used, turn.language),
        left=euro_words(left, turn.language),
    )
    lines = {"ceiling": rule.number, "used": used, "left": left}
    return _computed(turn, rule, text, lines, knowledge)


def _computed(
    turn: Turn, rule: Rule, text: str, lines: Mapping[str, Decimal], knowledge: Knowledge
) -> Turn | None:
    told = _told(rule, text, turn.language, knowledge)
    return replace(turn, calculation=_lines(rule, lines), statements=told) if told else None


def _told(rule: Rule, text: str, language: Language, knowledge: Knowledge) -> tuple[Statement, ...]:
    """Return the sum on the first fact of its rule, then the other facts and its companions."""
    bases = [passage for name in rule.facts if (passage := knowledge.passage(name))]
    if not bases:
        return ()
    first, *others = bases
    words = first.text_in(language)
    lead = Statement(text, words, first, "lead", rule.certainty, "calculated")
    names = first.fact.companions if first.fact else ()
    notes = [passage for name in names if (passage := knowledge.passage(name))]
    beside = {passage.id: passage for passage in (*notes, *others)}
    return (lead, *(statement(passage, "caveat", language) for passage in beside.values()))


def _lines(rule: Rule, lines: Mapping[str, Decimal]) -> Mapping[str, Any]:
    told = [{"what": what, "amount": f"{amount:f}"} for what, amount in lines.items()]
    return {"lines": [{**line, "rule": rule.id} for line in told]}
