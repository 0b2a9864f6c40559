"""Formulas that would stand in any document, where something of this place should stand."""

import re
from collections.abc import Iterator

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.findings.choice import strength
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_NAME = re.compile(
    r"(?<=[a-zà-ù,;] )(?!Comun[ei]|Provincia|Region[ei]|ZIS|Masterplan|Zona|Province|Region)"
    r"[A-ZÀ-Ù][\w’'-]{2,}"
)
_TYPE = "generic_boilerplate"
_EMPTY = 2.0  # formulas of a passage that says nothing else; one, where rules should stand
_SOFT = 0.5  # what a word of the air counts, beside the first, for a formula
_SHORT = 3  # letters of the words that do not count
_GENERIC_SHARE = 0.25
_GENERIC = 2  # generic words that make a list of strengths generic
_NOT_HERE = ("visione",)  # a vision without dates is another finding


def check_formulas(draft: Draft, _: Rules) -> Iterator[Finding]:
    """Yield the emptiest passage of each section that has one: sentences in a row are one."""
    seen = view(draft)
    best: dict[int, tuple[float, tuple[int, int]]] = {}
    for score, first, last in _passages(seen):
        if score > best.get(first.section, (0.0, None))[0]:
            best[first.section] = (score, (first.start, last.end))
    for section, (_score, span) in sorted(best.items()):
        yield at(draft, _TYPE, draft.sections[section].criteria[0], span)


def _passages(seen: View) -> Iterator[tuple[float, Sentence, Sentence]]:
    """Yield the runs of empty sentences of a paragraph: (how empty, first, last)."""
    run: list[tuple[float, Sentence]] = []
    for one in seen.draft.sentences:
        score = 0.0 if one.kind == "row" else _emptiness(one, seen)
        if run and (score < _EMPTY or one.paragraph != run[-1][1].paragraph):
            yield sum(score for score, _ in run), run[0][1], run[-1][1]
            run = []
        if score >= _EMPTY:
            run.append((score, one))
    if run:
        yield sum(score for score, _ in run), run[0][1], run[-1][1]


def _emptiness(sentence: Sentence, seen: View) -> float:
    """Return how empty a sentence is: its formulas, less its figures, years and names."""
    criteria = seen.draft.sections[sentence.section].criteria
    if not criteria or any(name in criteria for name in _NOT_HERE):
        return 0
    words = seen.told(sentence)
    whole = list(lexicon().pattern("boilerplate.whole").finditer(words))
    said = {found.group() for found in whole}
    soft = {found.group() for found in lexicon().pattern("boilerplate.soft").finditer(words)}
    formulas = len(said) + _SOFT * max(0, len(soft) - 1)
    formulas += "governance" in criteria if formulas >= 1 else 0
    figures = len(seen.figures_in(sentence)) + len(seen.years_in(sentence))
    spans = ((sentence.start + one.start(), sentence.start + one.end()) for one in whole)
    figures -= sum(len(seen.figures_in(span)) for span in spans)  # "at 360 degrees" tells none
    names = len(_NAME.findall(seen.draft.words(sentence)))
    generic = 0 if figures or names else _generic_swot(words, criteria)
    empty = max(formulas - figures - 0.5 * names, generic)
    is_said = empty >= _EMPTY
    score = strength(seen.draft, _TYPE, sentence, is_said)
    return _EMPTY * (1 + score) if score and (is_said or may_be_empty(sentence, seen)) else 0


def may_be_empty(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence stands where content should, and has neither figure nor year."""
    criteria = seen.draft.sections[sentence.section].criteria
    is_here = bool(criteria) and not any(name in criteria for name in _NOT_HERE)
    return is_here and not seen.figures_in(sentence) and not seen.years_in(sentence)


def _generic_swot(words: str, criteria: tuple[str, ...]) -> float:
    """Return how generic a line of strengths, weaknesses, chances or threats is."""
    book = lexicon()
    if "posizionamento" not in criteria or not book.finds("boilerplate.swot", words):
        return 0
    generic = {found.group() for found in book.pattern("boilerplate.swot_generic").finditer(words)}
    length = max(1, len([word for word in words.split() if len(word) > _SHORT]))
    is_generic = len(generic) >= _GENERIC and len(generic) / length >= _GENERIC_SHARE
    return float(len(generic)) if is_generic else 0
