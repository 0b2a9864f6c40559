"""A vision without a horizon: no date beyond the years of the business model."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.call.rule import Rules
from assistant.masterplan.blocks import RUN_IN
from assistant.masterplan.draft import Draft, Section, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_CRITERION = "visione"
_MOST_QUOTED = 700  # code points
_FAR = 10  # years past it that only a vision names
_SOON = 2  # years past the first horizon that are still no long run


def check_horizon(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Yield the vision that no year carries further than the first horizon of the call."""
    seen = view(draft)
    sections = _sections(draft)
    first = _first_horizon(rules)
    if _reaches(sections, seen, first) or _is_told(seen, first):
        return
    stop = next((one for one in draft.sentences if _stops(one, seen)), None)
    told = [one for one in draft.sentences if one.section in sections and one.kind != "row"]
    if stop is not None:
        yield at(draft, "horizon_missing", _CRITERION, _up_to(stop, draft))
    elif told:
        yield at(draft, "horizon_missing", _CRITERION, _spoken(told, seen))


def _up_to(stop: Sentence, draft: Draft) -> tuple[int, int]:
    """Return what a section says up to a sentence, as much of it as may be quoted."""
    told = [one.start for one in draft.sentences_in(stop.section) if one.start <= stop.start]
    return min(start for start in told if stop.end - start <= _MOST_QUOTED), stop.end


def _spoken(told: Sequence[Sentence], seen: View) -> tuple[int, int]:
    """Return the opening of the section that looks ahead most."""
    looking = Counter[int]()
    for one in told:
        looking[one.section] += _looks(one, seen)
    best = max(sorted(looking), key=lambda n: looking[n])
    spoken = [one for one in told if one.section == best]
    last = [one for one in spoken if one.end - spoken[0].start <= _MOST_QUOTED] or spoken[:1]
    return spoken[0].start, last[-1].end


def _is_told(seen: View, first: int) -> bool:
    """Tell whether any sentence is of a far year: one that is not how long something lasts."""
    lasting = lexicon().pattern("horizon.lasting")
    return any(
        max(seen.years_in((one.start, one.end)), default=0) >= first + _FAR
        and not lasting.search(seen.told(one))
        for one in seen.draft.sentences
    )


def _stops(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence says that the draft looks no further."""
    return lexicon().finds("horizon.stops", seen.told(sentence))


def _sections(draft: Draft) -> set[int]:
    """Return the sections about the vision: those that say so first, else any that also are."""
    named = [
        (number, one) for number, one in enumerate(draft.sections) if _CRITERION in one.criteria
    ]
    first = {number for number, one in named if one.criteria[0] == _CRITERION}
    return first or {number for number, _ in named}


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
