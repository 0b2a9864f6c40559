"""Events in an impossible order, and dates that contradict each other."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, pairwise
from typing import Any

from assistant.call.rule import Rules
from assistant.masterplan.consistency.events import Event, events
from assistant.masterplan.consistency.grids import is_of_aims
from assistant.masterplan.consistency.lexicon import pattern, tables
from assistant.masterplan.consistency.moments import Moment, moments
from assistant.masterplan.consistency.place import criterion_at
from assistant.masterplan.draft import Draft, Row, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain
from assistant.model import Language

TYPE = "date_inconsistency"
_FAR = 120  # code points between a date and the one that it depends on
_NEAR = {("founded", "acted"), ("lessons", "graduation")}  # told of one subject in one breath
_STOP = re.compile(r"[.;]\s")
_CLAUSE = re.compile(
    r";\s|(?<!\bprot)(?<!\bref)(?<!\bn)(?<!\bnr)(?<!\bno)\.\s"
)  # "prot. 12" goes on


def impossible_orders(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each pair of steps of one thing in an order that cannot be."""
    told: set[int] = set()
    for one, other in combinations(events(draft), 2):
        if one.sentence in told or other.sentence in told:
            continue
        variant = _clash(draft, one, other)
        if variant:
            told |= {one.sentence, other.sentence}
            yield _pair(draft, one, other, variant)


def _pair(draft: Draft, one: Event, other: Event, variant: str) -> Finding:
    first, second = _whole(draft, one), _whole(draft, other)
    spans = (first, second) if first != second else (first, None)
    criterion = criterion_at(draft, first[0], "infrastrutture")
    return at(draft, TYPE, criterion, *spans, variant=variant)


def _whole(draft: Draft, event: Event) -> tuple[int, int]:
    """Return the sentence or the row of an event: its date alone would not be understood."""
    sentence = draft.sentences[event.sentence]
    return sentence.start, sentence.end


def _clash(draft: Draft, one: Event, other: Event) -> str | None:
    """Return the kind of clash of two events, None when they may both be."""
    for early, late in ((one, other), (other, one)):
        steps = (early.step, late.step)
        if steps in _orders(draft.language) and _is_after(early.when, late.when):
            is_same = (
                _is_near(draft, early, late) if steps in _NEAR else _is_same_thing(early, late)
            )
            return "order" if is_same else None
        if steps == ("start", "end") and _is_after(early.when, late.when):
            return "order" if _is_one_thing(early, late) else None
    is_twice = one.step == other.step and one.step in tables(draft.language)["orders"]["once"]
    if is_twice and one.run != other.run and _is_equal(one, other):
        apart = one.when.last < other.when.first or other.when.last < one.when.first
        return "twice" if apart else None
    return None


@cache
def _orders(language: Language) -> frozenset[tuple[str, str]]:
    """Return the pairs of steps of which the first comes first, from the chains of the lexicon."""
    chains: list[list[str]] = tables(language)["orders"]["chains"]
    return frozenset(pair for chain in chains for pair in combinations(chain, 2))


def _is_near(draft: Draft, early: Event, late: Event) -> bool:
    """Tell whether two steps are told in one breath: what a body did, in the same sentence."""
    if early.step == "founded":
        return early.sentence == late.sentence
    paragraphs = {draft.sentences[one.sentence].paragraph for one in (early, late)}
    return len(paragraphs) == 1 and abs(early.sentence - late.sentence) <= 1


def _is_after(early: Moment, late: Moment) -> bool:
    """Tell whether what must come first comes later, or ends later when both its ends are told."""
    return early.first > late.last or (early.is_range and early.last > late.last)


def _is_same_thing(one: Event, other: Event) -> bool:
    """Tell whether two steps are of one thing; in one list a step may leave its thing unsaid.

    The first use is of a place: that of the same section is the one that is being built.
    """
    if one.things & other.things:
        return True
    if "first_use" in (one.step, other.step) and one.section == other.section:
        return bool(one.places & other.places) or _is_unsaid(one, other)
    if not one.things and not other.things:
        is_next = one.section == other.section and abs(one.sentence - other.sentence) <= 1
        return is_next or one.run == other.run or bool(one.places & other.places)
    return one.run == other.run and _is_unsaid(one, other)


def _is_unsaid(one: Event, other: Event) -> bool:
    """Tell whether one of two steps leaves unsaid what it is of."""
    return any(not (event.things or event.places) for event in (one, other))


