"""The kinds of member that the rules name: which category each fills, and whether it may lead.

A kind whose words hold all those of another is one of them: a "università lombarda" is a
"università", and fills its category too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Literal

from assistant.call.rules import Rule, Rules
from assistant.model import Language
from assistant.retrieval.lexical import fold

Side = Literal["public", "private"]
Nature = Literal["private", "public", "mixed", "third_sector"]
NATURES: tuple[Nature, ...] = ("private", "public", "mixed", "third_sector")
OTHER = "other"  # a member of a kind that no list of the rules names
_HALF = Decimal(50)


@dataclass(frozen=True, slots=True)
class MemberType:
    """A kind of member. ``side`` is None where it depends on the single body.

    ``categories``: the numbers of the partner categories it fills; ``is_lead`` and
    ``is_excluded``: named among those that may lead, and among those that may not.
    """

    names: Mapping[Language, str]
    side: Side | None
    categories: tuple[int, ...]
    is_lead: bool
    is_excluded: bool

    @property
    def id(self) -> str:
        """Return the Italian name, which is how the rules write it."""
        return self.names["it"]


def category_rules(rules: Rules) -> Mapping[int, Rule]:
    """Return the rule of each partner category, by its number from 1."""
    numbered = ((number, rules.find(f"partner_category_{number}")) for number in count(1))
    found: dict[int, Rule] = {}
    for number, rule in numbered:
        if rule is None:
            return found
        found[number] = rule
    return found


def member_types(rules: Rules) -> Mapping[str, MemberType]:
    """Return every kind of member that a list of the rules names, by its Italian name."""
    categories = category_rules(rules)
    leads, excluded = rules.find("lead_partner_types"), rules.find("lead_partner_excluded_types")
    lists = [*categories.values(), *(rule for rule in (leads, excluded) if rule)]
    entries: dict[str, Mapping[str, str]] = {}
    for rule in lists:
        for entry in _entries(rule):
            entries.setdefault(entry["type_it"], entry)

    named = {rule.subject: [_words(entry["type_it"]) for entry in _entries(rule)] for rule in lists}

    def fills(name: str, rule: Rule | None) -> bool:
        own = _words(name)
        return rule is not None and any(words <= own for words in named[rule.subject])

    return {
        name: MemberType(
            names={"it": name, "en": entry["type_en"]},
            side=_side_of(entry["nature"]),
            categories=tuple(number for number, rule in categories.items() if fills(name, rule)),
            is_lead=fills(name, leads),
            is_excluded=fills(name, excluded),
        )
        for name, entry in entries.items()
    }


def named_type(text: str, types: Mapping[str, MemberType]) -> MemberType | None:
    """Return the kind that a name in either language is of, whatever its case and accents."""
    wanted = fold(text).strip()
    matching = (kind for kind in types.values() if wanted in map(fold, kind.names.values()))
    return next(matching, None)


def side_of(
    nature: Nature | None, private_share: Decimal | None, kind: MemberType | None
) -> Side | None:
    """Return whether a member is public or private; None when that is not known.

    A mixed body is on the side of its majority; with exactly half it is on neither.
    """
    if nature is None and private_share is None:
        return kind.side if kind else None
    if nature in ("public", "private"):
        return nature
    if nature == "third_sector":
        return "private"
    if private_share is None:
        return kind.side if kind else None
    if private_share == _HALF:
        return None
    return "private" if private_share > _HALF else "public"


def _entries(rule: Rule) -> Iterator[Mapping[str, str]]:
    yield from rule.value or ()


@lru_cache(maxsize=512)
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def _side_of(nature: str) -> Side | None:
    return nature if nature in ("public", "private") else None  # type: ignore[return-value]
