"""Pasted: a piece of the applicant's own draft, told from a question."""

from assistant.answering.core import core_of
from assistant.answering.lexicon import lexicon
from assistant.answering.parts import sentences_in
from assistant.answering.turn import Turn
from assistant.model import Language
from assistant.retrieval.lexical import fold

_LONG_CHARS = 500  # a longer message that asks nothing is a text of the applicant's own
_LONG_SENTENCES = 3
_MARKS = " :\"“”«»'\n"


def is_draft(text: str, language: Language) -> bool:
    """Tell whether a message is a text to be judged: it says so, or is long and asks nothing."""
    draft = lexicon(language).draft
    if draft["ask"].search(fold(text)) and draft["text"].search(text):
        return True
    is_long = len(text) >= _LONG_CHARS and len(sentences_in(text)) >= _LONG_SENTENCES
    return is_long and "?" not in text and not core_of(text, language)


def follows_draft(turn: Turn) -> bool:
    """Tell whether a message leans on earlier ones, and one of them is a text to be judged."""
    return bool(turn.subject) and any(is_draft(one, turn.language) for one in turn.question.earlier)


def draft_in(text: str, language: Language) -> str:
    """Return the text to be judged, without the words that ask for it."""
    draft = lexicon(language).draft
    found = draft["text"].search(text) if draft["ask"].search(fold(text)) else None
    return found[0].strip(_MARKS) if found else text
