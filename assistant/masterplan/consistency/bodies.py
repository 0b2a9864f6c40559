"""How many members a board, a committee or an assembly has, wherever the draft says it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.call.rule import Rules
from assistant.masterplan.consistency.contradictions import TYPE
from assistant.masterplan.consistency.lexicon import named, pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain


@dataclass(frozen=True, slots=True)
class Seats:
    """The members of a body, told in a sentence or a row."""

    body: str
    members: Decimal
    span: tuple[int, int]


def body_contradictions(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each body that has two numbers of members."""
    first: dict[str, Seats] = {}
    told: set[str] = set()
    for seats in _seats(draft):
        before = first.setdefault(seats.body, seats)
        if seats.members != before.members and seats.body not in told:
            told.add(seats.body)
            yield at(
                draft,
                TYPE,
                "governance",
                seats.span,
                before.span,
                variant="values",
                first=seats.members,
                second=before.members,
            )


def _seats(draft: Draft) -> Iterator[Seats]:
    for sentence in draft.sentences:
        words = plain(draft.words(sentence))
        if pattern(draft.language, "bodies.elsewhere").search(words):
            continue
        for number in numbers_in(draft, sentence.start, sentence.end):
            if number.unit == "count" and (body := _body(draft, sentence, number)):
                yield Seats(body, number.value, (sentence.start, sentence.end))


def _body(draft: Draft, sentence: Sentence, number: Number) -> str | None:
    """Return the body whose members a number counts: named just before or just after it."""
    before = plain(draft.text[max(sentence.start, number.start - 90) : number.start])
    after = plain(draft.text[number.end : min(sentence.end, number.end + 60)])
    members = pattern(draft.language, "bodies.members").match(after)
    opening = pattern(draft.language, "bodies.opening").search(before)
    if members is None and opening is None:
        return None
    if pattern(draft.language, "bodies.some").search(before):
        return None
    if members is not None:
        own = _last(draft, after[members.end() :], pattern_key="bodies.of", at_start=True)
        if own is not None:
            return own
    return _last(draft, before, pattern_key="bodies.joint", at_start=False)


def _last(draft: Draft, words: str, *, pattern_key: str, at_start: bool) -> str | None:
    """Return the body named nearest to a number, when only a joint parts them."""
    joint = pattern(draft.language, pattern_key)
    found = []
    for name, fits in named(draft.language, "organs").items():
        for match in fits.finditer(words):
            gap = words[: match.start()] if at_start else words[match.end() :]
            if joint.fullmatch(gap):
                found.append((len(gap), name))
    return min(found)[1] if found else None
