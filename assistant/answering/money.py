"""The money route: the grant for a sum, computed by the rules, with the facts they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.lexicon import lexicon
from assistant.answering.other_money import compose_investment, compose_left
from assistant.answering.route import amount_of, is_wanted
from assistant.answering.select import statement
from assistant.answering.sums import parts_of
from assistant.answering.turn import Knowledge, Statement, Turn
from assistant.call.contribution import Contribution, contribution, spending_for
from assistant.call.rules import Rules
from assistant.figures import Figure
from assistant.model import Language
from assistant.retrieval.lexical import fold
from assistant.text import euro_words, number_words, say

_PLACES = Decimal("0.01")
_INVESTMENTS = 2  # the phase of the call that pays for investments


def compose_money(turn: Turn, knowledge: Knowledge) -> Turn | None:
    """Return the turn with the calculation and its facts; None when the rules fix no figures."""
    amount = amount_of(turn.text, turn.language)
    if amount is None:
        return None
    if lexicon(turn.language).money["ceiling"].search(fold(turn.standalone)):
        return compose_left(turn, amount.value, knowledge)
    if _is_investment(turn):
        return compose_investment(turn, amount.value, knowledge)
    return _granted(turn, amount, knowledge)


def _is_investment(turn: Turn) -> bool:
    """Tell whether a sum is spent on what phase 2 pays for: the phase, or the thing, is named."""
    book = lexicon(turn.language)
    named, folded = book.phase_of(turn.standalone), fold(turn.standalone)
    is_invested = book.money["invested"].search(folded) and not book.money["advised"].search(folded)
    return named == _INVESTMENTS or (named is None and bool(is_invested))


def _granted(turn: Turn, amount: Figure, knowledge: Knowledge) -> Turn | None:
    """Return the turn with the phase 1 grant for a spending, or the spending for a grant."""
    wanted = is_wanted(turn.text, amount, turn.language)
    parts = [] if wanted else [part.value for part in parts_of(turn.text, turn.language)]
    spending = sum(parts, Decimal(0)) or amount.value
    given = contribution(spending, knowledge.rules)
    if given is None or _is_beyond_budget(spending, knowledge.rules):
        return None
    if wanted:
        result, text = _wanted(amount.value, turn.language, knowledge)
    else:
        result, text = given, grant_sentence(given, turn.language)
    share = _of_budget(result, turn, knowledge.rules)
    text = f"{_with_parts(text, parts, turn.language)}{_share_words(share, turn.language)}"
    told = _told(result, text, turn.language, knowledge)
    if not told:
        return None
    offered = () if result.is_capped else (say(turn.language, "answer.offer_most"),)
    calculation = {**result.as_json(), **{name: f"{value:f}" for name, value in share.items()}}
    return replace(turn, calculation=calculation, statements=told, choices=offered)


def _of_budget(result: Contribution, turn: Turn, rules: Rules) -> Mapping[str, Decimal]:
    """Return the budget and the percent of it that the grant is, where the message asks for it."""
    budget = rules.find("phase1_budget")
    is_asked = lexicon(turn.language).money["budget"].search(fold(turn.text))
    if not is_asked or budget is None or not budget.value:
        return {}
    share = (result.grant * 100 / budget.number).quantize(_PLACES)
    return {"budget": budget.number, "budget_share": share}


def _share_words(share: Mapping[str, Decimal], language: Language) -> str:
    if not share:
        return ""
    budget = euro_words(share["budget"], language)
    percent = number_words(share["budget_share"], language)
    return f" {say(language, 'answer.budget_share', budget=budget, share=percent)}"


def _with_parts(text: str, parts: Sequence[Decimal], language: Language) -> str:
    """Return the sentence after the sum of the parts, where the spending was told in parts."""
    if not parts:
        return text
    shown = " + ".join(number_words(part, language) for part in parts)
    total = euro_words(sum(parts, Decimal(0)), language)
    return f"{say(language, 'answer.sum_of_parts', parts=shown, total=total)} {text}"


def _is_beyond_budget(amount: Decimal, rules: Rules) -> bool:
    """Tell whether a sum is larger than the whole budget: it is not about one proposal."""
    budget = rules.find("phase1_budget")
    return budget is not None and budget.value is not None and amount > budget.number


def _wanted(grant: Decimal, language: Language, knowledge: Knowledge) -> tuple[Contribution, str]:
    """Return the spending that gives a wanted grant, or why there is none."""
    needed = spending_for(grant, knowledge.rules)
    if needed is not None:
        return needed, say(language, "answer.grant_wanted", **_amounts(needed, language))
    known = contribution(Decimal(0), knowledge.rules)
    assert known is not None
    full = contribution(known.full_spending, knowledge.rules)
    assert full is not None
    wanted = euro_words(grant, language)
    return full, say(language, "answer.grant_over", wanted=wanted, **_amounts(full, language))


def grant_sentence(result: Contribution, language: Language) -> str:
    """Return what the grant for a spending is, and how it comes about."""
    key = "answer.grant_capped" if result.is_capped else "answer.grant"
    return say(language, key, **_amounts(result, language))


def _amounts(result: Contribution, language: Language) -> dict[str, str]:
    return {
        "spending": euro_words(result.spending, language),
        "share": euro_words(result.share, language),
        "cap": euro_words(result.cap, language),
        "grant": euro_words(result.grant, language),
        "own": euro_words(result.own_share, language),
        "rate": number_words(result.rate * 100, language),
    }


def _told(
    result: Contribution, text: str, language: Language, knowledge: Knowledge
) -> tuple[Statement, ...]:
    """Return the sum as a calculated claim on the facts of its rules, then their companions."""
    names = dict.fromkeys(name for rule in result.rules for name in rule.facts)
    bases = [passage for name in names if (passage := knowledge.passage(name))]
    if not bases:
        return ()
    basis = bases[0]
    lead = Statement(
        text, basis.text_in(language), basis, "lead", result.rules[0].certainty, "calculated"
    )
    companions = basis.fact.companions if basis.fact else ()
    notes = [passage for name in companions if (passage := knowledge.passage(name))]
    return (lead, *(statement(note, "caveat", language) for note in notes))
