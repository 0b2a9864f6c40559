"""Indicators in words: without a starting value, without a date, or without a source."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from assistant.call.rule import Rules
from assistant.masterplan.consistency.indicators import BASELINE, DATE
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import numbers_in
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_LATER = re.compile(r"\b20(?:2[7-9]|[3-9]\d)\b")  # not this year: a starting value has it too
_LISTED = 3  # clauses between semicolons that make a list of a sentence
SOURCE = "no_source_or_year"


def indicators_in_words(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield the targets of a list or of prose that state no starting value or no date."""
    for span in _promises(draft):
        words = plain(draft.words(span))
        told = words + " " + _next(draft, span[1])
        if not pattern(draft.language, "indicators.with_baseline").search(told):
            yield at(draft, BASELINE, "kpi", span, variant="words")
        if not _is_when(draft, words):
            yield at(draft, DATE, "kpi", span, variant="words")


def sources_of_indicators(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield what says that the source of an indicator is still to be found."""
    none = pattern(draft.language, "indicators.no_source")
    about = _about_results(draft)
    for sentence in draft.sentences:
        if sentence.section in about and none.search(plain(draft.words(sentence))):
            yield at(draft, SOURCE, "kpi", (sentence.start, sentence.end))


def _next(draft: Draft, end: int) -> str:
    """Return the sentence after a target, if it is one that tells where things are today."""
    if draft.text[end : end + 1] == ";":
        return ""
    following = plain(draft.text[end : end + 200].lstrip().split("\n")[0])
    opening = pattern(draft.language, "indicators.starting").search(following.split(".")[0])
    return following.split(".")[0] if opening else ""


def _is_when(draft: Draft, words: str) -> bool:
    if pattern(draft.language, "indicators.deadline").search(words):
        return True
    outside = re.sub(r"\([^()]*\)", "", words)
    return bool(_LATER.search(outside))


def _promises(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield the sentences and the items about results, outside tables, that promise a number."""
    about = _about_results(draft)
    chosen = (one for one in draft.sentences if one.section in about and one.kind != "row")
    starts = [start for listing in draft.lists for start, _ in listing.items]
    for _, group in groupby(chosen, key=lambda one: (one.kind, bisect_right(starts, one.start))):
        sentences = list(group)
        spans = [(one.start, one.end) for one in sentences]
        if sentences[0].kind == "item":
            spans = [(spans[0][0], spans[-1][1])]
        else:
            spans = [clause for one in spans for clause in _clauses(draft, one)]
        yield from (span for span in spans if _is_promise(draft, span, sentences[0]))


def _clauses(draft: Draft, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the clauses of a sentence that lists indicators between semicolons, else itself."""
    cuts = [span[0] + found.start() for found in re.finditer(";", draft.words(span))]
    if len(cuts) + 1 < _LISTED:
        return [span]
    colon = draft.text.find(":", *span)
    first = colon + 1 if 0 <= colon < cuts[0] else span[0]
    edges = [first, *cuts, span[1]]
    return [(_inked(draft, start), end) for start, end in pairwise(edges)]


def _inked(draft: Draft, start: int) -> int:
    """Return where the words after a separator begin."""
    while draft.text[start] in "; \n":
        start += 1
    return start


def _is_promise(draft: Draft, span: tuple[int, int], first: Sentence) -> bool:
    """Tell whether words set a target: a verb of change, or an entry of a list of indicators."""
    words = plain(draft.words(span))
    if pattern(draft.language, "indicators.upkeep").search(words) or not numbers_in(draft, *span):
        return False
    entry = first.kind == "item" and pattern(draft.language, "indicators.entry").search(words)
    return bool(entry or pattern(draft.language, "indicators.promise").search(words))


def _about_results(draft: Draft) -> frozenset[int]:
    """Return the indexes of the sections about results."""
    return frozenset(n for n, _ in enumerate(draft.sections) if _is_about_results(draft, n))


def _is_about_results(draft: Draft, number: int) -> bool:
    section = draft.sections[number]
    if section.heading:
        named = pattern(draft.language, "indicators.heading").search(plain(section.heading))
        return "kpi" in section.criteria[:1] if section.criteria else bool(named)
    opening = plain(draft.text[section.body : section.end])
    return bool(pattern(draft.language, "indicators.opening").search(opening))
