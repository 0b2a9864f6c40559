"""Shares that do not make a hundred, and what is said to be left of a sum."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.call.rule import Rules
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.consistency.place import criterion_at
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_WHOLE = Decimal(100)
_CLAUSE = re.compile(r"[^;]+")


def share_sums(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each clause whose shares of one whole do not make a hundred."""
    for sentence in draft.sentences:
        if sentence.kind == "row":
            continue
        for found in _CLAUSE.finditer(draft.words(sentence)):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            made = _made(draft, start, end)
            if made is not None:
                yield _finding(draft, (start, end), _WHOLE, made)
                break


def _finding(
    draft: Draft, span: tuple[int, int], stated: Decimal, made: Decimal, unit: str = "percent"
) -> Finding:
    words = draft.text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    return at(
        draft,
        "sum_mismatch",
        criterion_at(draft, start, "sostenibilita"),
        (start, span[1] - len(words) + len(words.rstrip())),
        stated=stated,
        computed=made,
        unit=unit,
    )


def _made(draft: Draft, start: int, end: int) -> Decimal | None:
    """Return what the shares of a clause make, when it is not a hundred."""
    words = plain(draft.text[start:end])
    numbers = [one for one in numbers_in(draft, start, end) if one.unit == "percent"]
    told = pattern(draft.language, "sums.shares").search(words)
    if not told or len(numbers) < 2 or pattern(draft.language, "sums.not_all").search(words):
        return None
    if pattern(draft.language, "sums.not_shares").search(words) or not _is_run(draft, numbers):
        return None
    made = sum((one.value for one in numbers), Decimal(0))
    slack = max(Decimal(1), sum((one.half for one in numbers), Decimal(0)))
    least = Decimal(80) if len(numbers) > 2 else _WHOLE
    is_near = least < made <= 140 and abs(made - _WHOLE) > slack
    return made if is_near and _WHOLE not in [one.value for one in numbers] else None


def _is_run(draft: Draft, numbers: Sequence[Number]) -> bool:
    """Tell shares listed one after the other, each with its holder, from scattered rates."""
    gaps = [plain(draft.text[one.end : other.start]) for one, other in pairwise(numbers)]
    joined = all(re.search(r",|\b(?:e|ed|and|mentre|il resto)\b|\(", gap) for gap in gaps)
    return joined and all(len(gap) < 90 and ". " not in gap for gap in gaps)


def remainders(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield "61 of the 74 firms ...; the other 15" and a remainder that leaves a gap."""
    for place, sentence in enumerate(draft.sentences):
        if sentence.kind == "row":
            continue
        near = [*draft.sentences[max(0, place - 1) : place], sentence]
        near = [one for one in near if one.paragraph == sentence.paragraph]
        yield from _other(draft, sentence, near)


def _other(draft: Draft, sentence: Sentence, near: list[Sentence]) -> Iterator[Finding]:
    numbers = numbers_in(draft, near[0].start, sentence.end)
    other = pattern(draft.language, "sums.the_other")
    for place, rest in enumerate(numbers):
        if rest.start < sentence.start:
            continue
        before = plain(draft.text[max(sentence.start, rest.start - 24) : rest.start])
        if not other.search(before):
            continue
        for part, whole in _pairs(draft, numbers[:place], rest):
            made = part.value + rest.value
            if made != whole.value and abs(made - whole.value) <= whole.value / 2:
                span = (sentence.start, sentence.end)
                yield _finding(draft, span, whole.value, made, whole.unit)
            return


def _pairs(
    draft: Draft, earlier: Sequence[Number], rest: Number
) -> Iterator[tuple[Number, Number]]:
    """Yield the nearest "A of the B" before a remainder, or the grant asked for a spending."""
    of_the = pattern(draft.language, "sums.of_the")
    for part, whole in reversed(list(pairwise(earlier))):
        between = plain(draft.text[part.end : whole.start])
        if part.unit == whole.unit == rest.unit and of_the.fullmatch(between):
            yield part, whole
    money = [one for one in earlier if one.unit == "euro"]
    if rest.unit == "euro" and len(money) >= 2:
        differences = [(two, one) for one in money for two in money if one.value > two.value]
        if any(one.value - two.value == rest.value for two, one in differences):
            return
        context = plain(draft.text[max(0, earlier[0].start - 80) : rest.start])
        if pattern(draft.language, "grant.spending").search(context):
            largest = max(money, key=lambda one: one.value)
            yield money[-1], largest
