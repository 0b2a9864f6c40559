"""Resolve: a message that leans on the ones before it becomes a question that stands alone."""

from dataclasses import replace
from textwrap import shorten

from assistant.answering.lexicon import lexicon
from assistant.answering.turn import Knowledge, Turn
from assistant.model import Language
from assistant.retrieval.lexical import fold, words
from assistant.text import say

_FEW_WORDS = 2  # fewer words that carry a subject make no question of their own
_POINTING_WORDS = 5
_SUBJECT_CHARS = 600  # of the earlier messages that a follow-up takes along


def resolve(turn: Turn, knowledge: Knowledge) -> Turn:  # noqa: ARG001
    """Rewrite a follow-up with the subject of the message it follows; leave the others alone."""
    earlier = [message.strip() for message in turn.question.earlier if message.strip()]
    if not earlier or not leans(turn.text, turn.language):
        return turn
    subject = _subject(earlier, turn.language)
    told = shorten(subject, _SUBJECT_CHARS, placeholder=" …")
    standalone = say(turn.language, "answer.follow_up", message=turn.text, subject=told)
    return replace(turn, standalone=standalone)


def leans(text: str, language: Language) -> bool:
    """Tell whether a message needs the one before it: a connective, a pointer, or few words."""
    folded = fold(text).strip()
    book = lexicon(language).follow_up
    carrying = len(words(text))
    if book["opening"].search(folded) or carrying < _FEW_WORDS:
        return True
    if carrying == _FEW_WORDS and lexicon(language).kind_of(text) is None:
        return True
    return bool(book["pointing"].search(folded)) and carrying <= _POINTING_WORDS


def _subject(earlier: list[str], language: Language) -> str:
    """Return the last message that stood alone, with the follow-ups since."""
    for back in range(len(earlier) - 1, -1, -1):
        if back == 0 or not leans(earlier[back], language):
            return " ".join(earlier[back:])
    return earlier[-1]
