"""The sums of money of a message; a smaller bare number is a count, an article or a year."""

from assistant.figures import Figure, figures
from assistant.model import Language

_LEAST_MONEY = 1000
_MOST_MONEY = 10**12  # beyond it a number is a slip of the keyboard
_YEARS = range(1900, 2101)


def sums_of(text: str, language: Language) -> list[Figure]:
    """Return the sums of money of a message, in their order."""
    return [figure for figure in figures(text, language) if _is_money(figure)]


def _is_money(figure: Figure) -> bool:
    if figure.value > _MOST_MONEY:
        return False
    if figure.unit == "euro":
        return True
    return figure.unit == "count" and figure.value >= _LEAST_MONEY and figure.value not in _YEARS
