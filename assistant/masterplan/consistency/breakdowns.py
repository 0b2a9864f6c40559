"""Sentences and lists whose parts do not make the total that they state."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from assistant.call.rule import Rules
from assistant.figures import figures
from assistant.masterplan.consistency.adding import Sum, alike, is_measure, shared_out
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.consistency.place import criterion_at
from assistant.masterplan.consistency.quantities import is_flattened
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_PARENS = re.compile(r"\(([^()]*)\)")
_MEMBERS = re.compile(r"[,;:]\s|\s(?:e|ed|and)\s")
_LEAST_MONEY = 1000  # euro: a smaller number in a list of sources is of something else


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a draft (a sentence, mostly) with its numbers."""

    draft: Draft
    start: int
    end: int
    numbers: tuple[Number, ...]

    def words(self, start: int, end: int) -> str:
        """Return the folded words between two offsets of the draft."""
        return plain(self.draft.text[start:end])

    def has(self, key: str, start: int, end: int) -> bool:
        """Tell whether a pattern of the lexicon is found between two offsets."""
        return bool(pattern(self.draft.language, f"sums.{key}").search(self.words(start, end)))

    def between(self, start: int, end: int) -> tuple[Number, ...]:
        """Return the numbers between two offsets."""
        return tuple(one for one in self.numbers if start <= one.start and one.end <= end)


def _passage(draft: Draft, start: int, end: int) -> Passage:
    return Passage(draft, start, end, numbers_in(draft, start, end))


def word_sums(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each stated total that its parts do not make, one a sentence."""
    for sentence in draft.sentences:
        if sentence.kind == "row":
            continue
        passage = _passage(draft, sentence.start, sentence.end)
        if len(passage.numbers) > 2 and not is_flattened(draft, sentence, len(passage.numbers)):
            yield from _first_wrong(draft, _sums(passage), (sentence.start, sentence.end))
    yield from _closing_totals(draft)
    yield from _opening_totals(draft)


def _first_wrong(draft: Draft, sums: Iterable[Sum], span: tuple[int, int]) -> Iterator[Finding]:
    """Yield the first wrong sum, unless its total or its parts are right in another reading."""
    tried = list(sums)
    right = {one.total.start for one in tried if len(one.parts) > 1 and not one.is_wrong}
    for one in tried:
        if one.is_wrong and one.total.start not in right:
            yield at(
                draft,
                "sum_mismatch",
                criterion_at(draft, span[0], "sostenibilita"),
                span,
                stated=one.total.value,
                computed=one.made,
                unit=one.total.unit,
            )
            return


def _sums(passage: Passage) -> Iterator[Sum]:
    for number in passage.numbers:
        yield from _in_parentheses(passage, number)
        yield from _after(passage, number)
        yield from _before(passage, number)


def _in_parentheses(passage: Passage, total: Number) -> Iterator[Sum]:
    """Yield "130,000 euro (60,000, 45,000 and 25,000)"."""
    for found in _PARENS.finditer(passage.draft.text, total.end, passage.end):
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
    each = shared_out(draft, start, end) if total.unit == "count" else None
    if each is not None:
        parts = (*parts, each)
    if total.unit == "count" and not all(_counts(passage, one, end) for one in parts):
        return
    if parts:
        yield Sum(total, parts)


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
    if gaps and ";" in gaps[0]:
        return passage.end
    semicolon = passage.draft.text.find(";", following[0].start, passage.end)
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
    outside = _PARENS.sub(
        lambda found: " " * len(found[0]), passage.words(passage.start, total.start)
    )
    first = passage.numbers[0].start - passage.start
    members = [one for one in _MEMBERS.split(outside[first:]) if len(one.split()) > 1]
    said = [one for one in members if not pattern(passage.draft.language, "sums.total").search(one)]
    return len(said) > 1 and all(figures(one, passage.draft.language) for one in said)


def _closing_totals(draft: Draft) -> Iterator[Finding]:
    """Yield totals that stand in a sentence or an item of their own, after those of the parts."""
    for _, group in groupby(draft.sentences, key=lambda one: (one.section, one.kind)):
        run = list(group)
        for place, sentence in enumerate(run):
            earlier = _run_before(run, place)
            passage = _passage(draft, sentence.start, sentence.end)
            is_flat = is_flattened(draft, sentence, len(passage.numbers))
            if sentence.kind == "row" or not earlier or is_flat:
                continue
            sums = list(_closed(passage, earlier))
            yield from _first_wrong(draft, sums, (sentence.start, sentence.end))


def _opening_totals(draft: Draft) -> Iterator[Finding]:
    """Yield the totals of a line that leads in a list ("Sources, 4.2 M€:") and of its items."""
    for one in draft.lists:
        before = [said for said in draft.sentences if said.end <= one.start]
        if not before or before[-1].kind == "row" or draft.text[before[-1].end : one.start].strip():
            continue
        lead = _passage(draft, before[-1].start, before[-1].end)
        if len(lead.numbers) != 1 or lead.numbers[0].unit != "euro":
            continue
        if not lead.words(lead.numbers[0].end, lead.end).rstrip().endswith(":"):
            continue
        parts = [part for item in one.items for part in _money(draft, item)]
        made = Sum(lead.numbers[0], tuple(parts))
        if len(parts) > 1:
            yield from _first_wrong(draft, [made], (lead.start, lead.end))


def _money(draft: Draft, item: tuple[int, int]) -> list[Number]:
    """Return the amounts of an item of a list outside parentheses."""
    inside = [found.span() for found in _PARENS.finditer(draft.text, *item)]
    return [
        one
        for one in numbers_in(draft, *item)
        if one.value >= _LEAST_MONEY and one.unit != "percent"
        if not any(start <= one.start < end for start, end in inside)
    ]


def _run_before(run: list[Sentence], place: int) -> list[Sentence]:
    """Return what a closing total may add: the items before it, or the sentence before it."""
    sentence = run[place]
    if sentence.kind == "item":
        return run[:place]
    return [one for one in run[max(0, place - 1) : place] if one.paragraph == sentence.paragraph]


def _closed(passage: Passage, earlier: list[Sentence]) -> Iterator[Sum]:
    draft = passage.draft
    opening = pattern(draft.language, "sums.closing_total")
    for total in passage.numbers[:1]:
        if not opening.match(passage.words(passage.start, total.start)):
            return
        parts: list[Number] = []
        for sentence in earlier:
            outside = [
                one for one in _outside(draft, sentence) if not is_measure(draft, one, sentence.end)
            ]
            wanted = alike(draft, total, outside, sentence.end)
            parts += wanted[:1] if sentence.kind == "item" else wanted
        if len(parts) > 2:
            yield Sum(total, tuple(parts))


def _outside(draft: Draft, sentence: Sentence) -> list[Number]:
    """Return the numbers of a sentence that stand outside parentheses."""
    inside = [found.span() for found in _PARENS.finditer(draft.text, sentence.start, sentence.end)]
    return [
        one
        for one in numbers_in(draft, sentence.start, sentence.end)
        if not any(start <= one.start < end for start, end in inside)
    ]
