"""Totals that stand beside their parts: after a list or a sentence, or in the line above a list."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

from assistant.call.rule import Rules
from assistant.masterplan.consistency.adding import Sum, alike, first_wrong, is_measure
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number
from assistant.masterplan.consistency.passage import Passage, outside, passage_of
from assistant.masterplan.consistency.quantities import is_flattened
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding

_LEAST_MONEY = 1000  # euro: a smaller number in a list of sources is of something else


def list_sums(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each total before or after its parts that they do not make."""
    yield from _closing_totals(draft)
    yield from _opening_totals(draft)


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
