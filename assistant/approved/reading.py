"""A question as what it asks: its kind, its subject words, numbers, denials; nothing else counts.

Two questions ask the same when their readings agree; how politely they ask is taken away.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.approved.lexicon import Lexicon, lexicon
from assistant.figures import figures
from assistant.model import Language
from assistant.retrieval.lexical import fold, stem
from assistant.retrieval.words import ENGLISH_STOP_WORDS, ITALIAN_STOP_WORDS, tokens

Repair = Callable[[str], str]
_STOP = {"it": ITALIAN_STOP_WORDS, "en": ENGLISH_STOP_WORDS}
_SUBJECT = "zis"  # what every question is about: a word of its own only where there is no other
_COUNTED = ("how_many",)
_DIGITS = re.compile(r"\d")
_IS = re.compile(r"\b[Èè](?!\w)|\b[Ee]['’](?=\s)")  # "è" is a verb; without its accent it is "and"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question asks.

    ``kind``: who, when, how_many ...; "whether" of a yes or no; "" of mere words.
    ``counted``: what a "how many" counts. ``terms``: the words of its subject under one name each,
    in their order. ``several``: it asks more than one thing.
    """

    kind: str
    counted: str
    terms: tuple[str, ...]
    numbers: frozenset[str]
    denials: int
    is_past: bool
    mood: str
    several: bool

    @property
    def words(self) -> frozenset[str]:
        """Return the words of the subject."""
        return frozenset(self.terms)


def same(word: str) -> str:
    """Return a word as it is: the repair of what is known to be well written."""
    return word


def read(text: str, language: Language, repair: Repair = same) -> Reading:
    """Return what a question asks; ``repair`` returns the known word that one misspells."""
    lexis = lexicon(language)
    bare = _bare(text, lexis)
    told = _mended(bare, repair)
    kind, end = _kind(told, lexis)
    marks = lexis.marks
    return Reading(
        kind=kind,
        counted=_counted(told[end:], language, lexis) if kind in _COUNTED else "",
        terms=_terms(told, language, lexis),
        numbers=_numbers(told, language),
        denials=len(marks["negation"].findall(told)),
        is_past=bool(marks["past"].search(told)),
        mood=_mood(told, lexis),
        several=_asks_several(bare, lexis),
    )


def words_of(text: str, language: Language) -> list[str]:
    """Return the words of a question as they are written, without its frame."""
    return tokens(_bare(text, lexicon(language)))


def _bare(text: str, lexis: Lexicon) -> str:
    """Return the folded question without its politeness, phrases as one word."""
    told = fold(_IS.sub(" sia ", text))
    for pattern in lexis.frame:
        told = pattern.sub(" ", told)
    for pattern, said in lexis.phrases:
        told = pattern.sub(said, told)
    return told.strip()


def _mended(told: str, repair: Repair) -> str:
    return re.sub(r"[^\W\d_]{4,}", lambda found: repair(found[0]), told)


def _kind(told: str, lexis: Lexicon) -> tuple[str, int]:
    """Return the kind of a question, and where the words that say so end."""
    for name, pattern in lexis.kinds.items():
        found = pattern.search(told)
        if found:
            return name, found.end()
    asks = lexis.marks["whether"].search(told) or lexis.marks["verb"].search(told)
    return ("whether" if asks else ""), 0


def _counted(rest: str, language: Language, lexis: Lexicon) -> str:
    counted = (word for word in tokens(rest) if not lexis.marks["uncounted"].match(word))
    return next((name for word in counted if (name := _name(word, language, lexis))), "")


def _terms(told: str, language: Language, lexis: Lexicon) -> tuple[str, ...]:
    found = tokens(_without_numbers(told, language))
    names = (_name(word, language, lexis) for word in found if not lexis.neutral.match(word))
    terms = tuple(dict.fromkeys(name for name in names if name))
    return terms or ((_SUBJECT,) if _SUBJECT in found else ())


def _name(word: str, language: Language, lexis: Lexicon) -> str:
    """Return the one name of a word, "" for one that carries no subject or is a number."""
    if word in _STOP[language] or _DIGITS.search(word):
        return ""
    return lexis.name_of(word) or stem(word, language)


def _numbers(told: str, language: Language) -> frozenset[str]:
    """Return the numbers of a question, but the articles that are numbers ("un", "a")."""
    return frozenset(
        f"{figure.value:f}" for figure in figures(told, language) if figure.value != 1
    ) | frozenset(re.findall(r"\d+", told))


def _without_numbers(told: str, language: Language) -> str:
    for figure in reversed(figures(told, language)):
        if figure.value != 1:
            told = f"{told[: figure.start]} {told[figure.end :]}"
    return told


def _mood(told: str, lexis: Lexicon) -> str:
    return next((name for name in ("must", "may") if lexis.marks[name].search(told)), "")


def _asks_several(told: str, lexis: Lexicon) -> bool:
    questions = [part for part in told.split("?") if re.search(r"\w", part)]
    return len(questions) > 1 or bool(lexis.marks["joint"].search(told))
