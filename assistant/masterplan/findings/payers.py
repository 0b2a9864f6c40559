"""Who pays for the running of the zone: only public grants, or nobody at all."""

from collections.abc import Callable, Iterator

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence, Table
from assistant.masterplan.evidence import shown
from assistant.masterplan.finding import Finding, absent, at
from assistant.masterplan.findings.choice import span_of, strength
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

GRANTS, NOBODY = "revenue_only_public_grants", "no_paying_subjects"
CUSTOMER = "paying_customer"  # a sign that is no defect
_CRITERION = "revenue_model"
_PAYING = ("clienti_paganti", "prezzi")
_TOLD = (*_PAYING, "volumi")
_ATTRACTION = "attrattivita"
_ABOUT = (_CRITERION, "sostenibilita", "modello_quinquennale")


def check_payers(draft: Draft, _: Rules) -> Iterator[Finding]:
    """Yield what makes the revenues no revenues, where no payer with a price is to be seen."""
    seen = view(draft)
    alone = _only_grants(seen)
    if alone:
        yield at(draft, GRANTS, _CRITERION, span_of(alone))
    refused = _surest(NOBODY, seen, lambda one: _is_refused(one, seen))
    if refused:
        yield at(draft, NOBODY, _CRITERION, span_of(refused))
    if alone or refused or has_payers(draft):
        return
    grants = _grants(seen)
    if grants:
        yield at(draft, GRANTS, _CRITERION, grants)
    free = next((one for one in draft.sentences if _is_free(one, seen)), None)
    if free:
        yield at(draft, NOBODY, _CRITERION, span_of(free))
    elif (grants or speaks_of_revenue(seen)) and not _is_any_paid(seen):
        yield absent(NOBODY, _CRITERION)


def has_payers(draft: Draft) -> bool:
    """Tell whether somebody pays a price, or several lines of revenue are reckoned in a table."""
    if all(_pays(draft, name) for name in _PAYING):
        return True
    priced = shown(draft).get(f"{_CRITERION}.{_PAYING[1]}", ())
    return any(_is_of_money(one, draft) and _means_a_customer(one, draft) for one in priced)


def _is_any_paid(seen: View) -> bool:
    """Tell whether payers, prices or volumes are told, or anywhere that somebody pays a sum."""
    draft = seen.draft
    if any(_pays(draft, name) for name in _TOLD):
        return True
    payer = next(one for one in lexicon().signs if one.id == f"{_CRITERION}.{_PAYING[0]}")
    return any(
        payer.any.search(f"{seen.headers.get(one.start, '')}\n{seen.told(one)}")
        for one in draft.sentences
        if _has_money(one, seen) and _ATTRACTION not in draft.sections[one.section].criteria[:1]
    )


def _has_money(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence states a sum, or a row one whose currency its header names."""
    found = seen.figures_in(sentence)
    is_priced = lexicon().finds("grants.currency", seen.headers.get(sentence.start, ""))
    return any(one.unit == "euro" or is_priced for one in found)


def _means_a_customer(sentence: Sentence, draft: Draft) -> bool:
    """Tell whether a sentence means that somebody buys, by whatever verb."""
    return (draft.readings.score(CUSTOMER, sentence) or 0.0) >= 1


def _pays(draft: Draft, name: str) -> bool:
    told = shown(draft).get(f"{_CRITERION}.{name}", ())
    return any(_is_of_money(one, draft) for one in told)


def _is_of_money(sentence: Sentence, draft: Draft) -> bool:
    criteria = draft.sections[sentence.section].criteria
    if _ATTRACTION in criteria:  # rents and new customers to come are no revenue model
        return False
    return not criteria or any(name in criteria for name in _ABOUT)


def speaks_of_revenue(seen: View) -> bool:
    """Tell whether any sentence is about revenues, be it to say that there are none yet."""
    return any(
        seen.is_about(one, _CRITERION) and lexicon().finds("grants.income", seen.told(one))
        for one in seen.draft.sentences
    )


def _grants(seen: View) -> tuple[int, int] | None:
    """Return the best statement that public money covers the running: a sentence, or a table."""
    scored = [(_reliance(one, seen), one) for one in seen.draft.sentences]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    if best[1] is not None and best[0] > 0:
        return span_of(best[1])
    table = next((one for one in seen.draft.tables if _is_grants_table(one, seen)), None)
    return (table.start, table.end) if table else None


def _reliance(sentence: Sentence, seen: View) -> float:
    words = seen.told(sentence)
    book = lexicon()
    if sentence.kind == "row" or not book.finds("grants.public", words):
        return 0
    if not book.finds("grants.running", words) or not book.finds("grants.covered", words):
        return 0
    if book.finds("grants.never", words):
        return 0
    is_here = any(seen.is_about(sentence, name) for name in _ABOUT)
    is_investment = book.finds("grants.not_running", words)
    return (1 + is_here) if not is_investment else 0


def _only_grants(seen: View) -> Sentence | None:
    """Return the sentence that says that grants, and nothing else, cover the running."""
    return _surest(GRANTS, seen, lambda one: _says_only(one, seen))


def _says_only(sentence: Sentence, seen: View) -> bool:
    return _reliance(sentence, seen) > 1 and lexicon().finds("grants.only", seen.told(sentence))


def _surest(sign: str, seen: View, is_said: Callable[[Sentence], bool]) -> Sentence | None:
    """Return the sentence of the parts on money that shows a sign most surely."""
    paid = has_payers(seen.draft)
    every = seen.draft.sentences
    told = [one for one in every if is_said(one) or (not paid and may_tell(one, seen))]
    scored = [(strength(seen.draft, sign, one, is_said(one)), one) for one in told]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] else None


def may_tell(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence stands where money is spoken of and does not renounce grants."""
    is_here = any(seen.is_about(sentence, name) for name in _ABOUT)
    return is_here and not lexicon().finds("grants.never", seen.told(sentence))


def _is_refused(sentence: Sentence, seen: View) -> bool:
    """Tell whether the part on revenues says that there are neither customers nor prices."""
    criteria = seen.draft.sections[sentence.section].criteria
    is_here = _CRITERION in criteria[:1] and sentence.kind != "row"
    return is_here and lexicon().finds("grants.refused", seen.told(sentence))


def _is_grants_table(table: Table, seen: View) -> bool:
    header = table.header
    return header is not None and lexicon().finds(
        "grants.table", seen.told((header.start, header.end))
    )


def _is_free(sentence: Sentence, seen: View) -> bool:
    words = seen.told(sentence)
    book = lexicon()
    if not book.finds("grants.free", words):
        return False
    is_here = any(seen.is_about(sentence, name) for name in _ABOUT)
    return is_here or book.finds("grants.free_subject", words)
