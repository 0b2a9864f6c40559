"""A vision without a horizon: no date beyond the years of the business model."""

from collections.abc import Iterator

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_CRITERION = "visione"
_MOST_QUOTED = 700  # code points
_SOON = 2  # years past the first horizon that are still no long run


def check_horizon(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Yield the vision that no year carries further than the first horizon of the call."""
    seen = view(draft)
    sections = _sections(draft)
    told = [one for one in draft.sentences if one.section in sections and one.kind != "row"]
    if not told or _reaches(sections, seen, _first_horizon(rules)):
        return
    looking = [one for one in told if lexicon().finds("horizon.vision", seen.told(one))]
    first = (looking or told)[0]
    around = [one for one in told if one.paragraph == first.paragraph]
    span = (first.start, around[-1].end) if _is_short(around) else (first.start, first.end)
    yield at(draft, "horizon_missing", _CRITERION, span)


def _sections(draft: Draft) -> set[int]:
    """Return the sections about the vision: those that say so first, else any that also are."""
    first = {n for n, one in enumerate(draft.sections) if one.criteria[:1] == (_CRITERION,)}
    return first or {n for n, one in enumerate(draft.sections) if _CRITERION in one.criteria}


def _is_short(around: list[Sentence]) -> bool:
    """Tell whether a paragraph is short enough to be quoted as one."""
    return around[-1].end - around[0].start <= _MOST_QUOTED


def _reaches(sections: set[int], seen: View, first: int) -> bool:
    """Tell whether the vision, its headings included, names a year well past the first horizon."""
    spans = [(seen.draft.sections[n].start, seen.draft.sections[n].end) for n in sections]
    if any(lexicon().finds("horizon.beyond", seen.told(span)) for span in spans):
        return True
    return any(year > first + _SOON for span in spans for year in seen.years_in(span))


def _first_horizon(rules: Rules) -> int:
    """Return the first year of the horizon that the call asks for; 0 when no rule says it."""
    rule = rules.find("vision_horizon")
    return int(rule.value[0]) if rule and rule.value else 0
