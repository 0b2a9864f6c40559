"""Screen: a message is bounded, cleaned of invisible characters, and never obeyed."""

import re
import unicodedata
from dataclasses import replace

from assistant.answering.lexicon import Lexicon, lexicon
from assistant.answering.turn import Knowledge, Turn
from assistant.model import LANGUAGES, Language
from assistant.retrieval.lexical import fold, words
from assistant.text import say

# Text marked as for a machine: comments, tags and roles that no person writes to a help desk.
_MARKED = re.compile(r"<!--.*?-->|<(\w+)>.*?</\1>|\[(\w+)\].*?\[/\2\]|\{[^{}]*\}", re.DOTALL)
_ASIDE = re.compile(r"\([^()]*\)")
# Where a sentence may be cut, the surest places first: an order follows the question.
_CUTS = (re.compile(r"[,:]|\bpoi\b|\bthen\b"), re.compile(r"[,:]|\b(?:poi|then|ed?|and)\b"))
_SENTENCES = re.compile(r"(?:[^.!?;\n]|[.!?;](?=[^\s.!?;]))+[.!?;]*|\n+")
_KEPT_CONTROLS = "\n\t"
_UNSEEN = ("Cc", "Cf", "Co", "Cn", "Cs")  # control, format, private, unassigned, half a character
_FILLERS = "\u115f\u1160\u3164\uffa0"  # letters of width that nobody sees


def screen(turn: Turn, knowledge: Knowledge) -> Turn:
    """Refuse what is empty, too long, or only an attempt to steer; drop the attempts from the rest.

    A message that also asks something is answered without the sentences that steer, with a notice.
    """
    limit = knowledge.settings.question_chars
    turn = _with_clean_messages(turn, limit)
    text = turn.text
    if len(text) > limit:
        message = say(turn.language, "answer.too_long", limit=limit)
        return replace(turn, text=text[:limit], outcome="refused", message=message)
    if not any(char.isalnum() for char in text):
        return replace(turn, outcome="clarify", message=say(turn.language, "answer.empty"))
    return _without_steering(turn)


def _with_clean_messages(turn: Turn, limit: int) -> Turn:
    """Return the turn with visible text only; earlier messages are bounded and cannot steer."""
    earlier = (_asked_part(visible(message)[:limit]) for message in turn.question.earlier)
    asked = replace(
        turn.question,
        text=visible(turn.question.text),
        earlier=tuple(message for message in earlier if message),
    )
    text = visible(turn.text).strip()
    return replace(turn, question=asked, text=text, standalone=text)


def visible(text: str) -> str:
    """Return the text without control, format and private characters (invisible instructions)."""
    return "".join(
        char
        for char in unicodedata.normalize("NFC", text)
        if char in _KEPT_CONTROLS
        or (unicodedata.category(char) not in _UNSEEN and char not in _FILLERS)
    )


def _without_steering(turn: Turn) -> Turn:
    reason = _steering(turn.text)
    if reason is None:
        return turn
    asked = _asked_part(turn.text)
    if not _asks(asked, turn.language):
        message = say(turn.language, f"answer.refused_{reason}")
        return replace(turn, outcome="refused", message=message)
    is_told = reason in ("secret", "verdict")
    notice = say(
        turn.language, f"answer.refused_{reason}" if is_told else "answer.steering_ignored"
    )
    return replace(turn, text=asked, standalone=asked, notices=(notice,))


def _asks(text: str, language: Language) -> bool:
    """Tell whether a text asks something: a question mark, or a question of ours put politely."""
    if "?" in text:
        return bool(words(text))
    book = lexicon(language)
    says_enough = len(words(text)) > 1 or book.kind_of(text) is not None
    return says_enough and bool(book.follow_up["subject"].search(fold(text)))


def _asked_part(text: str) -> str:
    """Return a message without what steers: commands to a machine, sentences, clauses."""
    plain = _MARKED.sub(" ", text)
    kept = (_without_clauses(part) for part in _SENTENCES.findall(plain))
    return "".join(kept).strip(" ,:-\n")


def _without_clauses(sentence: str) -> str:
    """Return a sentence without what steers in it; nothing where the rest asks nothing."""
    if _steering(sentence) is None:
        return sentence
    rest = _ASIDE.sub(lambda aside: "" if _steering(aside[0]) else aside[0], sentence)
    for cut in _CUTS:
        if words(rest) and _steering(rest) is None:
            break
        clauses = (clause for clause in cut.split(sentence) if _steering(clause) is None)
        rest = " ".join(clause.strip() for clause in clauses)
    asks = any(lexicon(language).kind_of(rest) for language in LANGUAGES)
    return rest if asks and _steering(rest) is None and words(rest) else ""


def _steering(text: str) -> str | None:
    """Return why a text is no question: secret, verdict, role or steer; None when it is one."""
    folded = fold(text)
    books = [lexicon(language) for language in LANGUAGES]
    for reason in ("secret", "verdict", "role", "steer"):
        if any(_matches(book, reason, folded) for book in books):
            return reason
    return None


def _matches(book: Lexicon, reason: str, folded: str) -> bool:
    return bool(book.screen[reason].search(folded))
