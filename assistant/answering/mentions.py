"""Mentions: the members of a partnership that a message names, and what it says of each.

The kinds are those that the lists of the rules name; how else people call them is in the lexicon.
Nothing is guessed: what a message does not say of a member stays unknown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from assistant.answering.holding import Holding, holdings
from assistant.answering.lexicon import Compiled, lexicon
from assistant.answering.parts import first_in
from assistant.call.members import MemberType, Nature, member_types
from assistant.call.parsing import province_names
from assistant.call.partnership import Partner
from assistant.call.rules import Rules
from assistant.figures import figures
from assistant.model import Language
from assistant.retrieval.lexical import aligned, fold

_HALF = Decimal(50)
_TAIL = 90  # characters after a mention in which something is still said of it
_HEAD = 60  # characters before a mention in which its article and name stand
_FAR_HELD = 200  # characters between a company and who is said, after it, to hold it
_NEAR_HELD = 60  # the same, where who holds it is told first
_LONGEST_FORM = 4  # letters of a legal form, which a name stands before
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


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, folded beside it, with what its language and the rules know.

    ``counts``: the numbers in it that may count members, by where each one ends; ``held``: what
    it says of who holds a company.
    """

    text: str
    folded: str
    language: Language
    rules: Rules
    types: Mapping[str, MemberType]
    counts: Mapping[int, int]
    held: tuple[Holding, ...]

    @property
    def case(self) -> Mapping[str, Compiled]:
        return lexicon(self.language).case


def mentions(text: str, rules: Rules, language: Language) -> tuple[Mention, ...]:
    """Return the members that a text names, in their order."""
    counts, folded = dict(_counts(text, language)), aligned(text)
    held = holdings(folded, language)
    read = _Text(text, folded, language, rules, member_types(rules), counts, held)
    found = [*_found(read), (len(text), len(text), None)]
    owned = _owned(read, found[:-1])
    return tuple(
        _mention(read, (start, end, following), kind, owned.get(start))
        for (start, end, kind), (following, _, _) in pairwise(found)
    )


def _owned(
    read: _Text, found: Sequence[tuple[int, int, MemberType | None]]
) -> Mapping[int, Holding]:
    """Return what is said of who holds a member, by where the member is named."""
    owned: dict[int, Holding] = {}
    for held in read.held:
        may = [start for start, _, kind in found if _may_be_held(kind)]
        before = [start for start in may if 0 <= held.start - start <= _FAR_HELD]
        after = [start for start in may if 0 <= start - held.end <= _NEAR_HELD]
        for start in before[-1:] or after[:1]:
            owned.setdefault(start, held)
    return owned


def _may_be_held(kind: MemberType | None) -> bool:
    return kind is None or kind.side != "public" or kind.is_excluded


def _counts(text: str, language: Language) -> Iterator[tuple[int, int]]:
    for figure in figures(text, language):
        is_whole = figure.unit == "count" and figure.value == int(figure.value)
        if is_whole and 0 < figure.value <= _MOST_ALIKE:
            yield figure.end, int(figure.value)


def _found(read: _Text) -> Iterator[tuple[int, int, MemberType | None]]:
    """Yield where each kind is named: of names that overlap the first, then the longest."""
    folded = read.folded
    named: list[tuple[int, int, MemberType | None]] = []
    for kind in read.types.values():
        pattern = _pattern(kind, read.language)
        named += [(*match.span(), kind) for match in pattern.finditer(folded)]
    for key in ("other", "body"):
        named += [(*match.span(), None) for match in read.case[key].finditer(folded)]
    kept: list[tuple[int, int, MemberType | None]] = []
    for start, end, known in sorted(named, key=lambda one: (one[0], -one[1])):
        if (kept and start < kept[-1][1]) or _is_beside(read, start):
            continue
        if kept and _is_one(kept[-1], (start, end, known), folded):
            kept[-1] = (kept[-1][0], end, known)
        else:
            kept.append((start, end, known))
    yield from kept


def _is_beside(read: _Text, start: int) -> bool:
    """Tell whether what is named only owns a member, or is only what one may be called."""
    is_owner = any(held.start <= start < held.end for held in read.held)
    keys = ("owner", "as_kind", "in_person")
    return is_owner or any(_before(read, key, start) for key in keys)


def _is_one(
    one: tuple[int, int, MemberType | None], other: tuple[int, int, MemberType | None], folded: str
) -> bool:
    """Tell whether two kinds side by side name one member: "scuola ITS", "impresa start-up"."""
    first, second = one[2], other[2]
    is_alike = first and second and {*first.categories} & {*second.categories}
    return bool(is_alike) and folded[one[1] : other[0]].isspace()


def _pattern(kind: MemberType, language: Language) -> Compiled:
    """Return what people call a kind; its name in the rules, where the lexicon has not got it."""
    return lexicon(language).members.get(kind.id) or _name(kind.names[language])


@lru_cache(maxsize=512)
def _name(name: str) -> Compiled:
    return re.compile(rf"(?<!\w){re.escape(aligned(name))}(?!\w)")


def _mention(
    read: _Text, span: tuple[int, int, int], kind: MemberType | None, held: Holding | None
) -> Mention:
    """Return a member from where it stands; what is said of it ends where the next one begins."""
    start, end = _with_proper(read, span)
    tail = first_in(read.folded[end : min(span[2], end + _TAIL)])
    article = _before(read, "article", start)
    plain = article[0].lstrip() if article and article["plain"] else ""
    name, own = read.text[start:end].strip(), read.folded[start:end]
    name = name.removesuffix(".") if name.count(".") == 1 else name  # the end of a sentence
    plainly = Partner(name, kind, is_stated=True, categories=_like(read, own, kind))
    partner = _held_by(plainly, held, read) if held else _told_of(plainly, own, tail, read)
    return Mention(
        partner=_seated(partner, own, tail, read),
        said=f"{plain}{name}",
        start=start,
        end=end,
        number=_number(read, start, (own, article[0] if article else "")),
        is_known=article is not None and not read.case["indefinite"].search(plain.strip()),
    )


