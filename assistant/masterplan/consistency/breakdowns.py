"""Sentences whose parts do not make the total that they state."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.call.rule import Rules
from assistant.figures import figures
from assistant.masterplan.consistency.adding import Sum, alike, first_wrong, is_measure
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.members import told_as_one
from assistant.masterplan.consistency.numbers import Number
from assistant.masterplan.consistency.passage import PARENS, Passage, passage_of
from assistant.masterplan.consistency.quantities import is_flattened
from assistant.masterplan.draft import Draft
from assistant.masterplan.finding import Finding

_WHOLE = Decimal("0.5")  # half a unit: of a number without decimals
_MEMBERS = re.compile(r"[,;:]\s|\s(?:e|ed|and)\s")


def word_sums(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each stated total that its parts do not make, one a sentence."""
    for sentence in draft.sentences:
        if sentence.kind == "row":
            continue
        passage = passage_of(draft, sentence.start, sentence.end)
        if len(passage.numbers) > 1 and not is_flattened(draft, sentence, len(passage.numbers)):
            yield from first_wrong(draft, _sums(passage), (sentence.start, sentence.end))


def _sums(passage: Passage) -> Iterator[Sum]:
    for number in passage.numbers:
        yield from _in_parentheses(passage, number)
        yield from _after(passage, number)
        yield from _before(passage, number)


def _in_parentheses(passage: Passage, total: Number) -> Iterator[Sum]:
    """Yield "130,000 euro (60,000, 45,000 and 25,000)"."""
    for found in PARENS.finditer(passage.draft.text, total.end, passage.end):
        start, end = found.span(1)
        gap = passage.words(total.end, found.start())
        if len(gap) > 40 or re.search(r"[.;:()]", gap) or passage.between(total.end, start):
            return
        if passage.has("not_all", start, end):
            return
        yield from _made_of(passage, total, start, end)
        return


def _made_of(passage: Passage, total: Number, start: int, end: int) -> Iterator[Sum]:
    """Yield the sum of the numbers between two offsets, "one each for A and B" with them."""
    draft = passage.draft
    if is_measure(draft, total, passage.end):
        return
    if re.search(r"\b(?:19|20)\d\d\b", passage.words(start, end)) and total.unit == "count":
        return
    parts = alike(draft, total, passage.between(start, end), end)
    if total.unit == "count" and not all(_counts(passage, one, end) for one in parts):
        return
    is_of_things = total.unit == "count" and total.scale == 1 and total.half >= _WHOLE
    ones = told_as_one(passage, start, end) if is_of_things else range(1)
    yield from (Sum(total, (*parts, *_singles(start, count))) for count in ones)


def _singles(start: int, count: int) -> tuple[Number, ...]:
    """Return a number that is worth the members that have none of their own, if there are any."""
    one = Number(Decimal(count), "count", start, start + 1, Decimal("0.5"))
    return (one,) if count else ()


def _counts(passage: Passage, number: Number, end: int) -> bool:
    """Tell whether a count is of things: words follow it, and no measure."""
    after = passage.words(number.end, end)
    return not is_measure(passage.draft, number, end) and not re.match(r"\s*[-–/]\s*\d", after)


def _after(passage: Passage, total: Number) -> Iterator[Sum]:
    """Yield "130,000 euro: 60,000 for the study, ..." and "the 94 posts are 58 ... and 36 ..."."""
    following = passage.between(total.end, passage.end)
    if not following:
        return
    link = pattern(passage.draft.language, "sums.link").search(
        passage.words(total.end, following[0].start)
    )
    if link is None:
        return
    gap = passage.words(total.end, following[0].start)
    if re.search(r"[.;()]", gap[: link.start()]) or len(gap[: link.start()]) > 80:
        return
    is_weak = pattern(passage.draft.language, "sums.weak_link").fullmatch(link[0])
    if is_weak and not _is_definite(passage, total):
        return
    end = _end_of_parts(passage, following)
    if not passage.has("not_all", total.end, end):
        yield from _made_of(passage, total, total.end + link.end(), end)


def _is_definite(passage: Passage, number: Number) -> bool:
    before = passage.words(max(passage.start, number.start - 12), number.start)
    return bool(pattern(passage.draft.language, "sums.definite").search(before))


def _end_of_parts(passage: Passage, following: tuple[Number, ...]) -> int:
    """Return where a list of parts ends: at a semicolon, unless semicolons part its items."""
    gaps = [passage.words(one.end, other.start) for one, other in pairwise(following)]
    if gaps and ";" in gaps[0] and ")" not in gaps[0]:
        return passage.end
    semicolon = passage.draft.text.find(";", following[0].start, passage.end)
    inside = passage.words(passage.start, following[0].start)
    if inside.count("(") > inside.count(")"):
        closed = passage.draft.text.find(")", following[0].start, passage.end)
        semicolon = min(semicolon, closed) if semicolon >= 0 <= closed else max(semicolon, closed)
    return passage.end if semicolon < 0 else semicolon


def _before(passage: Passage, total: Number) -> Iterator[Sum]:
    """Yield "1,300,000 for the first, 500,000 for the second, 1,800,000 in all"."""
    draft = passage.draft
    before = passage.words(max(passage.start, total.start - 40), total.start)
    after = passage.words(total.end, min(passage.end, total.end + 24))
    is_total = pattern(draft.language, "sums.total_before").search(before)
    is_total = is_total or pattern(draft.language, "sums.total_after").match(after)
    earlier = passage.between(passage.start, total.start)
    if not is_total or passage.has("not_all", passage.start, total.start):
        return
    if total.unit == "count" and not _all_numbered(passage, total):
        return
    yield Sum(total, alike(draft, total, earlier, passage.end))


def _all_numbered(passage: Passage, total: Number) -> bool:
    """Tell whether each member of a list before a total is told with its number."""
    outside = PARENS.sub(
        lambda found: " " * len(found[0]), passage.words(passage.start, total.start)
    )
    first = passage.numbers[0].start - passage.start
    members = [one for one in _MEMBERS.split(outside[first:]) if len(one.split()) > 1]
    said = [one for one in members if not pattern(passage.draft.language, "sums.total").search(one)]
    return len(said) > 1 and all(figures(one, passage.draft.language) for one in said)