def _is_one_thing(one: Event, other: Event) -> bool:
    """Tell whether two steps name one thing, the one with no word that the other lacks."""
    shared = one.things & other.things
    return bool(shared) and shared in (one.things, other.things)


def _is_equal(one: Event, other: Event) -> bool:
    named = bool(one.things or one.places)
    return named and one.things == other.things and one.places == other.places


def inverted_ranges(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield the ranges of dates that end before they begin."""
    for sentence in draft.sentences:
        for when in moments(draft.words(sentence), draft.language):
            if when.is_range and when.first > when.last:
                yield _sentence(draft, sentence, "range")
                break


def _sentence(draft: Draft, sentence: Sentence, variant: str, **params: Any) -> Finding:
    criterion = criterion_at(draft, sentence.start, "infrastrutture")
    return at(draft, TYPE, criterion, (sentence.start, sentence.end), variant=variant, **params)


def inverted_rows(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield the row whose two dates stand the other way round from those of all other rows."""
    for table in draft.tables:
        width = max((len(row.cells) for row in table.rows), default=0)
        for one, other in pairwise(range(width)):
            dated = [
                (row, dates)
                for row in table.rows
                if len(dates := _dates(draft, row, (one, other))) == 2
            ]
            wrong = [row for row, (start, end) in dated if start.first > end.last]
            if len(wrong) == 1 < len(dated) == len(table.rows):
                span = (wrong[0].start, wrong[0].end)
                yield at(
                    draft,
                    TYPE,
                    criterion_at(draft, span[0], "infrastrutture"),
                    span,
                    variant="range",
                )


def _dates(draft: Draft, row: Row, places: tuple[int, int]) -> list[Moment]:
    """Return the dates of two cells that hold one each and no number beside it."""
    cells = [row.cells[n] for n in places if n < len(row.cells)]
    told = [moments(cell.text, draft.language) for cell in cells]
    return [one[0] for one in told if len(one) == 1]


def inverted_conditions(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield "X in September 2028, after the call of January 2029": the condition comes later."""
    previous = pattern(draft.language, "events.previous")
    for sentence in draft.sentences:
        words = draft.words(sentence)
        for one, other in pairwise(moments(words, draft.language)):
            between = plain(words[one.end : other.start])
            is_late = other.first > one.last
            is_near = len(between) < _FAR and not _STOP.search(between)
            if is_late and is_near and previous.search(between):
                yield _sentence(draft, sentence, "order")
                break


def early_reviews(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield the reviews of a whole year that are held before it ends."""
    whole = pattern(draft.language, "dates.whole_year")
    review = pattern(draft.language, "dates.review")
    for sentence in draft.sentences:
        words = plain(draft.words(sentence))
        year = whole.search(words)
        if year is None or not review.search(words):
            continue
        end = dt.date(int(year["year"]), 12, 31)
        held = [
            when
            for when in moments(draft.words(sentence), draft.language)
            if when.days <= 31 and not year.start() <= when.start < year.end()
        ]
        if held and all(when.last < end for when in held):
            yield _sentence(draft, sentence, "review", year=year["year"])


def past_in_the_future(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield what is told as done at a date after that of the draft itself."""
    own = _own_date(draft)
    if own is None:
        return
    done = pattern(draft.language, "dates.done")
    ahead = pattern(draft.language, "dates.ahead")
    since = pattern(draft.language, "dates.since")
    aims = [(one.start, one.end) for one in draft.tables if is_of_aims(draft, one)]
    for sentence in draft.sentences:
        if any(start <= sentence.start < end for start, end in aims):
            continue
        words = plain(draft.words(sentence))
        for when in moments(draft.words(sentence), draft.language):
            before = _CLAUSE.split(words[max(0, when.start - 70) : when.start])[-1]
            told = list(done.finditer(before))
            if when.days > 31 or when.first <= own.last or not told:
                continue
            if since.search(before[told[-1].start() :]):
                continue
            if not ahead.search(before):
                span = (sentence.start, sentence.end)
                criterion = criterion_at(draft, sentence.start, "partenariato")
                yield at(draft, TYPE, criterion, span, (own.start, own.end), variant="future")
                break


def _own_date(draft: Draft) -> Moment | None:
    """Return the date that the draft gives itself in its first lines, to the month or the day."""
    lines: Iterator[str] = iter(draft.text[:700].split("\n"))
    reached = 0
    for line in lines:
        if len(line.split()) > 40:
            return None
        for when in moments(line, draft.language):
            if when.days <= 31:
                start, end = reached + when.start, reached + when.end
                return Moment(when.first, when.last, start, end)
        reached += len(line) + 1
    return None
