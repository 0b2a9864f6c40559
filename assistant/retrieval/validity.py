"""Which sources count on a day: published, in force, not superseded. An undated one is, any day."""

import datetime as dt
from collections.abc import Iterable, Mapping

from assistant.model import Passage, Source


def usable_sources(sources: Mapping[str, Source], as_of: dt.date) -> frozenset[str]:
    """Return the ids of the sources that were in force and not superseded on a day."""
    begun = [source for source in sources.values() if _has_begun(source, as_of)]
    superseded = {older for source in begun for older in source.supersedes}
    return frozenset(
        source.id
        for source in begun
        if source.id not in superseded and not _has_ended(source, as_of)
    )


def was_known(passage: Passage, as_of: dt.date) -> bool:
    """Tell whether a fact was already known on a day; a month counts from its first day."""
    fact = passage.fact
    return fact is None or fact.as_of is None or fact.as_of.first <= as_of


def newest_day(sources: Iterable[Source], passages: Iterable[Passage]) -> dt.date | None:
    """Return the last day that any source or fact speaks from, None when all are undated."""
    days = [source.published.last for source in sources if source.published]
    days += [one.fact.as_of.last for one in passages if one.fact and one.fact.as_of]
    return max(days, default=None)


def _has_begun(source: Source, as_of: dt.date) -> bool:
    if source.published and source.published.first > as_of:
        return False
    return source.valid_from is None or source.valid_from <= as_of


def _has_ended(source: Source, as_of: dt.date) -> bool:
    return source.valid_until is not None and source.valid_until < as_of
