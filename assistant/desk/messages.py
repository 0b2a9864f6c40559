"""An applicant's message: its separate questions, without greetings, signature and what it quotes.

Nothing is guessed: a sentence is a question when it ends as one or asks in words ("vorremmo sapere
se"); a message in which none is found is one question, whole.
"""

import re
from dataclasses import dataclass
from functools import cache

from assistant.answering.core import requests
from assistant.errors import InputError
from assistant.ingestion.sentences import sentences
from assistant.model import Language
from assistant.retrieval.lexical import fold
from assistant.retrieval.words import guess_language
from assistant.tables import read_tables

MOST_CHARS = 20_000
MOST_QUESTIONS = 12
_FEWEST_LETTERS = 8
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[a-zA-Z]{2,24}")


@dataclass(frozen=True, slots=True)
class Message:
    """What a message asks. ``email``: the first address in it, "" for none."""

    language: Language
    questions: tuple[str, ...]
    email: str


def read_message(text: str, default: Language) -> Message:
    """Return the questions of a message; InputError for one that is empty or too long."""
    if not text.strip():
        raise InputError("desk.message_empty")
    if len(text) > MOST_CHARS:
        raise InputError("desk.message_long", limit=MOST_CHARS)
    language: Language = "en" if guess_language(text, default) == "en" else "it"
    own = _own_words(text.replace("\r\n", "\n"), language)
    spoken = (own[start:end] for start, end in sentences(own))
    asked = [question for one in spoken if (question := _question(one, language))]
    found = _EMAIL.search(text)
    whole = " ".join((own or text).split())
    questions = tuple(dict.fromkeys(asked))[:MOST_QUESTIONS] or (whole,)
    return Message(language, questions, found[0] if found else "")


def _own_words(text: str, language: Language) -> str:
    """Return a message without headers, greetings, signature and the message it replies to."""
    lines: list[str] = []
    for line in text.split("\n"):
        folded = fold(line).strip()
        if lines and _patterns(language)["end"].match(folded):
            break
        is_ours = not folded.startswith(">") and not _patterns(language)["skip"].match(folded)
        lines.append(line.strip() if is_ours else "")
    return "\n".join(lines).strip()


def _question(sentence: str, language: Language) -> str:
    """Return a sentence that asks, on one line and without its number; "" for one that does not."""
    plain = re.sub(r"^\s*(?:\(?\d{1,2}[.)]|[a-h]\)|[-•*–])\s*", "", " ".join(sentence.split()))
    greeting = _patterns(language)["greeting"].match(fold(plain))
    if greeting and len(fold(plain)) == len(plain):
        plain = plain[greeting.end() :].lstrip(" ,;:")
    asks = plain.endswith("?") or requests(_plainly(plain, language), language)
    letters = sum(char.isalpha() for char in plain)
    return plain[:1].upper() + plain[1:] if asks and letters >= _FEWEST_LETTERS else ""


def _plainly(sentence: str, language: Language) -> str:
    """Return a sentence without the words that put it beside another ("vorremmo inoltre")."""
    return " ".join(_patterns(language)["beside"].sub(" ", sentence).split())


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    tables = read_tables(f"lexicon/message_{language}.toml")
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in tables.items()}
