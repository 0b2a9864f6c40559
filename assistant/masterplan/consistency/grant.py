"""The phase 1 request against the consultancy that it pays: the cap and the rate of the rules."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, takewhile

from assistant.call.contribution import Contribution, contribution
from assistant.call.rule import Rules
from assistant.masterplan.consistency.grids import grid
from assistant.masterplan.consistency.lexicon import pattern, tables
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

CRITERION = "conformita_finanziaria"
_CLAUSE = re.compile(r"[;]\s|(?<=[^\d\W])\.\s")
_CENT = Decimal("0.005")  # of a rate: shares are rounded to the whole per cent


@dataclass(frozen=True, slots=True)
class Request:
    """What a draft asks for in phase 1: an amount, a share of the spending, or both.

    ``span``: the words that ask, up to the share; ``section``: index of their section; ``own``:
    what the same sentence says that the partners pay.
    """

    span: tuple[int, int]
    section: int
    amount: Decimal | None = None
    share: Decimal | None = None
    own: Decimal | None = None


def grant_request(draft: Draft, rules: Rules) -> Iterable[Finding]:
    """Yield findings for a phase 1 request above the cap or above the share of the spending."""
    known = contribution(Decimal(0), rules)
    if known is None:
        return
    spendings = list(_spendings(draft))
    told: set[str] = set()
    for request in _requests(draft):
        for finding in _judged(draft, request, _spending(request, spendings), known, rules):
            if finding.type not in told:
                told.add(finding.type)
                yield finding


def _judged(
    draft: Draft, request: Request, spending: Decimal | None, known: Contribution, rules: Rules
) -> Iterator[Finding]:
    if request.amount is not None and request.amount > known.cap:
        yield at(
            draft,
            "contribution_over_cap",
            CRITERION,
            request.span,
            requested=request.amount,
            cap=known.cap,
        )
    share = request.share
    if spending is None and request.amount is not None and request.own is not None:
        spending = request.amount + request.own
    if request.amount is not None and spending:
        allowed = contribution(spending, rules)
        is_over = allowed is not None and request.amount > allowed.share * (1 + _CENT)
        share = request.amount / spending if is_over else share
    if share is not None and share > known.rate + _CENT:
        percent = (share * 100).quantize(Decimal("0.1"))
        yield at(
            draft,
            "cofinancing_rate_wrong",
            CRITERION,
            request.span,
            share=percent,
            rate=known.rate * 100,
        )


def _spending(request: Request, spendings: list[tuple[Decimal, int]]) -> Decimal | None:
    """Return the consultancy cost told nearest to a request, in sections."""
    near = sorted(spendings, key=lambda one: abs(one[1] - request.section))
    larger = [amount for amount, _ in near if request.amount is None or amount >= request.amount]
    return larger[0] if larger else None


def _clauses(draft: Draft, sentence: Sentence) -> Iterator[tuple[int, int]]:
    text = draft.words(sentence)
    cuts = [0, *(found.end() for found in _CLAUSE.finditer(text)), len(text)]
    for start, end in pairwise(cuts):
        yield sentence.start + start, sentence.start + end


def _requests(draft: Draft) -> Iterator[Request]:
    for sentence in draft.sentences:
        if not _is_phase_one(draft, sentence) and not _is_meant(draft, sentence):
            continue
        own = _own(draft, sentence)
        for start, end in _clauses(draft, sentence):
            yield from (replace(one, own=own) for one in _request(draft, sentence, start, end))


def _own(draft: Draft, sentence: Sentence) -> Decimal | None:
    """Return the amount that a sentence says that the partners pay."""
    numbers = numbers_in(draft, sentence.start, sentence.end)
    for number, before, after in _surroundings(draft, numbers, sentence.start, sentence.end):
        if number.unit == "euro" and _cue(draft, before, after) == "own":
            return number.value
    return None


def _is_phase_one(draft: Draft, sentence: Sentence) -> bool:
    """Tell whether the sentence, its paragraph or its heading is about the phase 1 consultancy."""
    about = pattern(draft.language, "grant.phase_one")
    section = draft.sections[sentence.section]
    place = bisect_right(draft.sentences, sentence.start, key=lambda one: one.start)
    near = [
        one for one in draft.sentences[max(0, place - 7) : place] if one.section == sentence.section
    ]
    texts = [section.heading, *(draft.words(one) for one in near)]
    return any(about.search(plain(text)) for text in texts)


def _request(draft: Draft, sentence: Sentence, start: int, end: int) -> Iterator[Request]:
    """Yield what one clause asks for; "the other 84,000 are paid by us" asks nothing."""
    words = plain(draft.text[start:end])
    if pattern(draft.language, "grant.phase_two").search(words):
        return
    numbers = numbers_in(draft, start, end)
    for number, before, after in _surroundings(draft, numbers, start, end):
        if number.unit != "euro" and not (sentence.kind == "row" and number.value >= 1000):
            continue
        cue = _cue(draft, before, after)
        if cue == "request" or (cue is None and _is_meant(draft, sentence)):
            share, stop = _share(draft, number, start, end)
            row = sentence.kind == "row"
            span = (sentence.start, sentence.end) if row else (_first(draft, start), stop)
            yield Request(span, sentence.section, number.value, share)
            return
    told = _share_of_spending(draft, words, start)
    if told is not None:
        share, stop = told
        yield Request((_first(draft, start), stop), sentence.section, share=share)


def _is_meant(draft: Draft, sentence: Sentence) -> bool:
    """Tell whether a sentence asks for an amount by what it means."""
    return (draft.readings.score("contribution_over_cap", sentence) or 0.0) >= 1


def _share_of_spending(draft: Draft, words: str, start: int) -> tuple[Decimal, int] | None:
    """Return the share of "a grant of 70% of the consultancy", and where it ends."""
    ask = pattern(draft.language, "grant.request").search(words)
    if ask is None or pattern(draft.language, "grant.own").search(words):
        return None
    spending = pattern(draft.language, "grant.spending")
    shares = [
        (one.end - start, one.value / 100)
        for one in numbers_in(draft, start, start + len(words))
        if one.unit == "percent"
    ]
    for fraction, part in tables(draft.language)["fractions"].items():
        shares += [(found.end(), Decimal(part)) for found in re.finditer(fraction, words)]
    for stop, share in sorted(shares):
        if stop > ask.end() and spending.search(words[stop : stop + 40]):
            return share, start + stop
    return None


def _first(draft: Draft, start: int) -> int:
    text = draft.text[start:]
    return start + len(text) - len(text.lstrip())


def _surroundings(
    draft: Draft, numbers: tuple[Number, ...], start: int, end: int
) -> Iterator[tuple[Number, str, str]]:
    """Yield each number with the words before it, from the last amount of money, and after it."""
    reached = start
    for place, number in enumerate(numbers):
        following = numbers[place + 1].start if place + 1 < len(numbers) else end
        before = plain(draft.text[reached : number.start])
        yield number, before, plain(draft.text[number.end : min(following, number.end + 60)])
        if number.unit == "euro":
            reached = number.end


def _cue(draft: Draft, before: str, after: str) -> str | None:
    """Return whether an amount is the request or the spending, by the nearest word about it."""
    found = {}
    for name in ("request", "spending", "own"):
        for match in pattern(draft.language, f"grant.{name}").finditer(before):
            found[name] = match.start()
    spending, request = found.get("spending", -1), found.get("request", -1)
    is_purpose = pattern(draft.language, "grant.purpose").search(before[: max(spending, 0)])
    if 0 <= request < spending and is_purpose and not re.search(r"[,;:]", before[spending:]):
        del found["spending"]  # "the grant that we ask for the consultancy is"
    if found:
        return max(found, key=lambda name: found[name])
    for name in ("request", "spending"):
        if pattern(draft.language, f"grant.{name}_after").search(after):
            return name
    return None


def _share(draft: Draft, amount: Number, start: int, end: int) -> tuple[Decimal | None, int]:
    """Return the share of the spending that a clause states for the request, and its end."""
    rest = plain(draft.text[amount.end : end])
    other = pattern(draft.language, "grant.own").search(rest)
    limit = amount.end + other.start() if other else end
    shares = [one for one in numbers_in(draft, start, limit) if one.unit == "percent"]
    after = [one for one in shares if one.start >= amount.end]
    if after or shares:
        chosen = after[0] if after else shares[-1]
        return chosen.value / 100, max(chosen.end, amount.end)
    for words, part in tables(draft.language)["fractions"].items():
        if told := re.search(words, plain(draft.text[amount.end : limit])):
            return Decimal(part), amount.end + told.end()
    return None, amount.end


def _spendings(draft: Draft) -> Iterator[tuple[Decimal, int]]:
    """Yield the consultancy costs that a draft states, with the index of their section."""
    for sentence in draft.sentences:
        if sentence.kind == "row":
            continue
        numbers = numbers_in(draft, sentence.start, sentence.end)
        places = _surroundings(draft, numbers, sentence.start, sentence.end)
        told = [
            (number, before, _cue(draft, before, after))
            for number, before, after in places
            if number.unit == "euro"
        ]
        for place, (number, _, cue) in enumerate(told):
            if cue == "spending":
                rest = takewhile(lambda one: one[2] is None, told[place + 1 :])
                parts = [(one.value, before) for one, before, _ in rest]
                yield _whole(draft, number.value, parts), sentence.section
    yield from _spendings_in_tables(draft)


def _whole(draft: Draft, first: Decimal, others: list[tuple[Decimal, str]]) -> Decimal:
    """Return what a cost comes to with the amounts told after it, each with the words before it.

    It is the whole where they are introduced as its parts ("120,000: 70,000 for ..."), or where
    they do not begin a list with it; else all are parts, or the last is the total.
    """
    if not others:
        return first
    between = others[0][1]
    of_which = pattern(draft.language, "grant.of_which")
    if of_which.search(between) or not between.lstrip(" €").startswith(","):
        return first
    if pattern(draft.language, "sums.total").search(others[-1][1]):
        return others[-1][0]
    return first + sum(value for value, _ in others)


def _spendings_in_tables(draft: Draft) -> Iterator[tuple[Decimal, int]]:
    about, total = (pattern(draft.language, key) for key in ("grant.spending", "sums.total"))
    for table in draft.tables:
        found = grid(draft, table)
        titles = (*found.headings, plain(draft.sections[table.section].heading))
        is_about = any(about.search(title) for title in titles)
        for line in found.lines:
            amounts = [abs(number.value) for number in line.numbers if number is not None]
            is_total = is_about and total.search(line.label)
            if amounts and (is_total or (about.search(line.label) and len(found.lines) < 12)):
                yield max(amounts), table.section
