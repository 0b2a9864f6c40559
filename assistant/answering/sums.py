"""The sums of money of a message; a smaller bare number is a count, an article or a year.

What a firm takes in or is worth, and what is counted (inhabitants, staff), is no sum to spend.
"""

from assistant.answering.lexicon import lexicon
from assistant.figures import Figure, figures
from assistant.model import Language
from assistant.retrieval.lexical import fold

_LEAST_MONEY = 1000
_MOST_MONEY = 10**12  # beyond it a number is a slip of the keyboard
_MOST_PARTS = 12
_YEARS = range(1900, 2101)


def sums_of(text: str, language: Language) -> list[Figure]:
    """Return the sums of money of a message that may be spent or granted, in their order."""
    return [
        figure
        for figure in figures(text, language)
        if _is_money(figure) and not _is_of_else(figure, text, language)
    ]


def _is_money(figure: Figure) -> bool:
    if figure.value > _MOST_MONEY:
        return False
    if figure.unit == "euro":
        return True
    return figure.unit == "count" and figure.value >= _LEAST_MONEY and figure.value not in _YEARS


def _is_of_else(figure: Figure, text: str, language: Language) -> bool:
    """Tell whether a sum is a turnover, a count of something, or a way of speaking ("mille")."""
    money = lexicon(language).money
    before, after = fold(text[: figure.start]), fold(text[figure.end :])
    return bool(money["income_before"].search(before) or money["income_after"].match(after))


def parts_of(text: str, language: Language) -> list[Figure]:
    """Return the sums of a spending that is told in parts (quotes, contracts); none if it is not.

    A sum that the others come to is their total, and no part. One that each of a few spends is as
    many parts ("siamo in quattro, 30.000 euro ciascuno").
    """
    shared = _apiece(text, language)
    if shared:
        return shared
    is_in_parts = lexicon(language).money["several"].search(fold(text))
    sums = sums_of(text, language) if is_in_parts else []
    total = sum(figure.value for figure in sums)
    parts = [figure for figure in sums if figure.value * 2 != total] or sums
    return parts if len(parts) > 1 else []


def _apiece(text: str, language: Language) -> list[Figure]:
    """Return the only sum of a message as many times as there are some who spend it each."""
    sums, few = sums_of(text, language), [one for one in figures(text, language) if _is_few(one)]
    is_each = lexicon(language).money["apiece"].search(fold(text))
    is_one = is_each and len(sums) == len(few) == 1
    return sums * int(few[0].value) if is_one else []


def is_clear(text: str, parts: list[Figure], language: Language) -> bool:
    """Tell whether each part is told by its own sum: "due contratti" with two sums.

    In "due da 20.000 euro e una da 60.000" the first sum stands for two parts.
    """
    counted = [one for one in figures(text, language) if _is_few(one)]
    money = lexicon(language).money
    for count in counted:
        between = fold(text[count.end : parts[0].start])
        adds_one = money["another"].search(fold(text)) and not money["each"].search(between)
        if count.value != len(parts) or adds_one:
            return False
    return True


def _is_few(figure: Figure) -> bool:
    return figure.unit == "count" and 1 < figure.value <= _MOST_PARTS
