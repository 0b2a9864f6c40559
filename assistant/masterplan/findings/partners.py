"""The five categories of partner: which of them the draft does not have, or only hopes for."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.findings.choice import span_of, strength
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.members import CRITERION, categories, has, listing, told_of
from assistant.masterplan.view import View, view

_TYPE = "missing_partner_category"
_FEWEST = 3  # categories that make a list of partners: fewer are a mention


def check_partners(draft: Draft, _: Rules) -> Iterator[Finding]:
    """Yield each category that no partner covers, at the sentence that admits or shows it."""
    seen = view(draft)
    told = told_of(seen)
    there = {name for name in categories() if any(has(one, name, seen) for one in told)}
    if len(there) < _FEWEST:
        return
    for name in categories():
        if name not in there:
            sentence = _admission(told, name, seen) or listing(told, seen)
            finding = at(draft, _TYPE, CRITERION, span_of(sentence))
            yield replace(finding, params={"category": name})


def _admission(told: list[Sentence], category: str, seen: View) -> Sentence | None:
    """Return the sentence that says that a category is not there yet, by its name or without."""
    book = lexicon()
    named = (one for one in told if book.finds(f"partners.{category}", seen.told(one)))
    found = next(named, None)
    if found:
        return found
    missing = [
        (strength(seen.draft, _TYPE, one, book.finds("absence.not_yet", seen.told(one))), one)
        for one in told
    ]
    best = max(missing, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] else None
