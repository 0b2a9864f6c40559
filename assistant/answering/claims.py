"""Claims: whether a model's sentence says what it quotes, and no more, decided without a model.

Stricter than the support test of the evaluations (``evals/support.py``) where a claim could be
false (values, names, who, what is denied, how sure it is), and more lenient where it only rewords:
words that say the same count as quoted. The two are kept apart, so that the one that measures is
not the one that decides. docs/answers.md publishes what it catches and what it keeps.
"""

import re
from collections.abc import Sequence

from assistant.answering.bound import wrong_value
from assistant.answering.values import without_values
from assistant.answering.wording import (
    Clause,
    Held,
    clauses,
    held,
    is_opposed,
    plain,
    telling,
    wording,
)
from assistant.model import Language
from assistant.retrieval.lexical import words

_NAME = re.compile(r"(?<![.!?:»\"“(]\s)(?<!^)(?<=[\s'’\"«“(])[A-ZÀ-Ý][\w-]*")
_OURS = frozenset(("zis", "masterplan"))
_ASIDES = ("neutral", "apart")  # what a clause denies by the way
_WHOLE = 0.8  # share of the words of a clause that is affirmed as a whole
_FEW = 2  # words of a clause that says too little by itself


def fault_of(claim: str, quotations: Sequence[str], language: Language) -> str | None:
    """Return why quotations do not carry a claim, by a word; None when they do.

    empty; number, date, unit, bound or value (see ``bound``); name; mood; negation; words.
    """
    quotation = "\n".join(quotations)
    if not telling(claim, language) or not quotation.strip():
        return "empty"
    if wrong := wrong_value(claim, quotation, language):
        return wrong
    its = held(quotation, language)
    if _has_other_names(claim, quotation, its, language):
        return "name"
    if _commits_more(claim, quotation, language):
        return "mood"
    if _denies_otherwise(claim, quotation, language):
        return "negation"
    return "words" if _says_more(claim, its, language) else None


def _has_other_names(claim: str, quotation: str, its: Held, language: Language) -> bool:
    """Tell whether a claim names who or what its quotations do not, or a state of theirs."""
    names = [name for name in _NAME.findall(claim) if not _stands_in(name, quotation)]
    book, folded = wording(language), plain(claim)
    strict = [*book.actors.findall(folded), *book.strong.findall(folded)]
    told = [word for found in (*names, *strict) for word in words(found)]
    return any(not its.means(word) for word in told if word not in _OURS)


def _stands_in(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _commits_more(claim: str, quotation: str, language: Language) -> bool:
    """Tell whether a claim prescribes, or makes certain, what its quotations do not."""
    book = wording(language)
    told, said = plain(claim), plain(quotation)
    own = clauses(claim, language)
    stated = " ; ".join(one.text for one in own if not one.denies)
    if any(mine.search(stated) and not its.search(said) for mine, its in book.moods.values()):
        return True
    if _is_surer(claim, quotation, language) and not any(one.denies for one in own):
        return True
    return any(is_opposed(told, said, pair) for pair in book.opposites)


def _is_surer(claim: str, quotation: str, language: Language) -> bool:
    """Tell whether a claim tells as certain what is quoted as possible or foreseen."""
    hedges, told = wording(language).hedges, plain(claim)
    if any(hedge.search(told) for hedge in hedges.values()):
        return False
    nearest = _nearest(claim, quotation, language)
    return any(hedges[name].search(one) for name in ("may", "foreseen") for one in nearest)


def _nearest(claim: str, quotation: str, language: Language) -> list[str]:
    """Return the clauses quoted that share most of the claim's words."""
    wanted = set(telling(claim, language))
    shared = {
        one.text: sum(held(one.text, language).has(word) for word in wanted)
        for one in clauses(quotation, language)
    }
    most = max(shared.values(), default=0)
    return [text for text, count in shared.items() if count == most]


def _denies_otherwise(claim: str, quotation: str, language: Language) -> bool:
    """Tell whether a clause affirms what is only denied in the quotations, or the reverse."""
    quoted = clauses(quotation, language)
    negation = wording(language).negation
    by_the_way = [m[0] for name in _ASIDES for m in negation[name].finditer(plain(quotation))]
    denied = [held(text, language) for text in (*by_the_way, *_texts(quoted, denies=True))]
    affirmed = [held(_flat(text, language), language) for text in _texts(quoted, denies=False)]
    may_deny = [one for one in quoted if one.denies_more]
    own = clauses(claim, language)
    whole = [word for one in own for word in _carrying(one.text, language)]
    for clause in own:
        if clause.denies:
            if _denies_what_is_not(clause, may_deny, affirmed, language):
                return True
            continue
        said = _carrying(clause.text, language)
        beside = said if len(said) > _FEW else whole
        if any(_is_only_denied(word, beside, denied, affirmed) for word in said):
            return True
    return False


def _denies_what_is_not(
    clause: Clause, may_deny: Sequence[Clause], affirmed: Sequence[Held], language: Language
) -> bool:
    """Tell whether a denial is not among those quoted: elsewhere, affirmed, or only not reported.

    That sources do not report a thing does not say that there is none.
    """
    negation = wording(language).negation
    told = [word for word in words(clause.text) if not negation["plain"].fullmatch(word)]
    sharing = [
        one for one in may_deny if any(held(one.text, language).means(word) for word in told)
    ]
    if not sharing or (len(told) > _FEW and any(_share(told, one) >= _WHOLE for one in affirmed)):
        return True
    is_unreported = all(negation["unreported"].search(one.text) for one in sharing)
    return is_unreported and not negation["silent"].search(clause.text)


def _share(told: Sequence[str], quoted: Held) -> float:
    return sum(quoted.has(word) for word in told) / len(told)


def _texts(quoted: Sequence[Clause], *, denies: bool) -> list[str]:
    return [one.text for one in quoted if one.denies == denies]


def _is_only_denied(
    word: str, said: Sequence[str], denied: Sequence[Held], affirmed: Sequence[Held]
) -> bool:
    """Tell whether a word is denied, and affirmed nowhere together with others of its clause."""
    if not any(one.has(word) for one in denied):
        return False
    rest = [other for other in said if other != word]
    beside = [one for one in affirmed if one.has(word)]
    return not any(not rest or any(one.has(other) for other in rest) for one in beside)


def _carrying(clause: str, language: Language) -> list[str]:
    """Return the words of a clause that it affirms or denies, without what it denies by the way."""
    denying = wording(language).negation["plain"]
    return [word for word in words(_flat(clause, language)) if not denying.fullmatch(word)]


def _flat(clause: str, language: Language) -> str:
    """Return a clause without what it denies by the way."""
    for name in _ASIDES:
        clause = wording(language).negation[name].sub(" ", clause)
    return clause


def _says_more(claim: str, its: Held, language: Language) -> bool:
    """Tell whether a word of a claim is neither quoted, nor says the same, nor says nothing."""
    return any(not its.means(word) for word in _worded(claim, language))


def share_meant(claim: str, quotations: Sequence[str], language: Language) -> float:
    """Return the share, 0 to 1, of the telling words of a claim that quotations hold or mean."""
    its, told = held("\n".join(quotations), language), _worded(claim, language)
    return sum(its.means(word) for word in told) / max(1, len(told))


def _worded(claim: str, language: Language) -> list[str]:
    return telling(without_values(claim, language), language)
