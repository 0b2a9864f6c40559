"""What a passage is found by: its words in each language, and the questions that it answers.

Measured on 500 questions of the guide held out of it (MRR): one BM25 document a language with the
text and its finders, and the cosines of text and finders averaged, 0.625; every text and finder
on its own, the best one counting, 0.522, with twice the vectors to compute.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.model import LANGUAGES, Passage
from assistant.retrieval.words import guess_language

_EMBEDDED = {"it": 2, "en": 1}  # finders that get a vector: more take a minute and find no better


@dataclass(frozen=True, slots=True)
class Unit:
    """What has one vector: the text of a passage, or its finders, one a line, as their mean."""

    passage: str
    text: str
    kind: Literal["text", "finders"] = "text"

    @property
    def parts(self) -> list[str]:
        """Return the texts whose vectors make this unit's."""
        return [self.text] if self.kind == "text" else self.text.split("\n")


def units_of(passage: Passage) -> tuple[Unit, ...]:
    """Return the units of a passage, its text first; none when it has no words."""
    text = clean(passage.text)
    if not text:
        return ()
    own = Unit(passage.id, text)
    finders = list(_embedded(passage))
    return (own, Unit(passage.id, "\n".join(finders), "finders")) if finders else (own,)


def documents_of(passage: Passage) -> tuple[tuple[str, str], ...]:
    """Return (text, language) pairs for the lexical index: headings, words and finders."""
    heading = " ".join(passage.heading)
    texts: dict[str, list[str]] = {_known(passage.language): [heading, passage.text]}
    for language, text in passage.versions.items():
        if text != passage.text:
            texts.setdefault(_known(language), [heading]).append(text)
    for language, finder in _finders(passage):
        texts.setdefault(language, []).append(finder)
    return tuple((clean("\n".join(lines)), language) for language, lines in texts.items())


def clean(text: str) -> str:
    """Drop NUL (the embedder stops at it) and lone surrogates (no store takes them)."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode().strip()


def _embedded(passage: Passage) -> Iterable[str]:
    taken = dict.fromkeys(LANGUAGES, 0)
    for language, finder in _finders(passage):
        taken[language] += 1
        if taken[language] <= _EMBEDDED[language]:
            yield finder


def _finders(passage: Passage) -> Iterable[tuple[Literal["it", "en"], str]]:
    lines = (" ".join(clean(finder).split()) for finder in passage.finders)
    for line in dict.fromkeys(lines):
        if line and line != passage.text:
            yield _known(guess_language(line, passage.language)), line


def _known(language: str) -> Literal["it", "en"]:
    return "en" if language == "en" else "it"
