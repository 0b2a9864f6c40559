"""Money and shares told twice: turnover, investment, exports, the price of a service."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from assistant.call.rule import Rules
from assistant.masterplan.consistency.breakeven import table_unit
from assistant.masterplan.consistency.contradictions import contradiction
from assistant.masterplan.consistency.grids import grid
from assistant.masterplan.consistency.lexicon import named, pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.consistency.quantities import years_in
from assistant.masterplan.consistency.volumes import Product, products
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding
from assistant.masterplan.plain import plain
from assistant.retrieval.words import analyse

_FEW = 5  # words from a label to its amount
_NEAR = Decimal("1.5")  # times: amounts farther apart are of different things


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount or a share under a label of ``[labels]``; ``years``: those told with it."""

    label: str
    number: Number
    span: tuple[int, int]
    years: frozenset[str]


def amount_contradictions(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each label that has two amounts, rounding apart."""
    told: set[str] = set()
    for one, other in combinations([*_in_words(draft), *_totals(draft)], 2):
        if one.label == other.label not in told and _clash(one, other):
            told.add(one.label)
            first, second = other.number.value, one.number.value
            yield contradiction(draft, other.span, one.span, first, second)


def _clash(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts differ by more than rounding, but not as two things do."""
    if one.number.unit != other.number.unit or one.span == other.span:
        return False
    if one.years and other.years and not one.years & other.years:
        return False
    low, high = sorted((one.number.value, other.number.value))
    slack = max(one.number.half, other.number.half)
    return high - low > slack and high <= low * _NEAR


def _in_words(draft: Draft) -> Iterator[Amount]:
    for sentence in draft.sentences:
        for number in numbers_in(draft, sentence.start, sentence.end):
            label = _label(draft, sentence, number)
            if label is not None:
                start, end = _near(draft, sentence, number)
                years = years_in(draft.text[start:end])
                unit = "euro" if number.unit == "count" else number.unit
                own = replace(number, unit=unit)
                yield Amount(label, own, (sentence.start, sentence.end), years)


def _near(draft: Draft, sentence: Sentence, number: Number) -> tuple[int, int]:
    """Return the clause of a number, with the note in parentheses that follows it."""
    start = max(draft.text.rfind(";", sentence.start, number.start) + 1, sentence.start)
    end = draft.text.find(";", number.end, sentence.end)
    return max(start, number.start - 90), min(end if end > 0 else sentence.end, number.end + 70)


def _label(draft: Draft, sentence: Sentence, number: Number) -> str | None:
    """Return the label of an amount: a few words before it, or just after ("430 M of turnover")."""
    start, end = _near(draft, sentence, number)
    before = plain(draft.text[start : number.start])
    clause = plain(draft.text[start:end])
    unit = "euro" if number.unit == "count" and number.scale > 1 else number.unit
    if unit == "count" or pattern(draft.language, "labelled.other").search(clause):
        return None
    after = plain(draft.text[number.end : end])
    of = pattern(draft.language, "labelled.of").match(after)
    for name, fits in named(draft.language, f"labels.{unit}").items():
        if of and fits.match(after, of.end()):
            return name
        found = list(fits.finditer(before))
        if number.unit == unit and found and _leads(before[found[-1].end() :]):
            return name
    return None


def _leads(gap: str) -> bool:
    """Tell whether words from a label to a number say nothing else: few, and no stop or number."""
    bare = re.sub(r"\(?\b(?:19|20)\d\d\)?", "", gap)
    return len(bare.split()) <= _FEW and not re.search(r"[\d;.(]", bare)


def _totals(draft: Draft) -> Iterator[Amount]:
    """Yield the totals of the tables of investments."""
    total = pattern(draft.language, "sums.total")
    about = pattern(draft.language, "labels.euro.investment")
    other = pattern(draft.language, "labelled.not_investment")
    for table in draft.tables:
        heading = plain(draft.sections[table.section].heading)
        if not about.search(heading) and not _has_caption(draft, table.start):
            continue
        found = grid(draft, table)
        if other.search(" ".join((*found.headings, *(line.label for line in found.lines)))):
            continue
        for line in found.lines:
            numbers = [one for one in line.numbers if one is not None and one.unit != "percent"]
            if numbers and total.search(line.label):
                unit = table_unit(draft, table)
                largest = max(numbers, key=lambda one: one.value)
                value = largest.value * unit if largest.scale == 1 else largest.value
                number = replace(largest, value=value, unit="euro", half=largest.half * unit)
                row = next(r for r in table.rows if r.start <= largest.start < r.end)
                yield Amount("investment", number, (row.start, row.end), frozenset())


def _has_caption(draft: Draft, start: int) -> bool:
    before = plain(draft.text[max(0, start - 200) : start]).rstrip().split("\n")
    return bool(pattern(draft.language, "labels.euro.investment").search(before[-1]))


def price_contradictions(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield the rows of volumes and amounts whose price is not the one that the draft tells."""
    prices = list(_prices(draft))
    for table, product in products(draft):
        price = product.price * table_unit(draft, table)
        told = [(one.number, one.span) for one in prices if one.is_of(product, draft)]
        near = [one for one in told if price / 2 <= one[0].value <= price * 2]
        slack = max(_rounding(product) * table_unit(draft, table), price / 1000)
        wrong = [one for one in near if abs(one[0].value - price) > slack]
        beside = [one for one in wrong if draft.section_at(one[1][0]) == table.section]
        if beside or (wrong and len(wrong) == len(near)):
            number, span = (beside or wrong)[0]
            row = (product.row.start, product.row.end)
            yield contradiction(draft, span, row, number.value, price.quantize(Decimal("0.01")))


def _rounding(product: Product) -> Decimal:
    """Return how far the rounding of the amounts may move the price."""
    pairs = zip(product.amounts, product.volumes, strict=True)
    return min(amount.half / volume.value for amount, volume in pairs if volume.value)


@dataclass(frozen=True, slots=True)
class _Price:
    """An amount of money, with the stems of the words that lead to it."""

    number: Number
    words: frozenset[str]
    span: tuple[int, int]

    def is_of(self, product: Product, draft: Draft) -> bool:
        """Tell whether the words name what a row sells, outside the row itself."""
        stems = analyse(product.label, draft.language)
        return bool(stems) and stems[0] in self.words and self.span[0] != product.row.start


def _prices(draft: Draft) -> Iterator[_Price]:
    """Yield the amounts of money told in full, in words or in a table."""
    for sentence in draft.sentences:
        numbers = numbers_in(draft, sentence.start, sentence.end)
        for place, number in enumerate(numbers):
            if number.unit != "euro" or number.scale > 1:
                continue
            money = [one.end for one in numbers[:place] if one.unit == "euro"]
            start = max(money[-1] if money else sentence.start, number.start - 90)
            words = analyse(draft.text[start : number.start], draft.language)
            yield _Price(number, frozenset(words), (sentence.start, sentence.end))
