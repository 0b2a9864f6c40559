"""Claims about other zones: a specialisation that another has, a zone too many in a province."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby, pairwise

from assistant.call.rule import Rules
from assistant.figures import figures
from assistant.masterplan.consistency.lexicon import pattern, tables
from assistant.masterplan.consistency.numbers import numbers_in
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

OVERLAP = "overlapping_specialization_claim"
ZONES = "more_than_two_zis_per_province_claim"
_MANY = 12  # zones: a larger number counts something else
CRITERION = "specializzazione"


def overlapping_specialisation(draft: Draft, rules: Rules) -> Iterable[Finding]:
    """Yield the sentences that claim a theme which, by the draft's own words, another zone has."""
    rule = rules.find("max_zis_per_specialisation_region")
    if rule is None:
        return
    for window in _surest_first(draft, OVERLAP):
        if _is_like(draft, window[-1], OVERLAP) or _claims_taken(draft, window):
            yield at(
                draft,
                "overlapping_specialization_claim",
                CRITERION,
                (window[0].start, window[-1].end),
            )
            return


def _is_like(draft: Draft, sentence: Sentence, sign: str) -> bool:
    return (draft.readings.score(sign, sentence) or 0.0) >= 1


def _surest_first(draft: Draft, sign: str) -> list[tuple[Sentence, ...]]:
    """Return the windows, those that end with the likeliest sentence first."""
    return sorted(_windows(draft), key=lambda one: -(draft.readings.score(sign, one[-1]) or 0.0))


def _windows(draft: Draft) -> Iterator[tuple[Sentence, ...]]:
    """Yield each sentence alone, then each with the next one of its block."""
    for _, block in groupby(draft.sentences, key=lambda one: one.paragraph):
        sentences = tuple(block)
        yield from ((sentence,) for sentence in sentences)
        yield from pairwise(sentences)


def _claims_taken(draft: Draft, window: tuple[Sentence, ...]) -> bool:
    """Tell whether the words say that another has the theme, and that we want it too."""
    words = " ".join(plain(draft.words(sentence)) for sentence in window)

    def has(name: str) -> bool:
        return bool(pattern(draft.language, f"claims.{name}").search(words))

    if not has("other") or has("kept_apart"):
        return False
    return (has("taken") and has("claimed")) or has("same")


def zones_per_province(draft: Draft, rules: Rules) -> Iterable[Finding]:
    """Yield the sentences that put more zones in a province than the rules allow."""
    rule = rules.find("max_zis_per_province")
    if rule is None or rule.value is None:
        return
    for window in _surest_first(draft, ZONES):
        if len(window) == 1 and _is_over(draft, window[0], rule.number):
            sentence = window[0]
            yield at(
                draft,
                "more_than_two_zis_per_province_claim",
                CRITERION,
                (sentence.start, sentence.end),
                most=rule.number,
            )
            return


def _is_over(draft: Draft, sentence: Sentence, most: Decimal) -> bool:
    """Tell whether a sentence counts more zones, by its words or by its meaning and a number."""
    if _most_zones(draft, sentence) > most:
        return True
    return _is_like(draft, sentence, ZONES) and counts_more(draft, sentence, most)


def counts_more(draft: Draft, sentence: Sentence, most: Decimal) -> bool:
    """Tell whether a sentence has a count, or an ordinal, over the most and small enough."""
    words = plain(draft.words(sentence))
    numbers = figures(draft.words(sentence), draft.language)
    told = [one.value for one in numbers if one.unit == "count"]
    told += [Decimal(n) for word, n in _ordinals(draft) if re.search(rf"\b(?:{word})\b", words)]
    return any(most < one < _MANY for one in told)


def _most_zones(draft: Draft, sentence: Sentence) -> Decimal:
    """Return how many zones a sentence gives to one province, 0 when it does not say."""
    words = plain(draft.words(sentence))
    language = draft.language
    if not pattern(language, "claims.province").search(words):
        return Decimal(0)
    if pattern(language, "claims.no_limit").search(words):
        return Decimal(0)
    told = [
        Decimal(value) for ordinal, value in _ordinals(draft) if _is_zone(draft, words, ordinal)
    ]
    zone = pattern(language, "claims.zones_after")
    becoming = pattern(language, "claims.zones_before")
    for number in numbers_in(draft, sentence.start, sentence.end):
        after = plain(draft.text[number.end : sentence.end])
        before = plain(draft.text[sentence.start : number.start])
        if number.unit == "count" and (zone.match(after) or becoming.search(before)):
            one_more = pattern(language, "claims.one_more").search(words)
            told.append(number.value + (1 if one_more else 0))
    return max((value for value in told if value < _MANY), default=Decimal(0))


def _ordinals(draft: Draft) -> Iterable[tuple[str, int]]:
    found: Mapping[str, int] = tables(draft.language)["ordinals"]
    return found.items()


def _is_zone(draft: Draft, words: str, ordinal: str) -> bool:
    zone = tables(draft.language)["claims"]["zone"]
    places = (
        f"(?:{ordinal}) (?:\\w+ ){{0,2}}(?:{zone})",
        f"(?:{zone})[^.]{{0,60}}(?:{ordinal})\\b",
    )
    return any(re.search(rf"\b{place}", words) for place in places)
