"""Listed: the questions that a message numbers, marks with bullets or lists after a colon."""

import re

from assistant.answering.lexicon import lexicon
from assistant.answering.parts import at_semicolons
from assistant.model import Language
from assistant.retrieval.lexical import aligned, fold, words

_FEWEST = 2
_NUMBERED = re.compile(r"(?:^|(?<=[\s:;]))\(?(?:(\d{1,2})|([a-h]))[.)]\s+(?=\S)", re.IGNORECASE)
_BULLETS = re.compile(r"^[ \t]*[-•–*·][ \t]+(?=\S)", re.MULTILINE)
_AFTER_COLON = re.compile(r":\s+")


def items_of(text: str, language: Language) -> tuple[str, ...]:
    """Return the items of a list of questions, without their marks; () where there is none."""
    for found in (
        _numbered(text),
        _marked(text, language),
        _bulleted(text),
        _enumerated(text, language),
    ):
        if len(found) >= _FEWEST and all(words(item) for item in found):
            return tuple(found)
    return ()


def _numbered(text: str) -> list[str]:
    """Return what follows "1)", "2)" or "a.", "b.": marks that count up from the first."""
    marks = list(_NUMBERED.finditer(text))
    values = [_value(mark) for mark in marks]
    if values != list(range(1, len(values) + 1)):
        return []
    return _between(text, [mark.span() for mark in marks])


def _marked(text: str, language: Language) -> list[str]:
    """Return what follows "Primo: ...", "Secondo: ...", where the message starts to count."""
    marks = lexicon(language).follow_up["marked"].finditer(aligned(text))
    return _between(text, [mark.span() for mark in marks])


def _value(mark: re.Match[str]) -> int:
    number, letter = mark.groups()
    return int(number) if number else ord(letter.lower()) - ord("a") + 1


def _bulleted(text: str) -> list[str]:
    items = _between(text, [mark.span() for mark in _BULLETS.finditer(text)])
    return [item.split("\n")[0] for item in items]


def _enumerated(text: str, language: Language) -> list[str]:
    """Return what semicolons separate after "we ask:" ("chiediamo: la dotazione; la scadenza")."""
    colon = _AFTER_COLON.search(text)
    asks = lexicon(language).follow_up["listing"]
    if colon is None or not asks.search(fold(text[: colon.start()])):
        return []
    return at_semicolons(text[colon.end() :].strip())


def _between(text: str, marks: list[tuple[int, int]]) -> list[str]:
    ends = [start for start, _ in marks[1:]] + [len(text)]
    return [text[start:end].strip(" \t\n;,") for (_, start), end in zip(marks, ends, strict=False)]
