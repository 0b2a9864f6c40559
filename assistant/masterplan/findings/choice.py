"""One finding of a kind in each section: the sentence that shows the defect best."""

from collections.abc import Iterable

from assistant.masterplan.draft import Sentence


def best_of_each_section(scored: Iterable[tuple[float, Sentence]]) -> list[Sentence]:
    """Return the sentence with the highest positive score of each section, in order."""
    best: dict[int, tuple[float, Sentence]] = {}
    for score, sentence in scored:
        if score > best.get(sentence.section, (0.0, None))[0]:
            best[sentence.section] = (score, sentence)
    return sorted((sentence for _, sentence in best.values()), key=lambda one: one.start)


def span_of(sentence: Sentence) -> tuple[int, int]:
    """Return the span of a sentence."""
    return sentence.start, sentence.end
