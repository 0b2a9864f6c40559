"""Support: whether a claim says what its quotations say, decided without a model.

The numbers and dates of the claim stand in the quotation, what the claim denies or prescribes the
quotation denies or prescribes, and most of the claim's words, weighed by how telling they are, are
there. It replaces entailment in ALCE's citation measures (Gao et al., 2023, arXiv:2305.14627);
docs/evaluation.md publishes its own precision and recall.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.answering.wording import Compiled, is_opposed
from assistant.figures import numbers
from assistant.ingestion.sentences import sentences
from assistant.model import Language
from assistant.retrieval.lexical import analyse, fold

_COVERED = 0.7  # share of the weight of the claim's words that the quotation must hold
_SAID = 0.6  # the same, of a clause of the claim by a clause or sentence quoted
_TELLING = 6  # letters from which a word counts full: short ones are seldom what a claim is about
_CLAUSE_WORDS = 3
_CLAUSE = re.compile(r"[;:,](?=\s)|\s(?:ma|but)\s|\s(?:e|and|ed)\s(?=non\b|not\b|cannot\b)")


@dataclass(frozen=True, slots=True)
class _Book:
    """The patterns of one language, from ``support.toml``; they match folded text."""

    moods: Mapping[str, Compiled]
    opposites: tuple[tuple[Compiled, Compiled], ...]


@cache
def _book(language: Language) -> _Book:
    file = Path(__file__).with_suffix(".toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8"))[language]
    return _Book(
        {name: re.compile(pattern) for name, pattern in tables["moods"].items()},
        tuple((re.compile(one), re.compile(other)) for one, other in tables["opposites"]),
    )


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


def _moods(text: str, language: Language) -> set[str]:
    """Return what a text prescribes, allows or limits, by name."""
    moods = _book(language).moods
    return {name for name, pattern in moods.items() if name != "not" and pattern.search(fold(text))}


def _polarity(claim: str, quotation: str, language: Language) -> bool:
    """Tell whether a clause or sentence quoted says each clause of the claim, and denies alike."""
    denies = _book(language).moods["not"]
    clauses, whole = _clauses(quotation), [quotation[a:b] for a, b in sentences(quotation)]

    def is_said(part: str) -> bool:
        saying = _saying(part, clauses, language) or _saying(part, whole, language)
        is_denied = bool(denies.search(fold(part)))
        return any(bool(denies.search(fold(one))) == is_denied for one in saying)

    pairs = _book(language).opposites
    opposed = any(is_opposed(fold(claim), fold(quotation), pair) for pair in pairs)
    return not opposed and all(is_said(part) for part in _clauses(claim))


def _saying(part: str, quoted: Iterable[str], language: Language) -> list[str]:
    return [one for one in quoted if coverage(one, part, language) >= _SAID]


def _clauses(text: str) -> list[str]:
    """Return the clauses of a text that hold a few words each; the whole where none does."""
    parts = [
        part
        for start, end in sentences(text)
        for part in _CLAUSE.split(text[start:end])
        if len(part.split()) >= _CLAUSE_WORDS
    ]
    return parts or [text]
