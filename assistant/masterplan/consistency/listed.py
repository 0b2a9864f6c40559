"""Totals that stand beside their parts: after a list or a sentence, or in the line above a list."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

from assistant.call.rule import Rules
from assistant.masterplan.consistency.adding import Sum, alike, first_wrong, is_measure
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number
from assistant.masterplan.consistency.passage import Passage, outside, passage_of
from assistant.masterplan.consistency.quantities import is_flattened
from assistant.masterplan.draft import Draft, Listing, Sentence
from assistant.masterplan.finding import Finding

_LEAST_ITEMS = 3
_FEW = 4  # words before a number that opens a line
_LEAST_MONEY = 1000  # euro: a smaller number in a list of sources is of something else


def list_sums(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each total before or after its parts that they do not make."""
    yield from _closing_totals(draft)
    yield from _opening_totals(draft)
    yield from _totals_after_lists(draft)


def _closing_totals(draft: Draft) -> Iterator[Finding]:
    """Yield totals that stand in a sentence or an item of their own, after those of the parts."""
    for _, group in groupby(draft.sentences, key=lambda one: (one.section, one.kind)):
        run = list(group)
        for place, sentence in enumerate(run):
            earlier = _run_before(run, place)
            passage = passage_of(draft, sentence.start, sentence.end)
            is_flat = is_flattened(draft, sentence, len(passage.numbers))
            if sentence.kind == "row" or not earlier or is_flat:
                continue
            sums = list(_closed(passage, earlier))
            yield from first_wrong(draft, sums, (sentence.start, sentence.end))


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
            counted = [
                one
                for one in outside(draft, sentence.start, sentence.end)
                if not is_measure(draft, one, sentence.end)
            ]
            wanted = alike(draft, total, counted, sentence.end)
            parts += wanted[:1] if sentence.kind == "item" else wanted
        if len(parts) > 2:
            yield Sum(total, tuple(parts))


def _totals_after_lists(draft: Draft) -> Iterator[Finding]:
    """Yield the number that opens the line after a list of numbers, near their sum but not it.

    Whatever the words that lead to it: nothing else is so near. One more is who leads them.
    """
    for one in draft.lists:
        said = _line_after(draft, one)
        if said is None:
            continue
        passage = passage_of(draft, said.start, said.end)
        total = passage.numbers[0] if passage.numbers else None
        firsts = [outside(draft, *item)[:1] for item in one.items]
        if total is None or len(firsts) < _LEAST_ITEMS or not all(firsts):
            continue
        is_opening = len(passage.words(said.start, total.start).split()) <= _FEW
        parts = alike(draft, total, [first[0] for first in firsts], said.end)
        made = Sum(total, parts)
        if is_opening and len(parts) == len(firsts) and made.made + 1 != total.value:
            yield from first_wrong(draft, [made], (said.start, said.end))


def _line_after(draft: Draft, one: Listing) -> Sentence | None:
    """Return the sentence that opens the line below the items of a list, or the last item's own."""
    last = one.items[-1]
    broken = draft.text.find("\n", *last) + 1
    start = broken or one.end
    after = bisect_left(draft.sentences, start, key=lambda said: said.start)
    said = draft.sentences[after] if after < len(draft.sentences) else None
    is_next = said is not None and not draft.text[start : said.start].strip()
    return said if said is not None and is_next and said.kind != "row" else None


def _opening_totals(draft: Draft) -> Iterator[Finding]:
    """Yield the totals of a line that leads in a list ("Sources, 4.2 M€:") and of its items."""
    for one in draft.lists:
        before = bisect_right(draft.sentences, one.start, key=lambda said: said.end)
        said = draft.sentences[before - 1]
        if not before or said.kind == "row" or draft.text[said.end : one.start].strip():
            continue
        lead = passage_of(draft, said.start, said.end)
        if len(lead.numbers) != 1 or lead.numbers[0].unit != "euro":
            continue
        if not lead.words(lead.numbers[0].end, lead.end).rstrip().endswith(":"):
            continue
        parts = [part for item in one.items for part in _money(draft, item)]
        made = Sum(lead.numbers[0], tuple(parts))
        if len(parts) > 1:
            yield from first_wrong(draft, [made], (lead.start, lead.end))


def _money(draft: Draft, item: tuple[int, int]) -> list[Number]:
    """Return the amounts of an item of a list outside parentheses."""
    return [
        one for one in outside(draft, *item) if one.value >= _LEAST_MONEY and one.unit != "percent"
    ]
