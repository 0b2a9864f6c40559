"""Offer: a "sì" or "la seconda" takes up one of the questions that the answer before proposed."""

from collections.abc import Sequence

from assistant.answering.lexicon import lexicon
from assistant.model import Language
from assistant.retrieval.lexical import fold
from assistant.retrieval.words import analyse

_MOST_WORDS = 6  # a longer message is a question of its own


def may_take_up(text: str) -> bool:
    """Tell whether a message is short enough, and no question, to be the reply to an offer."""
    return len(text.split()) <= _MOST_WORDS and "?" not in text


def is_yes(text: str, language: Language) -> bool:
    """Tell whether a message only agrees."""
    return bool(lexicon(language).follow_up["yes"].search(fold(text).strip()))


def taken_up(text: str, choices: Sequence[str], language: Language) -> str | None:
    """Return the choice that a message takes: by agreeing to the only one, by number, by words."""
    if is_yes(text, language):
        return choices[0] if len(choices) == 1 else None
    for place, pattern in enumerate(lexicon(language).ordinals):
        if pattern.search(fold(text).strip()):
            return choices[place] if place < len(choices) else None
    return _only([choice for choice in choices if _is_said(text, choice, language)])


def _is_said(text: str, choice: str, language: Language) -> bool:
    said = set(analyse(text, language))
    return bool(said) and said <= set(analyse(choice, language))


def _only(choices: Sequence[str]) -> str | None:
    return choices[0] if len(choices) == 1 else None
