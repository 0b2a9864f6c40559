"""What became of a passage: the one that says nearly the same, where a document was replaced.

The id of a passage of a document depends on its words and its place, so a changed one has another.
"""

from collections import Counter
from collections.abc import Iterable

from assistant.approved.record import Cited, now
from assistant.model import Passage
from assistant.retrieval.words import tokens

_ALIKE = 0.5  # share of the words of both that a changed passage keeps


def successor(cited: Cited, among: Iterable[Passage]) -> Passage | None:
    """Return the passage most like the one cited; None where none is like it."""
    old = Counter(tokens(" ".join(cited.whole.values())))
    scored = ((_likeness(old, cited, one), one) for one in among)
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _ALIKE else None


def _likeness(old: Counter[str], cited: Cited, passage: Passage) -> float:
    """Return the share of words in common, 0 to 1 (Dice's coefficient over bags of words)."""
    new = Counter(tokens(" ".join(now(cited, passage).values())))
    size = old.total() + new.total()
    return 2 * (old & new).total() / size if size else 0.0
