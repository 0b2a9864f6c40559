"""The lead partner: a public body, or a company that public bodies own."""

import re
from collections.abc import Iterator

from assistant.call.rule import Rules
from assistant.figures import figures
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.findings.choice import span_of, strength
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_TYPE = "capofila_public"
LEAD = "lead_partner"  # a sign that is no defect: who leads, whoever it is
_CRITERION = "partenariato"
_CLAUSE = re.compile(r"[.;,(|\n]")
_BEFORE = re.compile(r"[;:(|\n,]")
_ARTICLE = r"(?:(?:il|lo|la|l'|i|gli|le|un|una|un'|al|alla|all'|dal|dalla|nel|nella|the|a|an)\s?)?"
_HALF = 50


def check_lead(draft: Draft, _: Rules) -> Iterator[Finding]:
    """Yield the first sentence that gives the lead to a public body or a publicly owned one."""
    seen = view(draft)
    meant = _meant(seen)
    if meant:
        yield at(draft, _TYPE, _CRITERION, span_of(meant))
        return
    for sentence in draft.sentences:
        for role in lexicon().pattern("lead.role").finditer(seen.told(sentence)):
            owned = _owned(sentence, seen)
            if _is_public(seen.told(sentence), role):
                yield at(draft, "capofila_public", _CRITERION, span_of(sentence))
                return
            if owned:
                yield at(draft, "capofila_public", _CRITERION, span_of(owned))
                return


def _meant(seen: View) -> Sentence | None:
    """Return the sentence that means it most surely."""
    if any(_is_private(one, seen) for one in seen.draft.sentences):
        return None
    told = [one for one in seen.draft.sentences if may_be_public(one, seen)]
    told = [one for one in told if (seen.draft.readings.score(LEAD, one) or 0.0) > 0]
    scored = [(strength(seen.draft, _TYPE, one, is_said=False), one) for one in told]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] else None


def _is_private(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence says that no public body has a share of the lead partner."""
    book, words = lexicon(), seen.told(sentence)
    return book.finds("lead.role", words) and book.finds("lead.not_public", words)


def may_be_public(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence names a public body, and no shares that say who owns the lead."""
    words = seen.told(sentence)
    is_shared = any(one.unit == "percent" for one in seen.figures_in(sentence))
    return not is_shared and lexicon().finds("lead.public", words)


def _is_public(words: str, role: re.Match[str]) -> bool:
    """Tell whether the name that the role is given to, after or before it, is a public body's."""
    return _is_public_after(words[role.end() :]) or _is_public_before(words[: role.start()])


def _is_public_after(words: str) -> bool:
    linked = _pattern("lead.link_after").match(words.lstrip(" |*_"))
    if linked is None:
        return False
    name = linked.string[linked.end() :].lstrip(" |*_")
    return _names_public(_CLAUSE.split(name, maxsplit=1)[0])


def _is_public_before(words: str) -> bool:
    link = _pattern("lead.link_before").search(words)
    if link is None:
        return False
    name = words[: link.start()].rstrip(" ,(|*_")
    return _names_public(_BEFORE.split(name)[-1].strip())


def _names_public(name: str) -> bool:
    """Tell whether a name begins with a public body's and says nothing private."""
    book = lexicon()
    if book.finds("lead.private", name):
        return False
    return bool(re.match(rf"\W*{_ARTICLE}(?:{book.pattern('lead.public').pattern})", name))


def _owned(sentence: Sentence, seen: View) -> Sentence | None:
    """Return the sentence, this or the next, by which the lead belongs to public bodies."""
    sentences = seen.draft.sentences
    number = sentences.index(sentence)
    following = [
        one
        for one in sentences[number + 1 : number + 3]
        if one.section == sentence.section and lexicon().finds("lead.capital", seen.told(one))
    ]
    return next((one for one in (sentence, *following) if _is_owned(seen.told(one))), None)


def _is_owned(words: str) -> bool:
    book = lexicon()
    if book.finds("lead.majority", words) and not book.finds("lead.not_majority", words):
        return True
    shares = (
        found
        for pattern in book.lists["lead"]["share"]
        for found in pattern.finditer(words)
        if book.finds("lead.capital", words)
    )
    return any(_number(found) > _HALF for found in shares) or _shares_of_public(words) > _HALF


def _number(found: re.Match[str]) -> float:
    return float(next(group for group in found.groups() if group).replace(",", "."))


def _shares_of_public(words: str) -> float:
    """Return the percentages of a capital that stand just before the names of public bodies."""
    if not lexicon().finds("lead.capital", words):
        return 0
    shares = [one for one in figures(words, "it") if one.unit == "percent"]
    ends = (*(one.start for one in shares[1:]), len(words))
    named = ((one, words[one.end : end]) for one, end in zip(shares, ends, strict=False))
    owner = _pattern("lead.owner")
    return sum(float(one.value) for one, name in named if _names_public(owner.sub("", name)))


def _pattern(key: str) -> re.Pattern[str]:
    return lexicon().pattern(key)
