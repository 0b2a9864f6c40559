"""Understood: what was read from a person's words, told back so that they can correct it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from assistant.answering.case import Case
from assistant.call.members import NATURES
from assistant.call.partnership import Partner, Partnership
from assistant.model import Language
from assistant.retrieval.words import analyse
from assistant.text import euro_words, listing, number_words, say

_NUMBER = re.compile(r" \(\d+\)$")  # that tells partners alike apart


def understood(case: Case, language: Language) -> str:
    """Return one sentence with all that was understood of a case."""
    parts = "; ".join(_parts(case.partnership, language))
    return say(language, "case.understood", parts=parts)


def _parts(given: Partnership, language: Language) -> Iterator[str]:
    rest = [partner for partner in given.partners if partner.name != given.lead]
    if given.lead_partner:
        yield say(
            language, "case.heard.lead", lead=partner_names([given.lead_partner], language)[0]
        )
    if rest:
        names = ", ".join(partner_names(rest, language))
        yield say(language, "case.heard.partners", names=names)
    if given.provinces:
        yield say(language, "case.heard.provinces", names=", ".join(given.provinces))
    if given.is_interprovincial:
        yield say(language, "case.heard.interprovincial")
    if given.endorsements is not None:
        key = "letters" if given.endorsements else "no_letters"
        yield say(language, f"case.heard.{key}", names=", ".join(given.endorsements))
    if given.specialisation:
        yield say(language, "case.heard.specialisation", name=given.specialisation)
    if given.others:
        yield say(language, "case.heard.others", number=len(given.others))
    yield from _money(given, language)


def _money(given: Partnership, language: Language) -> Iterator[str]:
    sums: dict[str, Decimal | None] = {"spending": given.spending, "requested": given.requested}
    for key, amount in sums.items():
        if amount is not None:
            yield say(language, f"case.heard.{key}", amount=euro_words(amount, language))


def partner_names(partners: Iterable[Partner], language: Language) -> list[str]:
    """Return partners by name with what is understood of each; those alike as one, counted."""
    alike = Counter((_NUMBER.sub("", one.name), _about(one, language)) for one in partners)
    return [
        _named(say(language, "case.heard.several", name=name, number=number), about)
        if number > 1
        else _named(name, about)
        for (name, about), number in alike.items()
    ]


def _named(name: str, about: str) -> str:
    return f"{name} ({about})" if about else name


def _about(partner: Partner, language: Language) -> str:
    """Return the kind, the nature and the seat that were understood and are not in the name."""
    known = partner.kind.names[language] if partner.kind else ""
    told = [known]
    if partner.private_share is not None:
        share = number_words(partner.private_share, language)
        told.append(say(language, "case.heard.share", share=share))
    elif partner.nature:
        told.append(listing(language, "rules.natures")[NATURES.index(partner.nature)])
    said = set(analyse(partner.name, language))
    told = [words for words in told if not set(analyse(words, language)) <= said]
    if partner.is_lombard is False:
        told.append(say(language, "case.heard.outside"))
    return ", ".join(told)
