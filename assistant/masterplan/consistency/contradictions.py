"""The same quantity told with two values in different places of a draft."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from assistant.call.rule import Rules
from assistant.masterplan.consistency.counts import mentions_in_tables
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import numbers_in
from assistant.masterplan.consistency.place import criterion_at
from assistant.masterplan.consistency.quantities import Mention, mentions_in_words
from assistant.masterplan.draft import Draft
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

TYPE = "number_contradiction_across_sections"
_FARTHEST = Decimal(2)  # times: counts farther apart are of different things
_NEAR = Decimal("1.5")  # times: totals that nothing joins ("the N") must be nearer
_MOST = 100  # totals of one noun: more are a list of other things
_LEAST = 3  # a count that small is of something at hand, not of a population


def count_contradictions(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each noun counted twice with different results, once a noun."""
    found = _told_once((*mentions_in_words(draft), *mentions_in_tables(draft)))
    told: set[str] = set()
    for one, other in _pairs(found, _bare(draft)):
        if one.head not in told and not _knows_both(draft, one, other):
            told.add(one.head)
            yield contradiction(draft, one.span, other.span, one.value, other.value)


def _told_once(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Leave out the totals of a noun that one place counts twice: it compares places or times."""
    values: dict[tuple[str, tuple[int, int]], set[Decimal]] = {}
    for one in found:
        if one.role == "total":
            values.setdefault((one.head, one.span), set()).add(one.value)
    return tuple(
        one for one in found if one.role != "total" or len(values[one.head, one.span]) == 1
    )


def _knows_both(draft: Draft, one: Mention, other: Mention) -> bool:
    """Tell whether a sentence with one value has the other too: "118 of the 149" are two things."""
    rows = {(row.start, row.end) for table in draft.tables for row in table.rows}
    pairs = [(a, b) for a, b in ((one, other), (other, one)) if a.span not in rows]
    return any(
        number.unit == "count" and number.value == two.value
        for mine, two in pairs
        for number in numbers_in(draft, *mine.span)
    )


def contradiction(
    draft: Draft,
    one: tuple[int, int],
    other: tuple[int, int],
    first: Decimal,
    second: Decimal,
) -> Finding:
    """Return the finding about two places that give different values to one quantity."""
    criterion = criterion_at(draft, one[0], "dati_economici")
    return at(draft, TYPE, criterion, one, other, variant="values", first=first, second=second)


def _bare(draft: Draft) -> frozenset[Decimal]:
    """Return the counts that a draft gives as totals without a noun ("204 in all")."""
    after = pattern(draft.language, "sums.total_after")
    return frozenset(
        one.value
        for one in numbers_in(draft, 0, len(draft.text))
        if one.unit == "count" and after.match(plain(draft.text[one.end : one.end + 24]))
    )


def _pairs(
    found: tuple[Mention, ...], bare: frozenset[Decimal]
) -> Iterator[tuple[Mention, Mention]]:
    yield from _unfounded(tuple(one for one in found if one.value not in bare))
    yield from _aims(found)
    for counted in _by_head(found).values():
        totals = [one for one in counted if one.role == "total"][:_MOST]
        for one, other in combinations(totals, 2):
            if _clash(one, other) and _is_same(one, other) and _is_near(one, other):
                yield other, one


def _by_head(found: tuple[Mention, ...]) -> dict[str, list[Mention]]:
    heads: dict[str, list[Mention]] = {}
    for one in found:
        heads.setdefault(one.head, []).append(one)
    return heads


def _unfounded(found: tuple[Mention, ...]) -> Iterator[tuple[Mention, Mention]]:
    """Yield "the 79 firms" where the draft counts firms, but nowhere 79 of them."""
    heads = _by_head(found)
    for one in found:
        if one.role != "definite" or one.value < _LEAST:
            continue
        others = [other for other in heads[one.head] if other.span != one.span]
        if any(one.agrees_with(other) for other in others):
            continue
        told = [other for other in others if _is_told(one, other)] or _only(one, others)
        if told:
            yield one, min(told, key=lambda other: abs(other.value - one.value))


def _aims(found: tuple[Mention, ...]) -> Iterator[tuple[Mention, Mention]]:
    """Yield "the 130 technicians needed by 2030" where the draft needs another number by then."""
    heads = _by_head(tuple(one for one in found if one.role in ("aim", "goal", "definite")))
    for one in found:
        if one.role not in ("aim", "definite") or one.value < _LEAST:
            continue
        others = [o for o in heads[one.head] if o.span != one.span and o.years & one.years]
        if not any(one.agrees_with(other) for other in others):
            told = [
                o for o in others if _clash(one, o) and _is_near(one, o) and not _differ(one, o)
            ]
            yield from ((one, other) for other in told[:1])


def _only(one: Mention, others: list[Mention]) -> list[Mention]:
    """Return the one other count of a noun that is neither a sample nor told of partners."""
    counted = [other for other in others if other.role in ("total", "other", "definite")]
    is_one = len({other.value for other in counted}) == 1
    near = [
        o for o in counted if _clash(one, o) and o.partners == one.partners and not _differ(one, o)
    ]
    return near if is_one else []


def _is_told(one: Mention, other: Mention) -> bool:
    """Tell whether a count is what "the N ..." would repeat."""
    roles = ("total", "volume", "definite") if other.partners == one.partners else ("volume",)
    return other.role in roles and _clash(one, other) and not _differ(one, other)


def _clash(one: Mention, other: Mention) -> bool:
    """Tell whether two counts are different and near enough to be of the same things."""
    low, high = sorted((one.value, other.value))
    if one.agrees_with(other) or low < _LEAST or one.span == other.span:
        return False
    years = one.years and other.years and not one.years & other.years
    return not years and high <= _FARTHEST * low


def _is_same(one: Mention, other: Mention) -> bool:
    """Tell whether two totals are of the same things: the same words narrow them, or none."""
    if one.partners != other.partners:
        return False
    shared = len(one.about & other.about)
    return one.about == other.about or shared * 5 >= 3 * len(one.about | other.about)


def _is_near(one: Mention, other: Mention) -> bool:
    """Tell whether two totals are near enough to be of one thing, by other words or times."""
    low, high = sorted((one.value, other.value))
    return high <= _NEAR * low


def _differ(one: Mention, other: Mention) -> bool:
    """Tell whether each count is narrowed by words that the other lacks."""
    return bool(one.about and other.about) and not one.about & other.about
