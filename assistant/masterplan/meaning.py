"""How like a text is to what drafts write about each criterion, by its meaning.

``python -m evals.topics`` learns it from the development drafts, whose headings say what the text
under them is about. Without an embedder the critique reads by words alone.
"""

from pathlib import Path

from assistant.learned import Embedder, Signs, signs_for

OPENING = 350  # code points of a text that are embedded: its opening says what it is about


class Meaning:
    """The criteria as weights of the embedder that they were learned with."""

    def __init__(self, embedder: Embedder, topics: Signs) -> None:
        """Keep both."""
        self._embedder = embedder
        self._topics = topics

    def likeness(self, text: str) -> dict[str, float]:
        """Return how like a text is to each criterion, 0 where it may be; {} for no words."""
        opening = text.strip()[:OPENING]
        if not any(char.isalnum() for char in opening):
            return {}
        scores = self._topics.scores(self._embedder.sentences([opening]))[0]
        return dict(zip(self._topics.names, scores.tolist(), strict=True))


def open_meaning(folder: Path, embedder: Embedder | None) -> Meaning | None:
    """Return the criteria as learned; None without an embedder, or with another than learned by."""
    topics = signs_for(embedder, [folder]) if embedder else None
    return Meaning(embedder, topics) if topics and embedder else None
