"""Two versions of a draft: which findings are mended, left or new, and where each section went."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.fuzz import ratio, token_set_ratio

from assistant.masterplan.critique import Critique, Knowledge
from assistant.masterplan.draft import Draft
from assistant.masterplan.finding import Finding
from assistant.masterplan.telling import finding_json, title_of
from assistant.model import Language
from assistant.text import say

_SAME_WORDS = 60.0  # of 100: above it two quotations are one passage, reworded
_SAME_SECTION = 55.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed. ``remaining``: the findings of the new version that the old one had too.

    ``sections``: index of each old section and of the new one it became, None where it is gone.
    """

    fixed: tuple[Finding, ...]
    remaining: tuple[Finding, ...]
    new: tuple[Finding, ...]
    sections: tuple[tuple[int, int | None], ...]


def compare(old: Critique, new: Critique) -> Comparison:
    """Pair the findings of two versions; a passage that moved or was reworded stays itself."""
    left = list(old.findings)
    remaining: list[Finding] = []
    fresh: list[Finding] = []
    for one in new.findings:
        twin = max(left, key=lambda other: _likeness(one, other), default=None)
        if twin is not None and _likeness(one, twin) >= _SAME_WORDS:
            left.remove(twin)
            remaining.append(one)
        else:
            fresh.append(one)
    return Comparison(tuple(left), tuple(remaining), tuple(fresh), aligned(old.draft, new.draft))


def aligned(old: Draft, new: Draft) -> tuple[tuple[int, int | None], ...]:
    """Return where each old section went, by its heading and its words together."""
    free = dict(enumerate(_texts(new)))
    pairs: list[tuple[int, int | None]] = []
    for number, text in enumerate(_texts(old)):
        best = max(free, key=lambda n: token_set_ratio(text, free[n]), default=None)
        if best is None or token_set_ratio(text, free[best]) < _SAME_SECTION:
            pairs.append((number, None))
        else:
            pairs.append((number, best))
            del free[best]
    return tuple(pairs)


def comparison_json(
    change: Comparison,
    versions: tuple[Critique, Critique],
    knowledge: Knowledge,
    language: Language,
) -> dict[str, Any]:
    """Return the ``comparison`` of the Critique contract; ``levels`` before and after."""
    old, new = versions
    told = {
        name: [finding_json(one, knowledge, language) for one in getattr(change, name)]
        for name in ("fixed", "remaining", "new")
    }
    before = {one.criterion: one.level for one in old.levels}
    moved = [
        {"id": one.criterion, "before": before[one.criterion], "after": one.level}
        for one in new.levels
    ]
    sections = [
        {
            "before": old.draft.sections[was].heading,
            "after": None if now is None else new.draft.sections[now].heading,
        }
        for was, now in change.sections
    ]
    return {**told, "levels": moved, "sections": sections}


def tell_comparison(
    change: Comparison,
    versions: tuple[Critique, Critique],
    knowledge: Knowledge,
    language: Language,
) -> str:
    """Return what changed, for a terminal."""
    counts = {name: len(getattr(change, name)) for name in ("fixed", "remaining", "new")}
    lines = [say(language, "masterplan.compared", **counts)]
    before = {one.criterion: one.level for one in versions[0].levels}
    for one in versions[1].levels:
        if one.level != before[one.criterion] and one.in_scope:
            title = title_of(one.criterion, knowledge, language)
            told = {"title": title, "before": before[one.criterion], "after": one.level}
            lines.append("  " + say(language, "masterplan.moved", **told))
    return "\n".join(lines)


def _likeness(one: Finding, other: Finding) -> float:
    """Return how much two findings are the same, 0 to 100: of one kind, about the same words."""
    if one.type != other.type or one.criterion != other.criterion:
        return 0.0
    if one.params.get("category") != other.params.get("category"):
        return 0.0
    if one.quote is None or other.quote is None:
        return 100.0
    return float(ratio(one.quote, other.quote))


def _texts(draft: Draft) -> Sequence[str]:
    return [draft.text[section.start : section.end] for section in draft.sections]
