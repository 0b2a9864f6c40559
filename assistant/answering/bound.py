"""Bound: a value that a claim states is that of its quotation, and bound to the same there.

It keeps its unit, stays an upper or a lower bound where it is quoted as one, and belongs to the
words that it belongs to there ("138 applications, 59 projects" does not say 138 projects).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answering.values import Value, values
from assistant.answering.wording import wording
from assistant.figures import numbers
from assistant.model import Language
from assistant.retrieval.lexical import fold, stem, words

_BEFORE = 80  # characters before a value in which the word of its bound stands
_TIMES = ("hour", "day", "week", "month", "year")
_NEARER = 2  # times nearer a word must be to another value to belong to it
_APART = 3  # and words nearer
_FAR = 99
_LARGE = 10_000
_STEPS = ((re.compile(r"[.!?](?=\s)"), 10), (re.compile(r"[;:]"), 6), (re.compile(r"[,()]"), 4))
_JOINTS = frozenset(("e", "ed", "o", "oppure", "and", "or"))
_TOKEN = re.compile(r"[^\W_]+|[.!?;:,()]")
_HALF_PERCENT = f"{100 // 2}%"
_HALF = re.compile(r"\b(?:metà|half)\b", re.IGNORECASE)
_QUANTITY = re.compile(r"\d\s?(?:%|€|euro\b|milion|miliard|million|billion)", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:.]\s|,\s")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a quotation: its stem, its offset, and its place, farther behind punctuation."""

    stem: str
    start: int
    place: int

    def is_in(self, found: Sequence[Value]) -> bool:
        """Tell whether it belongs to one of some values."""
        return any(value.start <= self.start < value.end for value in found)


def wrong_value(claim: str, quotation: str, language: Language) -> str | None:
    """Return what is wrong with the values of a claim, by a word; None when nothing is."""
    if not _numbers(claim, language) <= _numbers(quotation, language):
        return "number"
    told, quoted = values(claim, language), values(quotation, language)
    for value in told:
        same = [other for other in quoted if value.is_said_by(other)]
        if not same:
            if value.kind == "date":
                return "date"
            continue
        if not any(_fits(value.unit, other.unit) for other in same):
            return "unit"
        if not any(_is_bound_alike(value, claim, other, quotation, language) for other in same):
            return "bound"
        rivals = _rivals(value, told, quoted)
        near = {stem(word, language) for word in words(_clause_of(claim, value))}
        if rivals and _is_anothers(near, same, rivals, _words(quotation, language)):
            return "value"
    return None


def _numbers(text: str, language: Language) -> set[str]:
    """Return the values of a text, a half as its percentage."""
    return numbers(text, language) | ({_HALF_PERCENT} if _HALF.search(text) else set())


def _fits(mine: str, its: str) -> bool:
    """Tell whether a unit may be told of a value quoted with another, or with none."""
    return mine == its or not mine or (not its and mine == "euro")


def _is_bound_alike(
    mine: Value, claim: str, other: Value, quotation: str, language: Language
) -> bool:
    if mine.kind != "number":
        return True
    bounds = wording(language).bounds
    told, said = _bound(claim, mine, bounds), _bound(quotation, other, bounds)
    if told and not said:  # its word may stand elsewhere: "the cap is ..., it was ..."
        return mine.unit in _TIMES or bool(bounds[told].search(fold(quotation)))
    return told == said


def _bound(text: str, value: Value, bounds: Mapping[str, re.Pattern[str]]) -> str:
    """Return "upper" or "lower" where a value is told as a bound, by the nearest word; else ""."""
    before = _CLAUSE.split(text[max(0, value.start - _BEFORE) : value.start])[-1]
    before = fold(_QUANTITY.split(before)[-1])
    after = fold(text[value.end :]).lstrip(" (,")
    found: list[tuple[int, str]] = []
    for name, pattern in bounds.items():
        found += [(len(before) - one.end(), name) for one in pattern.finditer(before)]
        if pattern.match(after):
            found.append((0, name))
    return min(found)[1] if found else ""


def _rivals(value: Value, told: Sequence[Value], quoted: Sequence[Value]) -> list[Value]:
    """Return the values of the same sort that are quoted and that a claim does not tell."""
    if value.kind == "name":
        return []
    return [
        other
        for other in quoted
        if other.kind == value.kind
        and (other.unit == value.unit or _is_large(other, value))
        and not any(one.is_said_by(other) for one in told)
    ]


def _is_large(one: Value, other: Value) -> bool:
    """Tell whether two numbers may both be sums of money, though one does not say so."""
    are_money = {one.unit, other.unit} == {"", "euro"}
    return are_money and all(Decimal(value.key[0]) >= _LARGE for value in (one, other))


def _is_anothers(
    near: set[str], same: Sequence[Value], rivals: Sequence[Value], quoted: Sequence[Word]
) -> bool:
    """Tell whether the words around a value belong, in the quotation, to a rival of it."""
    mine = [word.place for word in quoted if word.is_in(same)]
    around = [one for one in quoted if one.stem in near and not one.is_in((*same, *rivals))]
    for rival in rivals:
        theirs = [word.place for word in quoted if word.is_in((rival,))]
        if sum(_vote(word.place, mine, theirs) for word in around) > 0:
            return True
    return False


def _vote(at: int, mine: Sequence[int], theirs: Sequence[int]) -> int:
    """Return 1 for a word much nearer to the rival, -1 for one much nearer to the value, else 0."""
    own = min((abs(at - place) for place in mine), default=_FAR)
    other = min((abs(at - place) for place in theirs), default=_FAR)
    if other * _NEARER <= own and own - other >= _APART:
        return 1
    return -1 if own * _NEARER <= other and other - own >= _APART else 0


def _clause_of(text: str, value: Value) -> str:
    before = _CLAUSE.split(text[: value.start])[-1]
    after = _CLAUSE.split(text[value.end :])[0]
    return f"{before} {after}"


def _words(text: str, language: Language) -> list[Word]:
    """Return the words of a text; punctuation and joints set them apart."""
    return list(_placed(text, language))


def _placed(text: str, language: Language) -> Iterator[Word]:
    place = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        place += next((step for pattern, step in _STEPS if pattern.match(f"{token} ")), 1)
        if token.lower() in _JOINTS:
            place += 2
        carried = words(token)
        yield Word(stem(carried[0], language) if carried else "", match.start(), place)
