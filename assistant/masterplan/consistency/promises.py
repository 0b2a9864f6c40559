"""Indicators in words: without a starting value, without a date, or without a source."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from assistant.call.rule import Rules
from assistant.masterplan.consistency.indicators import BASELINE, DATE
from assistant.masterplan.consistency.lexicon import pattern, tables
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.consistency.passage import PARENS
from assistant.masterplan.consistency.starts import states_value, tells_start
from assistant.masterplan.consistency.written import dated, has_ahead, has_later, has_past
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_PART = re.compile(r"[;,]\s")
_APART = re.compile(r"[,;:]")  # what parts a number from a year that is another's
_DENIED = re.compile(r"\bnon\b|\bnot\b")  # "which today is not done": nothing yet
_BESIDE = 40  # code points after a number in which its year stands
_LISTED = 3  # clauses between semicolons that make a list of a sentence
SOURCE = "no_source_or_year"


def indicators_in_words(draft: Draft, rules: Rules) -> Iterable[Finding]:
    """Yield the targets of a list or of prose that state no starting value or no date."""
    draft = dated(draft, rules)
    together = _told_together(draft)
    promised = list(_promises(draft))
    for number, span in enumerate(promised):
        near = _near(draft, span, promised[:number][-1:], promised[number + 1 :][:1])
        starts = _starts(draft, span) or any(states_value(draft, one) for one in near)
        if not starts and draft.section_at(span[0]) not in together:
            yield at(draft, BASELINE, "kpi", span, variant="words")
        words = plain(" ".join([draft.words(span), *map(draft.words, near)]))
        if not _is_when(draft, words):
            yield at(draft, DATE, "kpi", span, variant="words")


def _near(
    draft: Draft,
    span: tuple[int, int],
    before: list[tuple[int, int]],
    after: list[tuple[int, int]],
) -> list[Sentence]:
    """Return the sentences of the paragraph of a target between the targets beside it.

    An item of a list stands by itself, and so does a clause of a sentence that lists several.
    """
    every = draft.sentences
    own = [one for one in every if one.start < span[1] and span[0] < one.end]
    if own[0].kind != "prose" or span != (own[0].start, own[-1].end):
        return []
    first = max((end for _, end in before), default=0)
    last = min((start for start, _ in after), default=len(draft.text))
    paragraph = own[0].paragraph
    told = (one for one in every if one.paragraph == paragraph and one not in own)
    return [one for one in told if first <= one.start and one.end <= last]


def _told_together(draft: Draft) -> frozenset[int]:
    """Return the sections that tell where all their indicators start in a sentence of its own."""
    together = pattern(draft.language, "indicators.together")
    found = set()
    for one in draft.sentences:
        words = plain(draft.words(one))
        is_told = together.search(words) and tells_start(draft, words)
        if not is_told or has_later(draft, words):
            continue
        if len(numbers_in(draft, one.start, one.end)) > 1:
            found.add(one.section)
    return frozenset(found)


def _starts(draft: Draft, span: tuple[int, int]) -> bool:
    """Tell whether words state where an indicator starts: a value beside that of the target.

    "Starting from what a survey will tell" has no value of its own.
    """
    numbers = numbers_in(draft, *span)
    if len(numbers) > 1 and any(_is_past(draft, one, span[1]) for one in numbers):
        return True
    if any(_is_noted(draft, one, other) for one, other in pairwise(numbers)):
        return True
    words = plain(draft.words(span))
    unknown, *none = (
        pattern(draft.language, f"indicators.{name}")
        for name in ("unknown", "nothing", "reference")
    )
    parts = [one for one in _PART.split(words) if not unknown.search(one)]
    told = [one for one in parts if tells_start(draft, one)]
    is_none = any(fits.search(one) for fits in none for one in told)
    is_none = is_none or any(_DENIED.search(one) for one in told)
    return bool(told) and (is_none or len(numbers) > 1)


def _is_noted(draft: Draft, one: Number, other: Number) -> bool:
    """Tell whether a number has a note in parentheses, before another of its kind: "37 (a), 50"."""
    between = plain(draft.text[one.end : other.start])
    is_noted = between.lstrip().startswith("(") and ")" in between
    return one.unit == other.unit and is_noted and not has_later(draft, between)


def _is_past(draft: Draft, number: Number, end: int) -> bool:
    """Tell whether a number is dated by a year that is past, just after it."""
    after = plain(draft.text[number.end : min(end, number.end + _BESIDE)])
    return has_past(draft, _APART.split(after, maxsplit=1)[0])


def sources_of_indicators(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield what says that the source of an indicator is still to be found."""
    none = pattern(draft.language, "indicators.no_source")
    about = _about_results(draft)
    for sentence in draft.sentences:
        if sentence.section in about and none.search(plain(draft.words(sentence))):
            yield at(draft, SOURCE, "kpi", (sentence.start, sentence.end))


def _is_when(draft: Draft, words: str) -> bool:
    """Tell whether words give a date: a deadline, or a year that no starting value could have."""
    due = pattern(draft.language, "indicators.deadline").finditer(words)
    if any(one["year"] is None or has_ahead(draft, one["year"]) for one in due):
        return True
    return has_later(draft, PARENS.sub("", words))


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
    if pattern(draft.language, "indicators.upkeep").search(words):
        return False
    if pattern(draft.language, "indicators.times").search(words):
        return True
    numbers = numbers_in(draft, *span)
    if not numbers:
        return False
    entry = first.kind == "item" and pattern(draft.language, "indicators.entry").search(words)
    return bool(
        entry
        or (has_later(draft, words) and any(one.value for one in numbers))
        or pattern(draft.language, "indicators.promise").search(words)
        or any(_becomes(draft, span[0], one) for one in numbers)
        or any(_goes(draft, span[0], *pair) for pair in pairwise(numbers))
    )


def _becomes(draft: Draft, start: int, number: Number) -> bool:
    """Tell whether a verb of what is to come leads to a number ("will be 40", "reaching 40").

    With its accent, by which the Italian future is told from other words.
    """
    before = draft.text[max(start, number.start - 60) : number.start]
    return bool(pattern(draft.language, "indicators.becomes").search(before.casefold()))


def _goes(draft: Draft, start: int, one: Number, other: Number) -> bool:
    """Tell whether something goes from a number to the next."""
    leaves, arrives = tables(draft.language)["indicators"]["from_to"]
    before = plain(draft.text[max(start, one.start - 20) : one.start])
    between = plain(draft.text[one.end : other.start])
    return bool(re.search(leaves, before) and re.search(arrives, between))


def _about_results(draft: Draft) -> frozenset[int]:
    """Return the indexes of the sections about results."""
    return frozenset(n for n, _ in enumerate(draft.sections) if _is_about_results(draft, n))


def _is_about_results(draft: Draft, number: int) -> bool:
    section = draft.sections[number]
    if section.heading:
        named = pattern(draft.language, "indicators.heading").search(plain(section.heading))
        return "kpi" in section.criteria[:1] if section.criteria else bool(named)
    opening = plain(draft.text[section.body : section.end])
    is_said = bool(pattern(draft.language, "indicators.opening").search(opening))
    return is_said or section.criteria[:1] == ("kpi",)