def _before(read: _Text, name: str, start: int) -> re.Match[str] | None:
    """Return what a pattern finds just before a place."""
    return read.case[name].search(read.folded, max(0, start - _HEAD), start)


def _with_proper(read: _Text, span: tuple[int, int, int]) -> tuple[int, int]:
    """Return a span with the name beside the kind: "Alfa S.p.A.", "Comune di Pavia"."""
    start, end, limit = span
    is_form = "." in read.folded[start:end] or end - start <= _LONGEST_FORM
    near = max(0, start - _HEAD)
    before = read.case["proper_before"].search(read.text, near, start)
    if before and is_form:
        start = before.start()
    if nature := _before(read, "adjective_before", start):
        start = nature.start()
    after = read.case["proper"].search(read.text[end:limit])
    if after and read.text[end - 1] != ".":
        return start, end + after.end()
    place = _place(_bases(read.rules)).match(read.folded[end:limit])
    return start, end + place.end() if place else end


def _bases(rules: Rules) -> tuple[str, ...]:
    return tuple(aligned(name.partition(" (")[0]) for name in province_names(rules))


@lru_cache(maxsize=8)
def _place(names: tuple[str, ...]) -> Compiled:
    """Return the pattern of the province beside a kind: "comune di pavia"."""
    listed = "|".join(map(re.escape, names)) or "(?!)"
    return re.compile(rf"\s+(?:di|of|in)\s+(?:{listed})(?!\w)")


def _number(read: _Text, start: int, named: tuple[str, str]) -> int | None:
    """Return how many are meant: by a number just before; None for a bare plural."""
    counted = read.counts.get(len(read.folded[:start].rstrip()))
    if counted:
        return counted
    own, article = named
    is_one = read.case["singular"].search(article.strip()) or not read.case["plural"].search(own)
    return 1 if is_one else None


def _like(read: _Text, own: str, kind: MemberType | None) -> tuple[int, ...]:
    """Return the categories of the kind that a member may be of, where its own is not known."""
    like = (name for name, pattern in lexicon(read.language).like.items() if pattern.search(own))
    known = read.types.get(next(like, "")) if kind is None else None
    return known.categories if known else ()


def _held_by(partner: Partner, held: Holding, read: _Text) -> Partner:
    """Return a partner with the nature and the private share of a company that is held so."""
    if held.private is None:
        return _company(replace(partner, nature=held.side), read)
    return _company(replace(partner, nature="mixed", private_share=held.private), read)


def _told_of(partner: Partner, own: str, tail: str, read: _Text) -> Partner:
    """Return a partner with the nature that its words tell."""
    about = read.case["partnership"].sub(" ", f"{own} {tail}")
    if read.case["half"].search(about):
        return _company(replace(partner, nature="mixed", private_share=_HALF), read)
    if said := read.case["majority"].search(about):
        is_private = bool(read.case["private"].search(said[0]))
        return _company(replace(partner, nature="private" if is_private else "public"), read)
    nature = _adjective(own, tail, read)
    if nature is None or (partner.kind and partner.kind.side == nature):
        return partner
    if partner.kind is None:
        return replace(partner, nature=nature)
    return _company(replace(partner, nature=nature), read)


def _adjective(own: str, tail: str, read: _Text) -> Nature | None:
    said = read.case["adjective"].search(read.case["partnership"].sub(" ", tail))
    words = f"{own} {said[1] if said else ''}"
    natures: tuple[tuple[str, Nature], ...] = (
        ("private", "private"),
        ("public", "public"),
        ("mixed", "mixed"),
    )
    return next((nature for key, nature in natures if read.case[key].search(words)), None)


def _company(partner: Partner, read: _Text) -> Partner:
    """Return a company of the kind that its majority makes it; other kinds stay what they are.

    A nature that a kind cannot have (a private Comune) is not believed.
    """
    types, kind = read.types, partner.kind
    named = lexicon(read.language).named
    public = types.get(named["public"])
    private = types.get(named["private"])
    is_company = kind is None or kind.side == "private" or kind in (public, private)
    side = replace(partner, kind=None).side
    if kind and not is_company:
        is_believed = kind.side in (None, side)
        return partner if is_believed else replace(partner, nature=None, private_share=None)
    if side == "public":
        return replace(partner, kind=public)
    return replace(partner, kind=private) if side and kind in (None, public) else partner


def _seated(partner: Partner, own: str, tail: str, read: _Text) -> Partner:
    """Return a partner with its seat, where its name or its words tell it."""
    for name in province_names(read.rules):
        base = aligned(name.partition(" (")[0])
        if re.search(rf"(?<!\w){re.escape(base)}(?!\w)", own):
            return _lombard(replace(partner, province=name, is_lombard=True), read)
    if read.case["outside"].search(f"{own} {tail}"):
        return replace(partner, is_lombard=False)
    return partner


def _lombard(partner: Partner, read: _Text) -> Partner:
    """Return a university seated in the region as the kind that the rules name for it, if any."""
    seated = read.types.get(lexicon(read.language).named["seated"])
    if seated is None or partner.kind is None:
        return partner
    is_narrower = set(fold(partner.kind.id).split()) < set(fold(seated.id).split())
    return replace(partner, kind=seated) if is_narrower else partner
