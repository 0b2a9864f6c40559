"""Case: what a conversation tells of one partnership, message after message.

A later message adds to the case, or takes the place of what it contradicts: another lead, other
provinces, another spending. What nobody said stays unknown.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.lexicon import lexicon
from assistant.answering.mentions import Mention
from assistant.answering.said import Said, said
from assistant.answering.scope import SURE, Likeness
from assistant.call.members import Nature
from assistant.call.partnership import Candidacy, Cost, Partner, Partnership
from assistant.call.rules import Rules
from assistant.model import Language, Question
from assistant.retrieval.lexical import aligned, fold

_SHORT = 4  # words of a message that only names something ("una fondazione privata?")
_FEW_MEMBERS = 2  # of somebody else's partnership, of which one asks to be a member
_OPEN = Partnership(is_whole=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A partnership as a conversation tells it.

    ``lead_said``: the lead in the person's words ("un Comune"). ``about_lead``: the last message
    is about who leads; ``asks_who``: it asks which of the partners may lead; ``matters``: what the
    last message is about.
    """

    partnership: Partnership = _OPEN
    lead_said: str = ""
    about_lead: bool = False
    asks_who: bool = False
    matters: frozenset[str] = frozenset()
    has_letter: bool = False

    @property
    def is_listed(self) -> bool:
        """Tell whether the partners are told, not only one that is thought of."""
        given = self.partnership
        return len(given.partners) > 1 or (given.is_whole and bool(given.partners))

    @property
    def is_concrete(self) -> bool:
        """Tell whether enough is said to judge: a lead, several partners, or where and how."""
        given = self.partnership
        is_placed = bool(given.provinces) and (given.endorsements is not None or bool(given.others))
        is_funded = given.requested is not None and given.spending is not None
        return bool(given.lead) or self.is_listed or is_placed or is_funded


def partnership_of(turns: Sequence[str], rules: Rules, language: Language) -> Partnership:
    """Return the partnership that the messages of a conversation tell."""
    return case_of(turns, rules, language).partnership


def case_of(turns: Iterable[str], rules: Rules, language: Language) -> Case:
    """Return the case that the messages of a conversation tell, oldest first."""
    case = Case()
    for text in turns:
        clean = unicodedata.normalize("NFC", text)
        case = _told(case, said(clean, rules, language))
    return case


def _told(case: Case, message: Said) -> Case:
    """Return the case with what a message adds or changes."""
    lead = message.lead or _supposed_lead(case, message)
    given = _without(case.partnership, message.without)
    if lead and given.lead and len(given.partners) == 1 and not given.is_whole:
        given = replace(given, partners=(), lead=None)  # who led alone was only a supposition
    given, names = _with_members(given, message.members, lead)
    given = _all_of(given, message.all_are)
    if message.nature and given.lead_partner:
        given = _of_nature(given, given.lead_partner, message.nature)
    if lead:
        given = replace(given, lead=names[message.members.index(lead)] or None)
    named = None if lead else _named_lead(given, message)
    given = replace(given, lead=named or given.lead, is_whole=given.is_whole or message.is_whole)
    has_letter = message.has_letter or (case.has_letter and message.endorsements != ())
    return Case(
        partnership=_with_place(_with_money(given, message), message, has_letter),
        lead_said=lead.said if lead else named or (case.lead_said if given.lead else ""),
        about_lead=bool(lead) or message.asks_lead or (case.about_lead and not message.matters),
        asks_who=message.asks_who and not (lead or named),
        matters=message.matters | ({"lead"} if lead or named else set()),
        has_letter=has_letter,
    )


def _of_nature(given: Partnership, lead: Partner, nature: Nature) -> Partnership:
    changed = replace(lead, nature=nature, private_share=None)
    partners = tuple(changed if one is lead else one for one in given.partners)
    return replace(given, partners=partners)


def _all_of(given: Partnership, nature: Nature | None) -> Partnership:
    """Return the partnership with a nature for the members of whom only that was not known."""
    if nature is None:
        return given
    partners = (
        replace(one, nature=nature) if one.side is None and one.nature is None else one
        for one in given.partners
    )
    return replace(given, partners=tuple(partners))


