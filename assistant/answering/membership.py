"""Membership: who wants to join a partnership, or asks where it would belong, by the rules.

The kind that a message names has its categories in the rules: no search is needed to tell them.
"""

from collections.abc import Iterator, Sequence

from assistant.answering.leading import is_ours
from assistant.answering.lexicon import Lexicon, lexicon
from assistant.answering.mentions import Mention, aligned
from assistant.answering.said import is_for_goods, said
from assistant.answering.turn import Asked, Turn
from assistant.call.members import MemberType, category_rules
from assistant.call.rules import Rules
from assistant.text import say

_COSTS = "phase1_eligible_cost_kind"
_SEATS = "partner_seat_in_lombardy"


def joins(text: str, book: Lexicon) -> bool:
    """Tell whether a message is about joining a partnership that others make."""
    return bool(book.case["joins"].search(aligned(text)))


def membership(turn: Turn, rules: Rules) -> tuple[Asked, ...]:
    """Return the questions on joining that the rules answer: in which category, from which seat."""
    book, text = lexicon(turn.language), turn.standalone
    folded = aligned(text)
    is_joining = joins(text, book)
    if not is_joining and not book.case["asks_category"].search(folded):
        return ()
    told = said(text, rules, turn.language).members
    member = _own(told, folded, book, is_joining=is_joining)
    return tuple(_questions(turn, member, rules, is_outside=is_joining and _outside(folded, book)))


def _questions(
    turn: Turn, member: Mention | None, rules: Rules, *, is_outside: bool
) -> Iterator[Asked]:
    kind = member.partner.kind if member else None
    if kind and kind.categories:
        asks = say(turn.language, "case.joining.category", member=kind.names[turn.language])
        yield Asked(asks, "what", said=asks, settled=tuple(_category_facts(kind, rules)))
    seats = rules.find(_SEATS) if is_outside else None
    if seats:
        asks = say(turn.language, "case.joining.seat")
        yield Asked(asks, "whether", said=asks, settled=seats.facts[:1])


def purchases(turn: Turn, rules: Rules) -> tuple[Asked, ...]:
    """Return the question of what the grant pays for, where a message is about buying things."""
    costs = rules.find(_COSTS)
    if costs is None or not is_for_goods(aligned(turn.text), lexicon(turn.language)):
        return ()
    asks = say(turn.language, "case.joining.goods")
    return (Asked(asks, "whether", said=asks, settled=costs.facts[:1]),)


def _category_facts(kind: MemberType, rules: Rules) -> Iterator[str]:
    """Yield what the rules rest on for the categories of a kind: what they share, then each."""
    told = [rule.facts for n, rule in category_rules(rules).items() if n in kind.categories]
    shared = [name for name in told[0] if all(name in facts for facts in told)]
    yield from dict.fromkeys((*(shared if len(told) > 1 else ()), *(facts[0] for facts in told)))


def _own(
    members: Sequence[Mention], folded: str, book: Lexicon, *, is_joining: bool
) -> Mention | None:
    """Return the member that the person speaks for, else the only one, or the first asked about."""
    ours = (one for one in members if is_ours(one, folded, book))
    is_clear = len(members) == 1 or not is_joining
    return next(ours, members[0] if members and is_clear else None)


def _outside(folded: str, book: Lexicon) -> bool:
    return bool(book.case["outside"].search(folded))
