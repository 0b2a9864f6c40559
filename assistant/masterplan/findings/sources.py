"""Figures about the sector and its market that name no source, or no year."""

from collections.abc import Iterator

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.findings.choice import best_of_each_section, span_of
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_WHERE = ("dati_economici", "posizionamento")


def check_sources(draft: Draft, _: Rules) -> Iterator[Finding]:
    """Yield the figure of each section that says least of where and when it was taken."""
    seen = view(draft)
    scored = [(_score(one, seen), one) for one in draft.sentences if one.kind != "row"]
    for sentence in best_of_each_section(scored):
        criteria = draft.sections[sentence.section].criteria
        named = next((name for name in criteria if name in _WHERE), "dati_economici")
        has_source = lexicon().finds("source.says", seen.told(sentence))
        variant = "year" if has_source else "source"
        yield at(draft, "no_source_or_year", named, span_of(sentence), variant=variant)


def _score(sentence: Sentence, seen: View) -> float:
    """Return how much a statement about the sector lacks: 0 when its source can be found."""
    words = seen.told(sentence)
    book = lexicon()
    if not seen.figures_in(sentence) or not book.finds("statistic.says", words):
        return 0
    is_here = any(name in seen.draft.sections[sentence.section].criteria for name in _WHERE)
    is_market = book.finds("statistic.market", words)
    if not is_here and not is_market:
        return 0
    if book.finds("statistic.own", words) or book.finds("boilerplate.swot", words):
        return 0
    has_source = book.finds("source.says", words)
    has_year = bool(seen.years_in(sentence))
    if has_source:
        return 0 if has_year or _paragraph_has(sentence, seen, "year") else 0.5
    if _paragraph_has(sentence, seen, "source") and not is_market:
        return 0
    return (1 if has_year else 2) + 0.5 * is_market


def _paragraph_has(sentence: Sentence, seen: View, what: str) -> bool:
    """Tell whether the sentence just before or after, in the paragraph, names a source or year."""
    around = [one for one in seen.draft.sentences if one.paragraph == sentence.paragraph]
    at_ = around.index(sentence)
    near = around if sentence.kind == "item" and what == "year" else around[max(0, at_ - 1) : at_ + 2]
    others = [one for one in near if one != sentence]
    if what == "year":
        return any(seen.years_in(one) for one in others)
    if sentence.kind == "item":
        return False
    return any(lexicon().finds("source.says", seen.told(one)) for one in others)
