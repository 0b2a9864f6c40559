"""Split: the questions of one message, in the person's words."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from assistant.answering.core import asking_of
from assistant.answering.lexicon import Compiled, lexicon
from assistant.answering.listed import items_of
from assistant.answering.parts import clauses_in, sentences_in
from assistant.model import Language
from assistant.retrieval.lexical import aligned, fold, words

_COMMAS = re.compile(r"[,;]\s+")
_QUESTIONS = re.compile(r"[^?]+\?+")
_TOPIC = re.compile(r"\s*((?:[^\W_]+\s?){1,3}):\s")
_PAIR = 2  # things that may be one question ("la durata e il costo del percorso")
_VERB = "èÈ"  # it folds to what joins two questions


def questions_in(text: str, language: Language) -> list[str]:
    """Return the questions of a message: items of a list, one a question mark, or a "and how" ...

    What holds no word of its own ("come" in "come e quando si presenta?") is no question.
    """
    parts: list[str] = []
    for sentence in items_of(text, language) or _asking(text, language):
        pieces = _cut(sentence, lexicon(language).follow_up["joint"])
        is_each = all(words(piece) for piece in pieces)
        for piece in pieces if is_each else [sentence]:
            parts += _listed(piece, language)
    return [part for part in parts if words(part)]


def topic_of(text: str) -> str:
    """Return what a message names before a colon, that all its questions are about; else ""."""
    found = _TOPIC.match(text)
    return found[1] if found else ""


def _asking(text: str, language: Language) -> list[str]:
    """Return the parts of a message that ask, each with what is said before it."""
    asking = _QUESTIONS.findall(text)
    rest = text[sum(map(len, asking)) :].strip()
    if not asking:
        return _requests(text, language) or _things(text, language) or [text]
    return [*asking, rest] if _is_asked(rest, language) else asking


def _is_asked(text: str, language: Language) -> bool:
    """Tell whether words without a question mark go on asking ("e serve la lettera")."""
    book, folded = lexicon(language).follow_up, fold(text)
    is_joined = book["joint"].match(folded) or book["asking"].match(folded)
    return bool(words(text)) and bool(is_joined or book["request"].search(folded))


def _requests(text: str, language: Language) -> list[str]:
    """Return the clauses or sentences of a message that each ask for something to be told."""
    book = lexicon(language).follow_up
    asking = [one for one in clauses_in(text) if book["request"].search(fold(one))]
    return asking if len(asking) > 1 and all(_says(asking, language)) else []


def _things(text: str, language: Language) -> list[str]:
    """Return the things that one request asks for: "le chiedo la durata, il costo e il luogo"."""
    book, asking = lexicon(language).follow_up, asking_of(text, language)
    if asking == text:
        return []
    things = [piece.strip() for piece in _cut(asking, book["things"])]
    are_named = all(book["thing"].search(fold(one)) for one in things)
    return things if len(things) > _PAIR and are_named and all(map(words, things)) else []


def _says(parts: Iterable[str], language: Language) -> Iterator[bool]:
    return (len(words(asking_of(part, language))) > 1 for part in parts)


def _listed(text: str, language: Language) -> list[str]:
    """Return the questions that commas separate, where each asks something ("quanto, chi").

    Those of what is told before it part nothing. After two that ask, a last one may do so by its
    tone alone ("..., e i fondi sono regionali?").
    """
    follow_up = lexicon(language).follow_up
    *told, asking = sentences_in(text) or [text]
    pieces = [piece.strip() for piece in _COMMAS.split(asking) if piece.strip(" ,;")]
    if not pieces:
        return [text.strip()]
    if follow_up["supposing"].search(fold(pieces[0])):
        return [text.strip()]
    asks = [bool(words(one) and follow_up["asking"].search(fold(one))) for one in pieces]
    if len(asks) > 2 and not asks[-1] and follow_up["opening"].search(fold(pieces[-1])):
        asks[-1] = len(words(pieces[-1])) > 1
    if not all(asks):
        return [text.strip()]
    return [" ".join((*told, pieces[0])), *pieces[1:]]


def _cut(text: str, joint: Compiled) -> list[str]:
    found = [one.span() for one in joint.finditer(aligned(text)) if text[one.start()] not in _VERB]
    cuts = [(0, 0), *found, (len(text), len(text))]
    pieces = (text[start:end] for (_, start), (end, _) in pairwise(cuts))
    return [piece for piece in pieces if piece.strip()]
