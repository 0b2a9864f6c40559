"""Abstain: tell from how a search went, never from a cosine alone, whether the corpus answers."""

from assistant.answering.turn import Turn
from assistant.model import Outcome


def judge(turn: Turn) -> Outcome | None:
    """Return None to answer, or why not: out of scope, or not in the sources."""
    search = turn.search
    if search is None or not search.hits:
        return "out_of_scope"
    return None
