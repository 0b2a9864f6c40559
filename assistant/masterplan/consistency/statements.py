"""The same share told twice in nearly the same words, with two values."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from assistant.call.rule import Rules
from assistant.masterplan.consistency.contradictions import contradiction
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.consistency.passage import PARENS
from assistant.masterplan.consistency.quantities import years_in
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding
from assistant.masterplan.plain import plain
from assistant.retrieval.words import analyse

_CLAUSE = re.compile(r"[^;]+")
_LEAST_SHARED = 3  # stems: fewer do not make two clauses one statement
_SAME = 0.75  # of the stems of the shorter clause
_FARTHEST = 2  # times: shares farther apart are of different things
_LONGEST = 14  # stems: a longer clause tells more than its share


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause with one percentage: its stems, its years, and the sentence that holds it.

    ``base``: the stem of what it is a share of, empty when the next words do not say.
    """

    number: Number
    base: str
    stems: frozenset[str]
    years: frozenset[str]
    sentence: Sentence

    @property
    def span(self) -> tuple[int, int]:
        """Return where its sentence stands."""
        return self.sentence.start, self.sentence.end

    def is_same_as(self, other: "Statement") -> bool:
        """Tell whether two clauses of different sections say the same of the same time."""
        if self.sentence.section == other.sentence.section:
            return False
        if self.years and other.years and not self.years & other.years:
            return False
        if self.base and other.base and self.base != other.base:
            return False
        low, high = sorted((self.number.value, other.number.value))
        if high > low * _FARTHEST:
            return False
        shared = len(self.stems & other.stems)
        return shared >= _LEAST_SHARED and shared >= _SAME * min(len(self.stems), len(other.stems))


def share_contradictions(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each share that two sections tell with two values."""
    for one, other in combinations(_statements(draft), 2):
        apart = abs(one.number.value - other.number.value)
        if apart > one.number.half + other.number.half and one.is_same_as(other):
            values = other.number.value, one.number.value
            yield contradiction(draft, other.span, one.span, *values)


def _statements(draft: Draft) -> Iterator[Statement]:
    for sentence in draft.sentences:
        if sentence.kind == "row":
            continue
        for found in _CLAUSE.finditer(draft.words(sentence)):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            yield from _statement(draft, sentence, start, end)


def _statement(draft: Draft, sentence: Sentence, start: int, end: int) -> Iterator[Statement]:
    clause = plain(draft.text[start:end])
    bare = PARENS.sub(lambda found: " " * len(found[0]), clause)
    shares = [
        one
        for one in numbers_in(draft, start, end)
        if one.unit == "percent" and bare[one.start - start].strip()
    ]
    stems = frozenset(one for one in analyse(bare, draft.language) if not one[0].isdigit())
    is_other = any(
        pattern(draft.language, f"quantities.{name}").search(bare) for name in ("goal", "past")
    )
    if len(shares) == 1 and not is_other and len(stems) <= _LONGEST:
        base = _base(draft, shares[0].end, end)
        yield Statement(shares[0], base, stems, years_in(clause), sentence)


def _base(draft: Draft, start: int, end: int) -> str:
    """Return the stem of the noun that follows a share ("12% of the firms")."""
    told = pattern(draft.language, "quantities.share_of").match(plain(draft.text[start:end]))
    stems = analyse(told["noun"], draft.language) if told else []
    return stems[0] if stems else ""
