"""Support: whether a claim says what its quotations say, decided without a model.

The numbers and dates of the claim stand in the quotation, what the claim denies or prescribes the
quotation denies or prescribes, and most of the claim's words, weighed by how telling they are, are
there. It replaces entailment in ALCE's citation measures (Gao et al., 2023, arXiv:2305.14627);
docs/evaluation.md publishes its own precision and recall.
"""

import re
from collections.abc import Iterable

from assistant.answering.lexicon import Compiled, lexicon
from assistant.figures import figures
from assistant.ingestion.sentences import sentences
from assistant.model import Language
from assistant.retrieval.lexical import analyse, fold

_COVERED = 0.7  # share of the weight of the claim's words that the quotation must hold
_SAID = 0.6  # the same, of a clause of the claim by a clause or sentence quoted
_TELLING = 6  # letters from which a word counts full: short ones are seldom what a claim is about
_CLAUSE_WORDS = 3
_CLAUSE = re.compile(r"[;:,](?=\s)|\s(?:ma|but)\s|\s(?:e|and|ed)\s(?=non\b|not\b|cannot\b)")
_DIGITS = re.compile(r"\d+")


def supports(quotation: str, claim: str, language: Language) -> bool:
    """Tell whether a quotation carries a claim in the same language."""
    if not claim.strip() or not quotation.strip():
        return False
    return (
        numbers(claim, language) <= numbers(quotation, language)
        and _moods(claim, language) <= _moods(quotation, language)
        and _polarity(claim, quotation, language)
        and coverage(quotation, claim, language) >= _COVERED
    )


def coverage(quotation: str, claim: str, language: Language) -> float:
    """Return the share, 0 to 1, of the claim's words that the quotation holds, by weight."""
    said = set(analyse(quotation, language))
    weights = {stem: min(1.0, len(stem) / _TELLING) for stem in analyse(claim, language)}
    held = sum(weight for stem, weight in weights.items() if stem in said)
    return held / sum(weights.values()) if weights else 0.0


def numbers(text: str, language: Language) -> set[str]:
    """Return the values of a text: amounts in one form, and the digits of dates and codes."""
    found = list(figures(text, language))
    values = {f"{figure.value.normalize():f}{'%' * (figure.unit == 'percent')}" for figure in found}
    covered = [(figure.start, figure.end) for figure in found]
    digits = (m for m in _DIGITS.finditer(text) if not _is_inside(m.start(), covered))
    return values | {match[0].lstrip("0") for match in digits}


def _is_inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _moods(text: str, language: Language) -> set[str]:
    """Return what a text prescribes, allows or limits, by name."""
    moods = lexicon(language).moods
    return {name for name, pattern in moods.items() if name != "not" and pattern.search(fold(text))}


def _polarity(claim: str, quotation: str, language: Language) -> bool:
    """Tell whether a clause or sentence quoted says each clause of the claim, and denies alike."""
    denies = lexicon(language).moods["not"]
    clauses, whole = _clauses(quotation), [quotation[a:b] for a, b in sentences(quotation)]

    def is_said(part: str) -> bool:
        saying = _saying(part, clauses, language) or _saying(part, whole, language)
        is_denied = bool(denies.search(fold(part)))
        return any(bool(denies.search(fold(one))) == is_denied for one in saying)

    pairs = lexicon(language).opposites
    is_opposed = any(_opposed(fold(claim), fold(quotation), pair) for pair in pairs)
    return not is_opposed and all(is_said(part) for part in _clauses(claim))


def _saying(part: str, quoted: Iterable[str], language: Language) -> list[str]:
    return [one for one in quoted if coverage(one, part, language) >= _SAID]


def _opposed(claim: str, quotation: str, pair: tuple[Compiled, Compiled]) -> bool:
    """Tell whether the claim has one of two opposite words and the quotation only the other."""
    one, other = pair
    has_one, has_other = bool(one.search(claim)), bool(other.search(claim))
    if has_one == has_other:
        return False
    mine, its = (one, other) if has_one else (other, one)
    return bool(its.search(quotation)) and not mine.search(quotation)


def _clauses(text: str) -> list[str]:
    """Return the clauses of a text that hold a few words each; the whole where none does."""
    parts = [
        part
        for start, end in sentences(text)
        for part in _CLAUSE.split(text[start:end])
        if len(part.split()) >= _CLAUSE_WORDS
    ]
    return parts or [text]
