"""Surfaces, weights and powers of one thing told with two values, and prices of one service."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from assistant.call.rule import Rules
from assistant.masterplan.consistency.contradictions import contradiction
from assistant.masterplan.consistency.lexicon import named, pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.consistency.quantities import years_in
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding
from assistant.masterplan.plain import plain
from assistant.retrieval.words import analyse

_PART_END = r"[;,:()|]"
_PART = re.compile(r"[^;,:()|]+")
_FARTHEST = Decimal(2)  # times: measures farther apart are of different things
_LEAST_SHARED = 2  # stems that name a thing


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with a unit.

    ``thing``: stems of the part of its sentence that leads to it, or of the label of its row;
    ``around``: those of the whole sentence.
    """

    unit: str
    number: Number
    thing: frozenset[str]
    around: frozenset[str]
    years: frozenset[str]
    sentence: Sentence

    def is_of_same(self, other: "Measure") -> bool:
        """Tell whether the thing of one is told around the other."""
        return any(
            len(one.thing) >= _LEAST_SHARED and one.thing <= two.around
            for one, two in ((self, other), (other, self))
        )

    def clashes_with(self, other: "Measure") -> bool:
        """Tell whether two measures are near, but not the same but for rounding."""
        low, high = sorted((self.number.value, other.number.value))
        is_apart = high - low > max(self.number.half, other.number.half)
        is_other_time = self.years and other.years and not self.years & other.years
        return is_apart and not is_other_time and high <= _FARTHEST * low


def measure_contradictions(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each thing that two places of a draft measure differently."""
    found = list(_measures(draft))
    told: set[int] = set()
    for one, other in combinations(found, 2):
        places = {one.sentence.start, other.sentence.start}
        if one.unit != other.unit or len(places) < 2 or places & told:
            continue
        if one.is_of_same(other) and one.clashes_with(other) and not _is_told(found, one, other):
            told |= places
            spans = [(m.sentence.start, m.sentence.end) for m in (other, one)]
            yield contradiction(draft, spans[0], spans[1], other.number.value, one.number.value)


def _is_told(found: list[Measure], one: Measure, other: Measure) -> bool:
    """Tell whether one of two sentences measures the thing twice, or what shares a word with it."""
    starts = {one.sentence.start, other.sentence.start}
    thing = one.thing | other.thing
    values = [
        (m.sentence.start, m.number.value)
        for m in found
        if m.unit == one.unit
        and m.sentence.start in starts
        and (m.number in (one.number, other.number) or m.thing & thing or not m.thing)
    ]
    return len(values) > len(starts)


def _measures(draft: Draft) -> Iterator[Measure]:
    units = named(draft.language, "measures.units")
    veto = pattern(draft.language, "measures.other")
    for sentence in draft.sentences:
        words = plain(draft.words(sentence))
        for number in numbers_in(draft, sentence.start, sentence.end):
            is_named = _following(draft, sentence, number) is not None
            if veto.search(_part_of(draft, sentence, number) if is_named else words):
                continue
            after = plain(draft.text[number.end : min(sentence.end, number.end + 24)])
            unit = next((name for name, fits in units.items() if fits.match(after)), None)
            if unit is not None:
                yield Measure(
                    unit,
                    number,
                    _stems(draft, _leading(draft, sentence, number)),
                    _stems(draft, words),
                    years_in(_part_of(draft, sentence, number)),
                    sentence,
                )


def _leading(draft: Draft, sentence: Sentence, number: Number) -> str:
    """Return what a measure is of: what it says, the first cell of its row, the words before it."""
    if sentence.kind == "row":
        cells = draft.words(sentence).strip("| ").split("|")
        return plain(cells[0])
    before = plain(draft.text[sentence.start : number.start])
    if (thing := _following(draft, sentence, number)) is not None:
        return thing
    parts = [one for one in _PART.findall(before) if re.search(r"[a-z]{4}", one)]
    return re.split(r"\d", parts[-1])[-1] if parts else ""


def _following(draft: Draft, sentence: Sentence, number: Number) -> str | None:
    """Return what a measure says by itself that it is of ("560 m² of clean room")."""
    after = plain(draft.text[number.end : sentence.end])
    told = pattern(draft.language, "measures.of").match(after)
    return told["thing"] if told else None


def _part_of(draft: Draft, sentence: Sentence, number: Number) -> str:
    """Return the words around a number up to the next comma, bar or bracket on either side."""
    before = plain(draft.text[sentence.start : number.start])
    after = plain(draft.text[number.end : sentence.end])
    return re.split(_PART_END, before)[-1] + " " + re.split(_PART_END, after)[0]


def _stems(draft: Draft, words: str) -> frozenset[str]:
    bare = pattern(draft.language, "measures.general").sub(" ", words)
    return frozenset(
        one for one in analyse(bare, draft.language) if len(one) > 2 and not one[0].isdigit()
    )
