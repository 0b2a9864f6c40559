"""The five categories of partner, and which of them the draft has members of."""

import re

from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

CRITERION = "partenariato"
_CLAUSE = re.compile(r"(?<=\w\w)\.\s|[;\n]|(?<=\w), (?=ma\b|mentre\b|but\b|while\b)")


def categories() -> tuple[str, ...]:
    """Return the keys of the categories, in the order of the call."""
    return tuple(lexicon().words["partners"])


def present(draft: Draft) -> frozenset[str]:
    """Return the categories that some partner covers."""
    seen = view(draft)
    told = told_of(seen)
    return frozenset(n for n in categories() if any(has(one, n, seen) for one in told))


def told_of(seen: View) -> list[Sentence]:
    """Return the sentences about the partnership: of its own sections, else of anywhere."""
    sections = seen.draft.sections
    told = [one for one in seen.draft.sentences if seen.is_about(one, CRITERION)]
    own = [one for one in told if CRITERION in sections[one.section].criteria]
    return own or told


def has(sentence: Sentence, category: str, seen: View) -> bool:
    """Tell whether a clause names a partner of a category that is there already."""
    book = lexicon()
    return any(
        book.finds(f"partners.{category}", clause) and not book.finds("absence.not_yet", clause)
        for clause in _CLAUSE.split(seen.told(sentence))
    )


def listing(told: list[Sentence], seen: View) -> Sentence:
    """Return the sentence that names partners of most categories."""
    return max(told, key=lambda one: sum(has(one, name, seen) for name in categories()))
