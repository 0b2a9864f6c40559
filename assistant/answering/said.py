"""Said: what one message tells of a case, and only that: members, lead, places, letters, money."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from assistant.answering.leading import lead_word, leads_us, led_by, led_by_us
from assistant.answering.lexicon import Lexicon, lexicon
from assistant.answering.mentions import Mention, mentions
from assistant.answering.parts import PAUSE, around
from assistant.answering.sums import sums_of
from assistant.call.members import Nature
from assistant.call.parsing import province_names
from assistant.call.partnership import Partner
from assistant.call.rules import Rules
from assistant.figures import Figure, figures
from assistant.model import Language
from assistant.retrieval.lexical import aligned
from assistant.text import say

_FAR = 80  # characters before a member or a place in which is said what it is there for
_MOST_OTHERS = 12
_BARE_WORDS = 4  # of a message that tells a sum and no more ("e con 120.000 euro?")
_AFTER_LETTER = 70  # characters after "lettera" in which the provinces that signed are named


@dataclass(frozen=True, slots=True)
class Said:
    """What a message tells. None or empty: it tells nothing of it.

    ``without``: the members that it takes away; ``is_whole``: it lists all the partners;
    ``asks_lead``: it is about who leads, and names no member; ``asks_who``: which may lead;
    ``adds``: its members are further ones; ``lead_word``: the word, perhaps a name, that it says
    leads; ``nature``: of the one spoken of, where nothing else is said ("e se fosse pubblica?");
    ``all_are``: the nature that it says all have ("nessun ente pubblico").
    """

    members: tuple[Mention, ...] = ()
    without: tuple[Mention, ...] = ()
    lead: Mention | None = None
    asks_lead: bool = False
    asks_who: bool = False
    adds: bool = False
    lead_word: str = ""
    is_whole: bool = False
    nature: Nature | None = None
    all_are: Nature | None = None
    provinces: tuple[str, ...] = ()
    interprovincial: bool | None = None
    endorsements: tuple[str, ...] | None = None
    has_letter: bool = False
    spent: tuple[Decimal, ...] = ()
    requested: Decimal | None = None
    specialisation: str = ""
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def tells(self) -> bool:
        """Tell whether the message states anything of a case."""
        told = (self.members, self.without, self.provinces, self.spent, self.requested, self.nature)
        return any(told) or self.interprovincial is not None or self.tells_of_letter

    @property
    def matters(self) -> frozenset[str]:
        """Return what the message is about: the lead, the members, the place, the money."""
        is_placed = self.interprovincial is not None or self.tells_of_letter or self.others
        told = {
            "lead": self.lead or self.lead_word,
            "members": self.members or self.without,
            "place": self.provinces or is_placed or self.specialisation,
            "money": self.spent or self.requested is not None,
        }
        return frozenset(name for name, is_told in told.items() if is_told)

    @property
    def tells_of_letter(self) -> bool:
        """Tell whether the message says that there is a letter, or that there is none."""
        return self.has_letter or self.endorsements is not None


def said(text: str, rules: Rules, language: Language) -> Said:
    """Return what a message tells of a case."""
    book, folded = lexicon(language), aligned(text)
    letter, letter_span = _letter(folded, book)
    named = [
        one for one in mentions(text, rules, language) if not _is_within(one.start, letter_span)
    ]
    named = _real(named, folded, book)
    away = tuple(one for one in named if _is_taken(one, folded, book))
    members = tuple(one for one in named if one not in away) or _alone(folded, language, book)
    lead = led_by_us(members, folded, book) or led_by(members, folded, book)
    if lead is None and members and (lead := _unnamed_lead(folded, language, book)):
        members = (*members, lead)
    all_are = _all_are(folded, book)
    spent, requested = _money(text, folded, language, book)
    signed = tuple(_provinces(folded, letter_span, rules, book, any_place=True))
    if letter is None and _is_signed(folded, letter_span, signed, book):
        letter = True
    return Said(
        members=members,
        without=away,
        lead=lead,
        asks_lead=lead is None and bool(book.case["lead"].search(folded)),
        adds=bool(book.case["adds"].search(folded)),
        asks_who=bool(book.case["who_leads"].search(folded)),
        lead_word="" if lead else lead_word(folded, book),
        is_whole=_is_whole(members, folded, book) or bool(members and all_are),
        nature=_only_nature(folded, book),
        all_are=all_are,
        provinces=tuple(_places(folded, named, letter_span, rules, book)),
        interprovincial=_interprovincial(folded, book),
        endorsements=() if letter is False else (signed or None) if letter else None,
        has_letter=letter is True,
        spent=spent,
        requested=requested,
        specialisation=_specialisation(text, folded, book),
        others=_recognised(folded, rules, language, book),
    )


def _alone(folded: str, language: Language, book: Lexicon) -> tuple[Mention, ...]:
    """Return who writes, where nobody is named and there is nobody else ("non abbiamo partner")."""
    return (_writer(language),) if book.case["alone"].search(folded) else ()


def _unnamed_lead(folded: str, language: Language, book: Lexicon) -> Mention | None:
    """Return the lead of which a message says no kind: "noi", or "un capofila privato"."""
    if leads_us(folded, book):
        return _writer(language)
    found = book.case["lead_of_nature"].search(folded)
    if found is None:
        return None
    nature: Nature = "private" if book.case["private"].search(found["nature"]) else "public"
    name = say(language, f"case.heard.unnamed_{nature}")
    return Mention(Partner(name, is_stated=False, nature=nature), name, 0, 0)


def _writer(language: Language) -> Mention:
    name = say(language, "case.heard.writer")
    return Mention(Partner(name, is_stated=False), name, 0, 0)


def _is_taken(one: Mention, folded: str, book: Lexicon) -> bool:
    return bool(book.case["without"].search(folded, max(0, one.start - _FAR), one.start))


def _is_within(place: int, span: tuple[int, int]) -> bool:
    return span[0] <= place < span[1]


def _real(named: list[Mention], folded: str, book: Lexicon) -> list[Mention]:
    """Leave out what leads nothing and is no member: a province that is a place, the grouping."""
    kept = []
    lead = led_by(named, folded, book)
    for place, one in enumerate(named):
        others = [*named[max(0, place - 1) : place], *named[place + 1 : place + 2]]
        own = folded[one.start : one.end]
        is_place = bool(book.case["provinces"].search(own))
        is_joined = is_place and any(_joined(one, other, folded) for other in others)
        is_member = not is_place and not book.case["form"].search(own)
        if is_member or is_joined or one is lead:
            kept.append(one)
    return kept


def _joined(one: Mention, other: Mention, folded: str) -> bool:
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return bool(re.fullmatch(r"[\s,]*(?:\w{1,5}\s)?\s*", folded[first.end : second.start]))


def _is_whole(members: tuple[Mention, ...], folded: str, book: Lexicon) -> bool:
    """Tell whether all the partners are said: "siamo" a list, "composto da" one, "da soli"."""
    if not members or book.case["more"].search(folded):
        return False
    if book.case["whole"].search(folded) or book.case["alone"].search(folded):
        return True
    is_list = sum(one.number or 1 for one in members) > 1
    return is_list and (
        bool(book.case["composed"].search(folded))
        or bool(book.case["as_is"].search(folded))
        or any(book.case["we_are"].search(folded, 0, one.start) for one in members)
    )


def _all_are(folded: str, book: Lexicon) -> Nature | None:
    """Return the nature of all the members, where the other one is said to be missing."""
    natures: tuple[Nature, Nature] = ("private", "public")
    return next((one for one in natures if book.case[f"only_{one}"].search(folded)), None)


def _only_nature(folded: str, book: Lexicon) -> Nature | None:
    """Return the nature that a message gives to the one spoken of, if it says nothing else."""
    found = book.case["only_nature"].search(folded)
    if found is None:
        return None
    keys: tuple[Nature, ...] = ("private", "mixed", "public")
    return next((key for key in keys if book.case[key].search(found[0])), None)


def _letter(folded: str, book: Lexicon) -> tuple[bool | None, tuple[int, int]]:
    """Return whether the letter is said to be there or missing, and the words about it."""
    found = book.case["letter"].search(folded)
    if found is None:
        return None, (-1, -1)
    after = found.end() + 1  # "lettera: sì" goes on after its colon
    start, end = around(folded, found.start(), after, PAUSE)
    end = min(end, after + _AFTER_LETTER)
    clause = folded[start:end]
    if book.case["letter_not"].search(clause):
        return False, (found.start(), end)
    return (True if book.case["letter_have"].search(clause) else None), (found.start(), end)


def _is_signed(folded: str, span: tuple[int, int], signed: tuple[str, ...], book: Lexicon) -> bool:
    """Tell whether a letter is there because it is said whose it is, and nothing is asked of it."""
    return bool(signed) and not book.case["letter_asked"].search(folded[span[0] - 15 : span[1]])


def _places(
    folded: str, named: list[Mention], letter: tuple[int, int], rules: Rules, book: Lexicon
) -> list[str]:
    """Return the provinces involved: not the seats of members, not those that signed a letter."""
    hidden = list(folded)
    spans = [(one.start, one.end) for one in named] + ([letter] if letter[0] >= 0 else [])
    for start, end in spans:
        hidden[start:end] = "|" * (end - start)
    return _provinces("".join(hidden), (0, len(hidden)), rules, book, any_place=False)


def _provinces(
    folded: str, span: tuple[int, int], rules: Rules, book: Lexicon, *, any_place: bool
) -> list[str]:
    found: dict[int, str] = {}
    if span[0] < 0:
        return []
    for name in province_names(rules):
        base = aligned(name.partition(" (")[0])
        other = book.places.get(name.partition(" (")[0])
        own = re.compile(rf"(?<!\w){re.escape(base)}(?!\w)")
        for match in chain(own.finditer(folded), other.finditer(folded) if other else ()):
            is_place = any_place or book.case["territory"].search(
                folded, max(0, match.start() - _FAR), match.start()
            )
            if _is_within(match.start(), span) and is_place:
                found.setdefault(match.start(), name)
    return list(dict.fromkeys(found[at] for at in sorted(found)))


def _interprovincial(folded: str, book: Lexicon) -> bool | None:
    if book.case["single"].search(folded):
        return False
    return True if book.case["several"].search(folded) else None


def _money(
    text: str, folded: str, language: Language, book: Lexicon
) -> tuple[tuple[Decimal, ...], Decimal | None]:
    """Return the sums spent and the grant requested."""
    spent: list[Decimal] = []
    requested: Decimal | None = None
    for figure in sums_of(text, language):
        if _is_requested(figure, folded, book):
            requested = figure.value
        elif not is_for_goods(folded, book) and _is_spent(figure, folded, book):
            spent.append(figure.value)
    return tuple(spent), requested


def _is_spent(figure: Figure, folded: str, book: Lexicon) -> bool:
    """Tell whether a sum is spent: its sentence says so, the grant is asked for, or it is bare."""
    start, end = around(folded, figure.start, figure.end)
    is_bare = len(folded.split()) <= _BARE_WORDS
    is_said = book.money["spend"].search(folded, start, end)
    return bool(is_bare or is_said or book.money["grant"].search(folded))


def is_for_goods(folded: str, book: Lexicon) -> bool:
    """Tell whether a message is about buying things, and not about consultancy."""
    if book.case["consultancy"].search(folded):
        return False
    return any(not _is_trade(one, folded, book) for one in book.case["goods"].finditer(folded))


def _is_trade(goods: re.Match[str], folded: str, book: Lexicon) -> bool:
    """Tell whether goods are what a firm makes or sells ("una ditta di macchine utensili")."""
    case = book.case
    before = case["makes"].search(folded, max(0, goods.start() - _FAR), goods.start())
    return bool(before or case["made"].match(folded, goods.end()))


def _is_requested(figure: Figure, folded: str, book: Lexicon) -> bool:
    before, after = folded[: figure.start], folded[figure.end :]
    is_asked = book.case["requested"].search(before)
    return bool(is_asked or book.money["granted_after"].search(after))


def _specialisation(text: str, folded: str, book: Lexicon) -> str:
    found = book.case["specialisation"].search(folded)
    return text[found.start("name") : found.end("name")] if found else ""


def _recognised(
    folded: str, rules: Rules, language: Language, book: Lexicon
) -> tuple[tuple[str, ...], ...]:
    """Return the provinces of each ZIS said to be recognised already; () where none is named."""
    found = book.case["recognised"].search(folded)
    if found is None:
        return ()
    sentence = folded[max(0, found.start() - 20) : found.end() + _AFTER_LETTER]
    counts = [one.value for one in figures(sentence, language) if one.unit == "count"]
    places = tuple(_provinces(sentence, (0, len(sentence)), rules, book, any_place=True))
    number = int(counts[0]) if counts and 0 < counts[0] <= _MOST_OTHERS else 1
    return (places,) * number
