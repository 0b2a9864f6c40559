"""Conflict: where sources disagree, who is newer and who has more authority."""

from collections.abc import Sequence

from assistant.answering.render import strongest
from assistant.answering.turn import Knowledge, Statement
from assistant.model import Language, Source
from assistant.text import date_words, say


def remarks(told: Sequence[Statement], language: Language, knowledge: Knowledge) -> tuple[str, ...]:
    """Return one sentence that names the newest and the strongest source of the versions told."""
    conflicting = [item for item in told if _disagrees(item, told)]
    if len(conflicting) < 2:
        return ()
    sources = [source for item in conflicting for source in _bases(item, knowledge)]
    dated = [source for source in sources if source.published]
    if not dated:
        return ()
    newest = max(dated, key=lambda source: source.published.last if source.published else 0)
    best = strongest(sources)[0]
    if best.authority <= newest.authority:
        return (say(language, "answer.newer", newer=_named(newest, language)),)
    names = {"newer": _named(newest, language), "stronger": _named(best, language)}
    return (say(language, "answer.newer_and_stronger", **names),)


def _disagrees(item: Statement, told: Sequence[Statement]) -> bool:
    fact = item.passage.fact
    return fact is not None and any(other.passage.id in fact.conflicts_with for other in told)


def _bases(item: Statement, knowledge: Knowledge) -> list[Source]:
    source = knowledge.source(item.passage.source)
    names = source.based_on if source else ()
    return [base for name in names if (base := knowledge.source(name))]


def _named(source: Source, language: Language) -> str:
    date = date_words(source.published, language)
    return say(language, "answer.source_short", publisher=source.publisher, date=date)
