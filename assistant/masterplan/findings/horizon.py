"""A vision without a horizon: no date beyond the years of the business model."""

from collections.abc import Iterator

from assistant.call.rule import Rules
from assistant.masterplan.blocks import RUN_IN
from assistant.masterplan.draft import Draft, Section, Sentence
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
    looking = {n: sum(_looks(one, seen) for one in told if one.section == n) for n in sections}
    best = max(sorted(sections), key=lambda n: looking[n])
    spoken = [one for one in told if one.section == best] or told
    last = [one for one in spoken if one.end - spoken[0].start <= _MOST_QUOTED] or spoken[:1]
    yield at(draft, "horizon_missing", _CRITERION, (spoken[0].start, last[-1].end))


def _sections(draft: Draft) -> set[int]:
    """Return the sections about the vision: those with a heading that say so first, else any."""
    headed = {
        number
        for number, one in enumerate(draft.sections)
        if one.heading and one.criteria[:1] == (_CRITERION,)
    }
    return headed or {n for n, one in enumerate(draft.sections) if _CRITERION in one.criteria}


def _looks(sentence: Sentence, seen: View) -> int:
    """Return how many words of a sentence look ahead."""
    return len(lexicon().pattern("horizon.vision").findall(seen.told(sentence)))


def _reaches(sections: set[int], seen: View, first: int) -> bool:
    """Tell whether the vision names a year well past the first horizon."""
    spans = [_span(seen.draft.sections[number]) for number in sections]
    if any(lexicon().finds("horizon.beyond", seen.told(span)) for span in spans):
        return True
    return any(year > first + _SOON for span in spans for year in seen.years_in(span))


def _span(section: Section) -> tuple[int, int]:
    """Return the text of a section: its heading promises, unless it opens the paragraph itself."""
    return (section.start if section.level == RUN_IN else section.body), section.end


def _first_horizon(rules: Rules) -> int:
    """Return the first year of the horizon that the call asks for; 0 when no rule says it."""
    rule = rules.find("vision_horizon")
    return int(rule.value[0]) if rule and rule.value else 0
