"""One finding of a kind in each section: the sentence that shows the defect best."""

from collections.abc import Iterable

from assistant.masterplan.draft import Draft, Sentence

_SURE = 1.0  # a score that needs no pattern
_SAID = 1.0  # what a pattern adds, where the surest of several is told


def best_of_each_section(scored: Iterable[tuple[float, Sentence]]) -> list[Sentence]:
    """Return the sentence with the highest positive score of each section, in order."""
    best: dict[int, tuple[float, Sentence]] = {}
    for score, sentence in scored:
        if score > best.get(sentence.section, (0.0, None))[0]:
            best[sentence.section] = (score, sentence)
    return sorted((sentence for _, sentence in best.values()), key=lambda one: one.start)


def strength(draft: Draft, sign: str, sentence: Sentence, is_said: bool) -> float:
    """Return how surely a sentence shows a sign, 0 when it does not.

    ``is_said``: whether a pattern finds it. By its meaning it needs none if it is very like the
    examples; a pattern shows nothing in a sentence that is unlike them all.
    """
    score = draft.readings.score(sign, sentence)
    if score is None:
        return float(is_said)
    if is_said:
        return score + _SAID if score > 0 else 0.0
    return score if score >= _SURE else 0.0


def span_of(sentence: Sentence) -> tuple[int, int]:
    """Return the span of a sentence."""
    return sentence.start, sentence.end
