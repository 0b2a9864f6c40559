"""Membership: who wants to join a partnership, or asks where it would belong, by the rules.

The kind that a message names has its categories in the rules: no search is needed to tell them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.leading import is_ours
from assistant.answering.lexicon import Lexicon, lexicon
from assistant.answering.mentions import Mention
from assistant.answering.said import is_for_goods, said
from assistant.answering.turn import Asked, Turn
from assistant.call.members import MemberType, category_rules
from assistant.call.rules import Rules
from assistant.retrieval.lexical import aligned, words
from assistant.text import say

_ASKED, _MEANT = "what", "whether"  # kinds: the message asks it so, or something that needs it
_COSTS = "phase1_eligible_cost_kind"
_NAMING_WORDS = 3
_LEADS = {  # what tells whether one of a side may lead
    "private": ("lead_partner_types", "lead_partner_other_requirements"),
    "public": ("lead_partner_excluded_types",),
}
_SEATS = "partner_seat_in_lombardy"


def membership(turn: Turn, rules: Rules) -> tuple[Asked, ...]:
    """Return the questions on joining that the rules answer: in which category, from which seat."""
    book, text = lexicon(turn.language), _about(turn)
    folded = aligned(text)
    is_joining = bool(book.case["joins"].search(folded))
    is_category = bool(book.case["asks_category"].search(folded))
    if not (is_joining or is_category):
        return ()
    told = said(turn.text, rules, turn.language)
    named = told.members or said(text, rules, turn.language).members
    member = _own(named, aligned(turn.text), book)
    if member is None and not is_joining:
        member = next(iter(named), None)
    asked = [*_category(turn, member, rules)]
    if is_joining and book.case["outside"].search(folded):
        asked += _seat(turn, rules)
    if member and is_joining and told.asks_lead:
        asked += _leading(turn, member, rules)
    kind = _ASKED if is_category and not book.case["lead"].search(folded) else _MEANT
    return tuple(replace(one, kind=kind) for one in asked)


def _about(turn: Turn) -> str:
    """Return the text that asks: a follow-up that only names somebody asks as the one before."""
    is_name = len(words(turn.text)) <= _NAMING_WORDS
    return turn.standalone if is_name else turn.text


def _category(turn: Turn, member: Mention | None, rules: Rules) -> Iterator[Asked]:
    kind = member.partner.kind if member else None
    if kind and kind.categories:
        asks = say(turn.language, "case.joining.category", member=kind.names[turn.language])
        yield Asked(asks, said=asks, settled=tuple(_category_facts(kind, rules)))


def _seat(turn: Turn, rules: Rules) -> Iterator[Asked]:
    if seats := rules.find(_SEATS):
        asks = say(turn.language, "case.joining.seat")
        yield Asked(asks, said=asks, settled=seats.facts[:1])


def _leading(turn: Turn, member: Mention, rules: Rules) -> Iterator[Asked]:
    """Yield the question whether who wants to join may lead, where its kind settles its side."""
    kind = member.partner.kind
    subjects = _LEADS.get(member.partner.side or "", ())
    known = [rule for subject in subjects if (rule := rules.find(subject)) and rule.facts]
    if kind and known:
        asks = say(turn.language, "case.joining.lead", member=kind.names[turn.language])
        yield Asked(asks, said=asks, settled=tuple(rule.facts[0] for rule in known))


def purchases(turn: Turn, rules: Rules) -> tuple[Asked, ...]:
    """Return the question of what the grant pays for, where a message is about buying things."""
    costs = rules.find(_COSTS)
    if costs is None or not is_for_goods(aligned(turn.text), lexicon(turn.language)):
        return ()
    asks = say(turn.language, "case.joining.goods")
    return (Asked(asks, _MEANT, said=asks, settled=costs.facts[:1]),)


def _category_facts(kind: MemberType, rules: Rules) -> Iterator[str]:
    """Yield what the rules rest on for the categories of a kind: what they share, then each."""
    told = [rule.facts for n, rule in category_rules(rules).items() if n in kind.categories]
    shared = [name for name in told[0] if all(name in facts for facts in told)]
    yield from dict.fromkeys((*(shared if len(told) > 1 else ()), *(facts[0] for facts in told)))


def _own(members: Sequence[Mention], folded: str, book: Lexicon) -> Mention | None:
    """Return the member that the person speaks for, else the only one."""
    ours = (one for one in members if is_ours(one, folded, book))
    return next(ours, members[0] if len(members) == 1 else None)