def _supposed_lead(case: Case, message: Said) -> Mention | None:
    """Return the member that a message only names ("e una fondazione?") where leading is on."""
    is_only = case.about_lead and len(message.members) == 1 and not message.asks_lead
    is_further = message.is_whole or message.adds
    return message.members[0] if is_only and not is_further else None


def _named_lead(given: Partnership, message: Said) -> str | None:
    """Return the only partner whose own name has the word that a message says leads ("Beta")."""
    word = message.lead_word
    known = [one.name for one in given.partners if word and word in fold(one.name).split()]
    return known[0] if len(known) == 1 else None


def _without(given: Partnership, taken: Sequence[Mention]) -> Partnership:
    gone = {known.name for one in taken if (known := _same(one, given.partners))}
    partners = tuple(partner for partner in given.partners if partner.name not in gone)
    lead = None if given.lead in gone else given.lead
    return replace(given, partners=partners, lead=lead)


def _with_members(
    given: Partnership, members: Sequence[Mention], lead: Mention | None
) -> tuple[Partnership, tuple[str, ...]]:
    """Return the partnership with the members named, and the name of the partner each one is."""
    partners = list(given.partners)
    names: list[str] = []
    for one in members:
        known = _same(one, partners) or (_one_of(one, partners) if one is lead else None)
        if known:
            partners[partners.index(known)] = _merged(known, one.partner)
            names.append(known.name)
        elif one.number is None and one.is_known:
            names.append("")  # "le imprese" in general are no partner
        else:
            added = _added(one, {partner.name for partner in partners})
            partners += added
            names.append(added[0].name)
    return replace(given, partners=tuple(partners)), tuple(names)


def _same(one: Mention, partners: Sequence[Partner]) -> Partner | None:
    """Return the partner that a mention speaks of again: by its name, or "il Comune"."""
    wanted = fold(one.partner.name)
    named = next((partner for partner in partners if fold(partner.name) == wanted), None)
    if named or not one.is_known:
        return named if one.is_known or _is_name(one.partner.name) else None
    alike = [partner for partner in partners if _is_alike(partner, one.partner)]
    return alike[0] if len(alike) == 1 else None


def _one_of(one: Mention, partners: Sequence[Partner]) -> Partner | None:
    """Return the first partner that a mention of several may be of ("una delle imprese")."""
    alike = (partner for partner in partners if _is_alike(partner, one.partner))
    return next(alike, None) if one.is_known else None


def _is_name(name: str) -> bool:
    return " " in name and name != name.lower()


def _is_alike(partner: Partner, other: Partner) -> bool:
    """Tell whether a mention may be of a partner: of its kind, and no other name against it."""
    one, two = set(fold(partner.name).split()), set(fold(other.name).split())
    if other.kind is None:
        return one <= two or two <= one
    is_unnamed = not _is_name(other.name) or not _is_name(partner.name)
    return partner.kind == other.kind and (is_unnamed or one <= two or two <= one)


def _merged(known: Partner, told: Partner) -> Partner:
    """Return a partner with what was told of it again."""
    return replace(
        known,
        kind=told.kind if told.nature or known.kind is None else known.kind,
        nature=told.nature or known.nature,
        private_share=told.private_share if told.nature else known.private_share,
        province=known.province or told.province,
        is_lombard=known.is_lombard if told.is_lombard is None else told.is_lombard,
    )


def _added(one: Mention, taken: set[str]) -> list[Partner]:
    """Return the partners that a mention stands for, each with a name of its own."""
    partners: list[Partner] = []
    for _ in range(one.number or 1):
        name, place = one.partner.name, 1
        while name in taken:
            place += 1
            name = f"{one.partner.name} ({place})"
        taken.add(name)
        partners.append(replace(one.partner, name=name))
    return partners


def _with_money(given: Partnership, message: Said) -> Partnership:
    costs = tuple(Cost("", amount) for amount in message.spent) or given.costs
    requested = given.requested if message.requested is None else message.requested
    return replace(given, costs=costs, requested=requested)


