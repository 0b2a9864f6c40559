"""The text of a draft cut where findings begin and end, so that their words can be marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.export.critique_body import CritiqueBody, FindingBody


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the draft; ``of``: the names of what is said about it, apart by blanks."""

    text: str
    of: str

    @property
    def is_good(self) -> bool:
        """Tell whether only strengths are said about it."""
        return all(name.startswith("s") for name in self.of.split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: ``name`` is ``f3`` for a finding, ``s2-0`` for a strength."""

    name: str
    start: int
    end: int


def pieces(text: str, places: Sequence[Place]) -> Iterator[Piece]:
    """Yield the whole text in order; joined, the pieces are the text."""
    edges = {0, len(text), *(edge for one in places for edge in (one.start, one.end))}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        about = [one.name for one in places if one.start <= start and end <= one.end]
        yield Piece(text[start:end], " ".join(about))


def places(text: str, critique: CritiqueBody) -> tuple[Place, ...]:
    """Return where the words of findings and strengths stand; offsets that are wrong are not."""
    return tuple(one for one in _places(text, critique) if 0 <= one.start < one.end <= len(text))


def _places(text: str, critique: CritiqueBody) -> Iterator[Place]:
    for number, finding in enumerate(critique.findings):
        if finding.start is not None and finding.end is not None:
            yield Place(f"f{number}", finding.start, finding.end)
        if (second := _second(text, finding)) is not None:
            yield Place(f"f{number}-2", *second)
    for number, criterion in enumerate(critique.criteria):
        for order, strength in enumerate(criterion.strengths):
            yield Place(f"s{number}-{order}", strength.start, strength.end)


def _second(text: str, finding: FindingBody) -> tuple[int, int] | None:
    """Return where the other half of a contradiction stands, looked for where nobody says."""
    if finding.start2 is not None and finding.end2 is not None:
        return finding.start2, finding.end2
    if not finding.quote2:
        return None
    start = text.find(finding.quote2)
    if start == finding.start:
        start = text.find(finding.quote2, start + 1)
    return (start, start + len(finding.quote2)) if start >= 0 else None
