"""Mentions: the members of a partnership that a message names, and what it says of each.

The kinds are those that the lists of the rules name; how else people call them is in the lexicon.
Nothing is guessed: what a message does not say of a member stays unknown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from assistant.answering.lexicon import Compiled, Lexicon, lexicon
from assistant.call.members import MemberType, Nature, member_types
from assistant.call.parsing import province_names
from assistant.call.partnership import Partner
from assistant.call.rules import Rules
from assistant.figures import figures
from assistant.model import Language
from assistant.retrieval.lexical import fold

_HUNDRED, _HALF = Decimal(100), Decimal(50)
_TAIL = 90  # characters after a mention in which something is still said of it
_NEAR_SIDE = 40  # between a percentage and whose it is
_MOST_ALIKE = 12  # partners of one kind that a number stands for; more are told as they are


@dataclass(frozen=True, slots=True)
class Mention:
    """A member as a message names it. ``start``, ``end``: where; ``said``: with its article.

    ``number``: how many of the kind; None for a plural without a number. ``is_known``: named as
    one already spoken of ("il Comune"). ``tail``: the text about it.
    """

    partner: Partner
    said: str
    start: int
    end: int
    number: int | None = 1
    is_known: bool = False


def aligned(text: str) -> str:
    """Return the text folded character by character: offsets stay those of the text."""
    return "".join(one if len(one := fold(char)) == 1 else char for char in text)


def mentions(text: str, rules: Rules, language: Language) -> tuple[Mention, ...]:
    """Return the members that a text names, in their order."""
    types = member_types(rules)
    folded = aligned(text)
    found = list(_found(folded, types, language))
    starts = [start for start, _, _ in found]
    made: list[Mention] = []
    for place, (start, end, kind) in enumerate(found):
        limit = starts[place + 1] if place + 1 < len(starts) else len(text)
        made.append(_mention(text, folded, (start, end, limit), kind, rules, language))
    return tuple(made)


def _found(
    folded: str, types: Mapping[str, MemberType], language: Language
) -> Iterator[tuple[int, int, MemberType | None]]:
    """Yield where each kind is named: of names that overlap the first, then the longest."""
    book = lexicon(language)
    named: list[tuple[int, int, MemberType | None]] = []
    for kind in types.values():
        for pattern in _patterns(kind, language):
            named += [(*match.span(), kind) for match in pattern.finditer(folded)]
    for key in ("other", "body"):
        named += [(*match.span(), None) for match in book.case[key].finditer(folded)]
    reached = 0
    for start, end, known in sorted(named, key=lambda one: (one[0], -one[1])):
        if start >= reached:
            reached = end
            yield start, end, known


def _patterns(kind: MemberType, language: Language) -> Iterator[Compiled]:
    """Yield the patterns of a kind: what people call it, and its name in the rules."""
    known = lexicon(language).members
    if kind.id in known:
        yield known[kind.id]
    yield _name(kind.names[language])


@lru_cache(maxsize=512)
def _name(name: str) -> Compiled:
    return re.compile(rf"(?<!\w){re.escape(aligned(name))}(?!\w)")


def _mention(
    text: str,
    folded: str,
    span: tuple[int, int, int],
    kind: MemberType | None,
    rules: Rules,
    language: Language,
) -> Mention:
    book = lexicon(language)
    start, end, limit = span
    start, end = _with_proper(text, folded, (start, end, limit), rules, book)
    article = book.case["article"].search(folded[:start])
    is_plain = bool(article and article["plain"])
    is_new = bool(article and is_plain and book.case["indefinite"].search(article[0].strip()))
    name = text[start:end].strip()
    own = folded[start:end]
    tail = re.split(r"[.;?!\n]", folded[end : min(limit, end + _TAIL)], maxsplit=1)[0]
    partner = _told_of(Partner(name, kind, is_stated=True), own, tail, rules, book)
    said = f"{article[0].lstrip()}{name}" if article and is_plain else name
    return Mention(
        partner=_seated(partner, own, tail, rules, book),
        said=said,
        start=start,
        end=end,
        number=_number(text, folded, start, (own, article[0] if article else ""), language),
        is_known=article is not None and not is_new,
    )


def _with_proper(
    text: str, folded: str, span: tuple[int, int, int], rules: Rules, book: Lexicon
) -> tuple[int, int]:
    """Return a span with the name beside the kind: "Alfa S.p.A.", "Comune di Pavia"."""
    start, end, limit = span
    before = book.case["proper_before"].search(text[:start])
    is_form = "." in folded[start:end] or end - start <= 4
    if before and is_form:
        start = before.start()
    if nature := book.case["adjective_before"].search(folded[:start]):
        start = nature.start()
    if after := book.case["proper"].search(text[end:limit]):
        return start, end + after.end()
    names = "|".join(re.escape(aligned(base)) for base in _bases(rules))
    place = re.match(rf"\s+(?:di|of|in)\s+(?:{names})(?!\w)", folded[end:limit]) if names else None
    return start, end + place.end() if place else end


def _bases(rules: Rules) -> list[str]:
    return [name.partition(" (")[0] for name in province_names(rules)]


def _number(
    text: str, folded: str, start: int, named: tuple[str, str], language: Language
) -> int | None:
    """Return how many are meant: by a number just before; None for a bare plural."""
    for figure in figures(text[:start], language):
        is_near = figure.unit == "count" and not folded[figure.end : start].strip()
        if is_near and figure.value == int(figure.value) and 0 < figure.value <= _MOST_ALIKE:
            return int(figure.value)
    own, article = named
    case = lexicon(language).case
    is_one = case["singular"].search(article.strip()) or not case["plural"].search(own)
    return 1 if is_one else None


def _told_of(partner: Partner, own: str, tail: str, rules: Rules, book: Lexicon) -> Partner:
    """Return a partner with the nature and the private share that its words tell."""
    about = book.case["partnership"].sub(" ", f"{own} {tail}")
    share = _share(about, book)
    if share is not None:
        return _company(replace(partner, nature="mixed", private_share=share), rules, book)
    if majority := book.case["majority"].search(about):
        side = "private" if "privat" in majority[0] else "public"
        return _company(replace(partner, nature=_nature(side)), rules, book)
    nature = _adjective(own, tail, book)
    if nature is None or (partner.kind and partner.kind.side == nature):
        return partner
    return _company(replace(partner, nature=nature), rules, book)


def _adjective(own: str, tail: str, book: Lexicon) -> Nature | None:
    said = book.case["adjective"].search(book.case["partnership"].sub(" ", tail))
    words = f"{own} {said[1] if said else ''}"
    natures: tuple[tuple[str, Nature], ...] = (
        ("private", "private"),
        ("public", "public"),
        ("mixed", "mixed"),
    )
    return next((nature for key, nature in natures if book.case[key].search(words)), None)


def _nature(side: str) -> Nature:
    return "private" if side == "private" else "public"


def _share(about: str, book: Lexicon) -> Decimal | None:
    """Return the percentage in private hands that words tell, 0 to 100."""
    if book.case["half"].search(about):
        return _HALF
    for figure in figures(about):
        if figure.unit != "percent" or figure.value > _HUNDRED:
            continue
        after = book.case["side"].search(about, figure.end, figure.end + _NEAR_SIDE)
        before = book.case["side"].search(about, max(0, figure.start - _NEAR_SIDE), figure.start)
        if side := after or before:
            is_private = bool(book.case["private"].search(side[0]))
            return figure.value if is_private else _HUNDRED - figure.value
    return None


def _company(partner: Partner, rules: Rules, book: Lexicon) -> Partner:
    """Return a company of the kind that its majority makes it; other kinds stay what they are.

    A nature that a kind cannot have (a private Comune) is not believed.
    """
    types, kind = member_types(rules), partner.kind
    public = types.get(book.majority["public"])
    private = types.get(book.majority["private"])
    is_company = kind is None or kind.side == "private" or kind in (public, private)
    side = replace(partner, kind=None).side
    if kind and not is_company:
        is_believed = kind.side in (None, side)
        return partner if is_believed else replace(partner, nature=None, private_share=None)
    if side == "public":
        return replace(partner, kind=public)
    return replace(partner, kind=private) if side and kind in (None, public) else partner


def _seated(partner: Partner, own: str, tail: str, rules: Rules, book: Lexicon) -> Partner:
    """Return a partner with its seat, where its name or its words tell it."""
    for name in province_names(rules):
        base = aligned(name.partition(" (")[0])
        if re.search(rf"(?<!\w){re.escape(base)}(?!\w)", own):
            return _lombard(replace(partner, province=name, is_lombard=True), rules)
    if book.case["outside"].search(f"{own} {tail}"):
        return replace(partner, is_lombard=False)
    return partner


def _lombard(partner: Partner, rules: Rules) -> Partner:
    """Return a university seated in the region as the kind that the rules name for it, if any."""
    if partner.kind is None:
        return partner
    narrower = (
        kind
        for kind in member_types(rules).values()
        if set(fold(partner.kind.id).split()) < set(fold(kind.id).split())
        and "lombard" in fold(kind.id)
    )
    return replace(partner, kind=next(narrower, partner.kind))
