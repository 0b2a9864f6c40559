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
    is_whole = has("population", after) or has("every", before[-24:])
    is_of_all = is_definite and is_whole and not has("past", before[-30:])
    near = told + ("" if is_definite else re.split(r"[,;]", after)[0])
    is_past = has("past", before[-30:]) or has("some", before[-30:])
    is_goal = has("goal", near) or has("elsewhere", count.clause)
    if has("every", before[-24:]) and is_of_all:
        return "definite"
    if (is_past or is_goal) and not is_of_all:
        is_aim = not is_past and not has("elsewhere", count.clause) and not count.is_bracketed
        return ("aim" if is_definite else "goal") if is_aim else "other"
    if has("sample", told[-90:]) or has("sample_after", after):
        return "sample"
    if count.is_bracketed:
        return "other"
    if is_definite and has("subset", after):
        return "aim" if has("goal", re.split(r"[,;]", after)[0]) else "other"
    if is_definite:
        return "definite"
    is_first = not before.strip(" *") or has("opening", before)
    if (
        is_label
        or has("exist_far", told)
        or has("exist_before", before[-60:])
        or has("exist_after", after)
    ):
        return "total"
    return "total" if count.sentence.kind == "item" and is_first else "other"
