"""Courtesy: a message without the greetings, thanks and closings around what it says or asks."""

from assistant.answering.lexicon import lexicon
from assistant.model import Language
from assistant.retrieval.lexical import aligned, words


def without_courtesy(text: str, language: Language) -> str:
    """Return what a message says between its greeting and its closing; all of it if nothing."""
    book = lexicon(language).courtesy
    rest = text.strip()
    while True:
        folded = aligned(rest)
        opening, closing = book["opening"].match(folded), book["closing"].search(folded)
        start = opening.end() if opening else 0
        end = closing.start() if closing and closing.start() > start else len(rest)
        inner = rest[start:end].strip()
        if inner == rest or not (words(inner) or _asks(inner, language)):
            return rest
        rest = inner


def _asks(text: str, language: Language) -> bool:
    return "?" in text or lexicon(language).kind_of(text) is not None
