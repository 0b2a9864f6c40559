"""The five categories of partner: which of them the draft does not have, or only hopes for."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.findings.choice import span_of
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_CRITERION = "partenariato"
_CLAUSE = re.compile(r"(?<=\w\w)\.\s|[;\n]|(?<=\w), (?=ma\b|mentre\b|but\b|while\b)")
_FEWEST = 2  # categories that make a list of partners


def categories() -> tuple[str, ...]:
    """Return the keys of the categories, in the order of the call."""
    return tuple(lexicon().words["partners"])


def check_partners(draft: Draft, _: Rules) -> Iterator[Finding]:
    """Yield each category that no partner covers, at the sentence that admits or shows it."""
    seen = view(draft)
    told = _told(seen)
    there = {name for name in categories() if any(_has(one, name, seen) for one in told)}
    if len(there) < _FEWEST:
        return
    for name in categories():
        if name not in there:
            sentence = _admission(told, name, seen) or _listing(told, seen)
            finding = at(draft, "missing_partner_category", _CRITERION, span_of(sentence))
            yield replace(finding, params={"category": name})


def present(draft: Draft) -> frozenset[str]:
    """Return the categories that some partner covers."""
    seen = view(draft)
    told = _told(seen)
    return frozenset(n for n in categories() if any(_has(one, n, seen) for one in told))


def _told(seen: View) -> list[Sentence]:
    """Return the sentences about the partnership: its own sections first."""
    told = [one for one in seen.draft.sentences if seen.is_about(one, _CRITERION)]
    sections = seen.draft.sections
    return sorted(told, key=lambda one: _CRITERION not in sections[one.section].criteria)


def _has(sentence: Sentence, category: str, seen: View) -> bool:
    """Tell whether a clause names a partner of a category that is there already."""
    book = lexicon()
    return any(
        book.finds(f"partners.{category}", clause) and not book.finds("absence.not_yet", clause)
        for clause in _CLAUSE.split(seen.told(sentence))
    )


def _admission(told: list[Sentence], category: str, seen: View) -> Sentence | None:
    """Return the sentence that says that a category is not there yet, by its name or without."""
    book = lexicon()
    named = (one for one in told if book.finds(f"partners.{category}", seen.told(one)))
    missing = (one for one in told if book.finds("absence.not_yet", seen.told(one)))
    return next(named, None) or next(missing, None)


def _listing(told: list[Sentence], seen: View) -> Sentence:
    """Return the sentence that names partners of most categories."""
    return max(told, key=lambda one: sum(_has(one, name, seen) for name in categories()))