def _with_place(given: Partnership, message: Said, has_letter: bool) -> Partnership:
    """Return the partnership with its provinces, letters, other ZIS and specialisation."""
    provinces = message.provinces or given.provinces
    if message.interprovincial is False:
        provinces = provinces[:1]
    endorsements = message.endorsements if message.endorsements is not None else given.endorsements
    if has_letter and not endorsements and len(provinces) == 1:
        endorsements = provinces  # "la lettera della Provincia" is that of the only one involved
    others = tuple(Candidacy(places or provinces, is_recognised=True) for places in message.others)
    is_told = message.interprovincial is not None or len(message.provinces) > 0
    return replace(
        given,
        provinces=provinces,
        interprovincial=message.interprovincial if is_told else given.interprovincial,
        endorsements=endorsements,
        others=others or given.others,
        specialisation=message.specialisation or given.specialisation,
    )


def is_case(
    question: Question,
    rules: Rules,
    language: Language,
    money: bool,
    like: Likeness | None = None,
) -> bool:
    """Tell whether a message asks about a concrete case, its own or the conversation's.

    ``money``: it asks for the grant of a sum, which is answered alone where nothing else is told;
    ``like``: what the message is like, by its meaning.
    """
    text = question.text
    folded, book = aligned(text), lexicon(language).case
    is_sure = like is not None and like.case > SURE and not money
    is_asking = bool(book["ask"].search(folded) or ("?" in text and book["we_lead"].search(folded)))
    if not (is_sure or is_asking or question.earlier):
        return False
    message = said(unicodedata.normalize("NFC", text), rules, language)
    if is_sure and _is_told(_told(Case(), message).partnership, question):
        return True
    is_joining = bool(book["joins"].search(folded)) and message.lead is None
    if is_joining and len(message.members) <= _FEW_MEMBERS and not message.is_whole:
        return False
    if money and not message.members and message.requested is None:
        return False
    if is_asking and _is_stated(message, folded, language):
        return True
    return message.tells and _follows(question.earlier, message, text, rules, language)


def _is_told(own: Partnership, question: Question) -> bool:
    """Tell whether a message tells a partnership of its own: a lead, or partners at the start."""
    return bool(own.lead) or (len(own.partners) > 1 and not question.earlier)


def _is_stated(message: Said, folded: str, language: Language) -> bool:
    """Tell whether a message states a case by itself, in words that we know."""
    book, own = lexicon(language).case, _told(Case(), message)
    is_ours = bool(book["ours"].search(folded)) or own.asks_who
    is_led = message.lead is not None and message.lead.number is not None  # one, not "le imprese"
    if is_led or message.is_whole:
        return True
    return own.is_concrete and is_ours and not book["general"].search(folded)


def _follows(
    earlier: Sequence[str], message: Said, text: str, rules: Rules, language: Language
) -> bool:
    """Tell whether a message goes on with the case of the ones before it, or with who may lead."""
    book, folded = lexicon(language).case, aligned(text).strip()
    is_short = len(folded.split()) <= _SHORT
    is_judged = bool(book["judge"].search(folded))
    is_open = is_short or is_judged or book["suppose"].search(folded) or "?" not in text
    if not earlier or not is_open or book["general"].search(folded):
        return False
    if not is_judged and not any(book["ask"].search(aligned(one)) for one in earlier):
        return False
    before = case_of(earlier, rules, language)
    now = _told(before, message)
    is_lead = before.about_lead and now.partnership.lead != before.partnership.lead
    return before.is_concrete or (is_lead and now.is_concrete)


def told_case(question: Question, text: str, rules: Rules, language: Language) -> Case:
    """Return the case that a message is about: its own where it stands alone, else the whole."""
    folded = aligned(text).strip()
    own = case_of((text,), rules, language)
    if own.is_concrete and not lexicon(language).case["suppose"].search(folded):
        return own
    return case_of((*question.earlier, text), rules, language)
