"""A passage is found by any of its units: its text in each language, and each of its finders."""

from dataclasses import dataclass

from assistant.model import LANGUAGES, Passage
from assistant.retrieval.words import guess_language


@dataclass(frozen=True, slots=True)
class Unit:
    """One text by which a passage is found; ``kind`` is text or finder.

    ``heading``: the titles above the text, read by the lexical index only.
    """

    passage: str
    text: str
    language: str
    heading: str = ""
    kind: str = "text"

    @property
    def words(self) -> str:
        """Return what the lexical index reads."""
        return f"{self.heading}\n{self.text}" if self.heading else self.text


def units_of(passage: Passage) -> tuple[Unit, ...]:
    """Return the units of a passage, each text once, its own first; none when it has no words."""
    texts = {clean(passage.text): passage.language}
    for language, text in passage.versions.items():
        texts.setdefault(clean(text), language)
    heading = clean(" › ".join(passage.heading))
    own = [Unit(passage.id, text, _known(lang), heading) for text, lang in texts.items() if text]
    if not own:
        return ()
    finders = [
        Unit(passage.id, text, guess_language(text, _known(passage.language)), kind="finder")
        for text in dict.fromkeys(map(clean, passage.finders))
        if text and text not in texts
    ]
    return (*own, *finders)


def clean(text: str) -> str:
    """Drop NUL (the embedder stops at it) and lone surrogates (no store takes them)."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode().strip()


def _known(language: str) -> str:
    return language if language in LANGUAGES else "it"
