"""In which language a message is: by its function words, then by how its words end."""

import re
from functools import cache

from assistant.answering.lexicon import lexicon
from assistant.model import LANGUAGES, Language, Question
from assistant.retrieval.words import ENGLISH_STOP_WORDS, ITALIAN_STOP_WORDS, fold

_WORD = re.compile(r"\b[^\W\d_]+\b")  # not the "s" of "s3"
_VOWELS = "aeiou"
_LEAST_LETTERS = 3


def language_of(question: Question, default: Language) -> Language:
    """Return the language of the last message that tells it, the default otherwise."""
    for message in (question.text, *reversed(question.earlier)):
        told = guess(message)
        if told:
            return told
    return default


def guess(text: str) -> Language | None:
    """Return the language of a text, or None when nothing tells."""
    found = _WORD.findall(fold(text))
    counts = {language: sum(word in _telling(language) for word in found) for language in LANGUAGES}
    if counts["it"] != counts["en"]:
        return max(LANGUAGES, key=lambda language: counts[language])
    shared = {word for language in LANGUAGES for word in lexicon(language).borrowed}
    return _by_endings(
        [word for word in found if len(word) >= _LEAST_LETTERS and word not in shared]
    )


@cache
def _telling(language: Language) -> frozenset[str]:
    """Return the function words of a language that the other has not ("in" tells nothing)."""
    words = {
        "it": lexicon("it").function_words | ITALIAN_STOP_WORDS,
        "en": lexicon("en").function_words | ENGLISH_STOP_WORDS,
    }
    return words[language] - words["en" if language == "it" else "it"]


def _by_endings(found: list[str]) -> Language | None:
    """Italian words end in a vowel, English ones rarely do; names and acronyms say nothing."""
    if len(found) < 2:
        return None
    share = sum(word[-1] in _VOWELS for word in found) / len(found)
    if share >= 0.7:
        return "it"
    return "en" if share <= 0.35 else None
