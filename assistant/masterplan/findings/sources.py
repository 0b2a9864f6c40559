"""Figures about the sector and its market that name no source, or no year."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.findings.choice import best_of_each_section, span_of, strength
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_TYPE = "no_source_or_year"
_WHERE = ("dati_economici", "posizionamento")
_NOTED = re.compile(r"\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹]|(?<=\w)[.)]?\*{1,3}(?=\W|$)")  # a mark of a note
_NUMBERED = re.compile(r"\(\d{1,2}\)")  # a mark of a note only where the draft has it twice
_COUNTED = 20  # a smaller count is a detail of the text, not a statistic


def check_sources(draft: Draft, _: Rules) -> Iterator[Finding]:
    """Yield the figure of each section that says least of where and when it was taken."""
    seen = view(draft)
    told = [one for one in draft.sentences if one.kind != "row"]
    scored = [(strength(draft, _TYPE, one, _score(one, seen) > 0), one) for one in told]
    scored = [(score, one) for score, one in scored if score and may_lack(one, seen)]
    for sentence in best_of_each_section(scored):
        criteria = draft.sections[sentence.section].criteria
        usual = _WHERE[0] if _WHERE[0] in draft.in_scope or not criteria else criteria[0]
        named = next((name for name in criteria if name in _WHERE), usual)
        yield at(draft, _TYPE, named, span_of(sentence))


def _score(sentence: Sentence, seen: View) -> float:
    """Return how much a statement about the sector lacks: 0 when its source can be found."""
    words = seen.told(sentence)
    book = lexicon()
    section = seen.draft.sections[sentence.section]
    criteria = section.criteria if section.heading else section.criteria[:1]
    is_market = book.finds("statistic.market", words)
    is_told = seen.figures_in(sentence) or book.finds("statistic.multiple", words)
    if not is_told or not (is_market or _is_measured(sentence, seen)):
        return 0
    if book.finds("boilerplate.swot", words):
        return 0
    if _names_source(sentence, seen):
        return 0
    if not is_market and not _is_ours_to_source(sentence, seen, criteria):
        return 0
    return (1 if seen.years_in(sentence) else 2) + 0.5 * is_market


def may_lack(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence has a figure and neither it nor what is near says whence it comes."""
    words = seen.told(sentence)
    book = lexicon()
    if sentence.kind == "row" or book.finds("boilerplate.swot", words):
        return False
    is_here = any(seen.is_about(sentence, name) for name in _WHERE)
    is_plan = book.finds("statistic.own", words)
    if not book.finds("statistic.market", words) and (is_plan or not is_here):
        return False
    is_told = seen.figures_in(sentence) or book.finds("statistic.multiple", words)
    if not is_told or _names_source(sentence, seen) or _is_sourced_nearby(sentence, seen):
        return False
    return not _is_noted_below(sentence, seen) and not _is_sourced_elsewhere(sentence, seen)


def _names_source(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence says where its figures come from, or refers to a note that does."""
    words = seen.told(sentence)
    if lexicon().finds("source.says", words) or _NOTED.search(words):
        return True
    return any(seen.plain.count(one) > 1 for one in _NUMBERED.findall(words))


def _is_noted_below(sentence: Sentence, seen: View) -> bool:
    """Tell whether the next paragraph of the section is a note on the sources of this one."""
    below = (one for one in seen.draft.sentences if one.paragraph > sentence.paragraph)
    first = next(below, None)
    if first is None or first.section != sentence.section:
        return False
    return any(lexicon().finds(f"source.{name}", seen.told(first)) for name in ("note", "all"))


def _is_sourced_elsewhere(sentence: Sentence, seen: View) -> bool:
    """Tell whether the draft gives every figure of a sentence again, with its source."""
    figures = {(one.unit, one.value) for one in seen.figures_in(sentence) if one.value >= _COUNTED}
    return bool(figures) and figures <= _sourced(seen.draft)


@lru_cache(maxsize=8)
def _sourced(draft: Draft) -> frozenset[tuple[str, Decimal]]:
    """Return the figures (unit, value) of all that names a source."""
    seen = view(draft)
    return frozenset(
        (figure.unit, figure.value)
        for one in draft.sentences
        if _names_source(one, seen)
        for figure in seen.figures_in(one)
    )


def _is_measured(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence states a share, a sum or a count that somebody must have made."""
    return any(one.unit != "count" or one.value >= _COUNTED for one in seen.figures_in(sentence))


def _is_ours_to_source(sentence: Sentence, seen: View, criteria: tuple[str, ...]) -> bool:
    """Tell whether a sentence is a statistic of the sector, no plan, that nothing near sources."""
    is_plan = lexicon().finds("statistic.own", seen.told(sentence))
    is_statistic = not is_plan and _is_statistic(sentence, seen, criteria)
    return is_statistic and not _is_sourced_nearby(sentence, seen)


def _is_statistic(sentence: Sentence, seen: View, criteria: tuple[str, ...]) -> bool:
    if _WHERE[0] in criteria:
        return True
    is_near = _WHERE[1] in criteria and sentence.kind == "prose"
    return is_near and lexicon().finds("statistic.says", seen.told(sentence))


def _around(sentence: Sentence, seen: View) -> list[Sentence]:
    """Return the sentences of a paragraph; of an item of a list, those on its own line."""
    near = [one for one in seen.draft.sentences if one.paragraph == sentence.paragraph]
    if sentence.kind != "item":
        return near
    line = seen.plain.rfind("\n", 0, sentence.start), seen.plain.find("\n", sentence.end)
    return [one for one in near if line[0] < one.start and (line[1] < 0 or one.end <= line[1])]


def _is_sourced_nearby(sentence: Sentence, seen: View) -> bool:
    """Tell whether another sentence of the paragraph says where its figures come from.

    The next one may speak for it (a note on sources); the one before only where this one goes on
    with the same figures. Items of a list stand each by itself.
    """
    around = _around(sentence, seen)
    number = around.index(sentence)
    after = around[number + 1 : number + 2]
    before = around[number - 1 : number] if number else []
    book = lexicon()
    if any(book.finds("source.all", seen.told(one)) for one in (*around, *before)):
        return True
    if sentence.kind == "item" and any(book.finds("source.says", seen.told(one)) for one in around):
        return True
    if any(book.finds("source.note", seen.told(one)) for one in after):
        return True
    sourced = [one for one in around[:number] if book.finds("source.says", seen.told(one))]
    if sentence.kind == "prose" and any(_is_same_subject(one, sentence, seen) for one in sourced):
        return True
    goes_on = book.finds("source.goes_on", seen.told(sentence))
    return goes_on and bool(sourced) and before[-1] is sourced[-1]


def _is_same_subject(one: Sentence, other: Sentence, seen: View) -> bool:
    """Tell whether two sentences give figures of one thing: jobs, firms, turnover, exports."""
    book = lexicon()
    return any(
        pattern.search(seen.told(one)) and pattern.search(seen.told(other))
        for pattern in book.lists["statistic"]["subject"]
    )
