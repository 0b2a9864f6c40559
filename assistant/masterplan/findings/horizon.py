"""A vision without a horizon: no date beyond the years of the business model."""

from collections.abc import Iterator

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_CRITERION = "visione"
_MOST_SENTENCES = 3


def check_horizon(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Yield the vision that no year carries further than the first horizon of the call."""
    seen = view(draft)
    told = _vision(seen)
    if not told or _reaches(told, seen, _first_horizon(rules)):
        return
    spoken = [one for one in told if one.paragraph == told[0].paragraph][:_MOST_SENTENCES]
    yield at(draft, "horizon_missing", _CRITERION, (spoken[0].start, spoken[-1].end))


def _vision(seen: View) -> list[Sentence]:
    """Return the sentences of the sections about the vision; else those that look ahead."""
    own = [
        one
        for one in seen.draft.sentences
        if _CRITERION in seen.draft.sections[one.section].criteria
        and lexicon().finds("horizon.vision", seen.told(one))
    ]
    if own:
        return own
    sections = [s for s in seen.draft.sections if _CRITERION in s.criteria]
    starts = {section.start for section in sections}
    return [
        one for one in seen.draft.sentences if seen.draft.sections[one.section].start in starts
    ]


def _reaches(told: list[Sentence], seen: View, first: int) -> bool:
    sections = {one.section for one in told}
    near = [one for one in seen.draft.sentences if one.section in sections]
    if any(lexicon().finds("horizon.beyond", seen.told(one)) for one in near):
        return True
    return any(year > first + 2 for one in near for year in seen.years_in(one))


def _first_horizon(rules: Rules) -> int:
    """Return the first year of the horizon that the call asks for; 0 when no rule says it."""
    rule = rules.find("vision_horizon")
    return int(rule.value[0]) if rule and rule.value else 0
