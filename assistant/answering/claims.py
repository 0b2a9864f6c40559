"""Claims: whether a model's sentence says what it quotes, and no more, decided without a model.

Stricter than ``support`` where a claim could be false (values, names, who, what is denied, how
sure it is), and more lenient where it only rewords: words that say the same count as quoted.
docs/llm.md publishes what it catches and what it keeps.
"""

import re
from collections.abc import Sequence

from assistant.answering.bound import wrong_value
from assistant.answering.values import without_values
from assistant.answering.wording import Clause, Held, clauses, held, plain, telling, wording
from assistant.model import Language
from assistant.retrieval.lexical import words

_NAME = re.compile(r"(?<![.!?:»\"“(]\s)(?<!^)(?<=[\s'’\"«“(])[A-ZÀ-Ý][\w-]*")
_US = "zis"
_OURS = frozenset((_US, "masterplan"))
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
    if _has_other_names(claim, its, language):
        return "name"
    if _commits_more(claim, quotation, language):
        return "mood"
    if _denies_otherwise(claim, quotation, language):
        return "negation"
    return "words" if _says_more(claim, its, language) else None


def _has_other_names(claim: str, its: Held, language: Language) -> bool:
    """Tell whether a claim names who or what its quotations do not, or a state of theirs."""
    names = [word for name in _NAME.findall(claim) for word in words(name)]
    book, folded = wording(language), plain(claim)
    strict = [*book.actors.findall(folded), *book.strong.findall(folded)]
    told = [*names, *(word for found in strict for word in words(found))]
    return any(not its.means(word) for word in told if word not in _OURS)


def _commits_more(claim: str, quotation: str, language: Language) -> bool:
    """Tell whether a claim prescribes, or makes certain, what its quotations do not."""
    book = wording(language)
    told, said = plain(claim), plain(quotation)
    own = clauses(claim, language)
    stated = " ; ".join(one.text for one in own if not one.denies)
    if any(mood.search(stated) and not mood.search(said) for mood in book.moods.values()):
        return True
    if _is_surer(claim, quotation, language) and not any(one.denies for one in own):
        return True
    return any(_is_opposed(told, said, pair) for pair in book.opposites)


def _is_surer(claim: str, quotation: str, language: Language) -> bool:
    """Tell whether a claim tells as certain what is quoted as possible or foreseen."""
    hedges = wording(language).hedges
    nearest, told = _nearest(claim, quotation, language), plain(claim)
    is_hedged = any(hedges[name].search(nearest) for name in ("may", "foreseen"))
    return is_hedged and not any(hedge.search(told) for hedge in hedges.values())


def _nearest(claim: str, quotation: str, language: Language) -> str:
    """Return the clause quoted that shares most of the claim's words."""
    wanted = set(telling(claim, language))

    def shared(clause: Clause) -> int:
        there = held(clause.text, language)
        return sum(there.has(word) for word in wanted)

    nearest = max(clauses(quotation, language), key=shared, default=None)
    return nearest.text if nearest else ""


def _is_opposed(told: str, said: str, pair: tuple[re.Pattern[str], re.Pattern[str]]) -> bool:
    """Tell whether a claim has one of two opposite words, and its quotation only the other."""
    has_one, has_other = (bool(word.search(told)) for word in pair)
    if has_one == has_other:
        return False
    mine, its = pair if has_one else (pair[1], pair[0])
    return bool(its.search(said)) and not mine.search(said)


def _denies_otherwise(claim: str, quotation: str, language: Language) -> bool:
    """Tell whether a clause affirms what is only denied in the quotations, or the reverse."""
    quoted = clauses(quotation, language)
    by_the_way = wording(language).negation["neutral"].findall(plain(quotation))
    denied = [held(text, language) for text in (*by_the_way, *_texts(quoted, denies=True))]
    affirmed = [held(text, language) for text in _texts(quoted, denies=False)]
    may_deny = [held(one.text, language) for one in quoted if one.denies_more]
    denying = wording(language).negation["plain"]
    own = clauses(claim, language)
    whole = [word for one in own for word in _carrying(one.text, language)]
    for clause in own:
        if clause.denies:
            told = [word for word in words(clause.text) if not denying.fullmatch(word)]
            if not any(one.means(word) for one in may_deny for word in told):
                return True
            continue
        said = _carrying(clause.text, language)
        beside = said if len(said) > _FEW else whole
        if any(_is_only_denied(word, beside, denied, affirmed) for word in said):
            return True
    return False


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
    negation = wording(language).negation
    kept = negation["apart"].sub(" ", negation["neutral"].sub(" ", clause))
    return [word for word in words(kept) if not negation["plain"].fullmatch(word) and word != _US]


def _says_more(claim: str, its: Held, language: Language) -> bool:
    """Tell whether a word of a claim is neither quoted, nor says the same, nor says nothing."""
    return any(not its.means(word) for word in _worded(claim, language))


def share_meant(claim: str, quotations: Sequence[str], language: Language) -> float:
    """Return the share, 0 to 1, of the telling words of a claim that quotations hold or mean."""
    its, told = held("\n".join(quotations), language), _worded(claim, language)
    return sum(its.means(word) for word in told) / max(1, len(told))


def _worded(claim: str, language: Language) -> list[str]:
    return telling(without_values(claim, language), language)
