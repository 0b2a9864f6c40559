"""Premise: a figure that a question takes for granted, and that the sources do not have."""

from collections.abc import Sequence
from itertools import chain

from assistant.answering.lexicon import lexicon
from assistant.answering.turn import Asked, Statement
from assistant.figures import Figure, figures
from assistant.model import Language
from assistant.retrieval.lexical import aligned
from assistant.text import say

_ASKS_WHETHER = "whether"
_UNITS = ("percent", "euro")  # of which a fact on the same matter has one right value


def contradiction(one: Asked, told: Sequence[Statement], language: Language) -> str:
    """Return a sentence when a question asks whether a figure holds and the sources have others.

    Nothing is said when the figure is told, when it is the price of a thing, or when what is told
    has no figure of its unit.
    """
    if one.kind != _ASKS_WHETHER:
        return ""
    claimed = (it for it in _of_units(one.text, language) if not _is_price(it, one.text, language))
    for figure in claimed:
        others = [other for item in told for other in _of_units(item.text, language)]
        same_unit = {other.value for other in others if other.unit == figure.unit}
        if same_unit and figure.value not in same_unit:
            words = one.text[figure.start : figure.end].strip()
            return say(language, "answer.other_figure", figure=words)
    return ""


def _is_price(figure: Figure, text: str, language: Language) -> bool:
    """Tell whether a sum is what a thing costs ("un robot da ..."), and no figure of the call."""
    book, before = lexicon(language), aligned(text)[: figure.start]
    things = chain(book.case["goods"].finditer(before), book.money["thing"].finditer(before))
    at_price = book.money["at_price"]
    return any(at_price.fullmatch(before, thing.end()) for thing in things)


def _of_units(text: str, language: Language) -> list[Figure]:
    return [figure for figure in figures(text, language) if figure.unit in _UNITS]
