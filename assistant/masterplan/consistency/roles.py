"""What a count is of, told by the words around it: all, some, a sample, a target."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.plain import plain


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in its sentence; ``before`` reaches back to the last number, both are folded."""

    draft: Draft
    sentence: Sentence
    number: Number
    before: str
    after: str

    def has(self, key: str, words: str) -> bool:
        """Tell whether a pattern of ``[quantities]`` is found in some words."""
        return bool(pattern(self.draft.language, f"quantities.{key}").search(words))

    @property
    def clause(self) -> str:
        """Return the words between semicolons around the number, without notes."""
        text, sentence = self.draft.text, self.sentence
        start = max(text.rfind(";", sentence.start, self.number.start) + 1, sentence.start)
        end = text.find(";", self.number.end, sentence.end)
        inside = plain(text[start : end if end > 0 else sentence.end])
        return re.sub(r"\([^()]*\)", " ", inside)

    @property
    def slack(self) -> tuple[Decimal, Decimal]:
        """Return how far "about", "over" and "almost" let the value be, below and above."""
        value, near = self.number.value, self.before[-24:]
        if self.has("about", near):
            return value / 10, value / 10
        if self.has("over", near):
            return Decimal(0), value / 5
        if self.has("under", near):
            return value / 10, Decimal(0)
        return Decimal(0), Decimal(0)

    @property
    def is_bracketed(self) -> bool:
        """Tell whether the number stands in a note in parentheses."""
        before = self.draft.text[self.sentence.start : self.number.start]
        return before.count("(") > before.count(")")


def role(count: Counted, is_label: bool) -> str:
    """Return the role of a count (see ``Mention``); ``is_label``: its noun stands before it."""
    before, after, has = count.before, count.after, count.has
    told = plain(count.draft.text[count.sentence.start : count.number.start]).rpartition(";")[2]
    is_definite = has("definite", before[-24:])
    is_every = has("every", before[-24:])
    is_whole = is_definite and (is_every or has("population", after))
    is_of_all = is_whole and not has("past", before[-30:])
    if is_every and is_of_all:
        return "definite"
    if not is_of_all and (other := _not_now(count, told, is_definite)):
        return other
    if has("sample", told[-90:]) or has("sample_after", after):
        return "sample"
    if count.is_bracketed:
        return "other"
    if is_definite:
        return _definite(count)
    return "total" if is_label or _exists(count, told) else "other"


def _not_now(count: Counted, told: str, is_definite: bool) -> str | None:
    """Return the role of a count that is of another time or place; None when it is of now."""
    has, before = count.has, count.before
    near = told + ("" if is_definite else _clause_after(count))
    is_elsewhere = has("elsewhere", count.clause)
    if has("past", before[-30:]) or has("some", before[-30:]) or is_elsewhere:
        return "other"
    if not has("goal", near):
        return None
    if count.is_bracketed:
        return "other"
    return "aim" if is_definite else "goal"


def _definite(count: Counted) -> str:
    """Return the role of "the N ...": all of them, some, or those that are wanted."""
    if not count.has("subset", count.after):
        return "definite"
    return "aim" if count.has("goal", _clause_after(count)) else "other"


def _clause_after(count: Counted) -> str:
    return re.split(r"[,;]|→|->", count.after)[0]


def _exists(count: Counted, told: str) -> bool:
    """Tell whether the words around a count say that so many there are."""
    has, before = count.has, count.before
    is_first = not before.strip(" *") or has("opening", before)
    is_told = has("exist_before", before[-60:]) or has("exist_after", count.after)
    is_item = count.sentence.kind == "item" and is_first
    return has("exist_far", told) or is_told or is_item
