"""Given: the passages that a model is given, under handles that say nothing, within a budget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.answering.checking import Handles
from assistant.answering.render import found_of
from assistant.answering.turn import Knowledge, Turn
from assistant.answering.weigh import weigh
from assistant.answering.wording import gives_orders
from assistant.llm.budget import fitting
from assistant.model import Found, Hit, Language, Passage, Source
from assistant.text import date_words, publisher_words, say

_MOST = 12
_OFFICIAL = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as the prompt shows it: ``about`` says what it is and how sure, in words."""

    handle: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """What was given: the passages by handle, as they are shown, and as they were found."""

    handles: Handles
    shown: tuple[Shown, ...]
    found: tuple[Found, ...]


def gather(turn: Turn, knowledge: Knowledge, tokens: int) -> Given:
    """Return the best passages that fit some tokens; each whole, or not at all."""
    language = turn.language
    hits = list(islice(_wanted(turn, knowledge), _MOST))
    best = [
        Shown(f"p{number}", _about(hit.passage, language, knowledge), hit.passage.text_in(language))
        for number, hit in enumerate(hits, start=1)
    ]
    kept = len(fitting((f"{one.about}\n{one.text}" for one in best), tokens))
    handles = {one.handle: hit.passage for one, hit in zip(best[:kept], hits, strict=False)}
    found = tuple(found_of(hit, knowledge) for hit in hits[:kept])
    return Given(handles, tuple(best[:kept]), found)


def _wanted(turn: Turn, knowledge: Knowledge) -> Iterator[Hit]:
    """Yield hits in the order of their worth, each passage once, with what it must not lack."""
    seen: set[str] = set()
    for hit in _ranked(turn, knowledge):
        for one in (hit, *_beside(hit, knowledge)):
            if one.passage.id not in seen and not _is_poisoned(one.passage):
                seen.add(one.passage.id)
                yield one


def _is_poisoned(passage: Passage) -> bool:
    """Tell whether a document speaks to a model; our own facts are read before they are kept."""
    return passage.fact is None and gives_orders(passage.text)


def _ranked(turn: Turn, knowledge: Knowledge) -> Sequence[Hit]:
    official = [
        hit for one in turn.asked for hit in knowledge.official(one.text, _OFFICIAL, turn.as_of)
    ]
    best = {hit.passage.id: hit for hit in official}
    for one in turn.asked:
        for hit in weigh(one, turn.language):
            known = best.get(hit.passage.id)
            best[hit.passage.id] = max(hit, known or hit, key=lambda found: found.score)
    return sorted(best.values(), key=lambda hit: -hit.score)


def _beside(hit: Hit, knowledge: Knowledge) -> Iterator[Hit]:
    """Yield what a fact is told with: its members, its other versions, its companions."""
    fact = hit.passage.fact
    names = (*fact.members, *fact.conflicts_with, *fact.companions) if fact else ()
    for name in names:
        if passage := knowledge.passage(name):
            yield Hit(passage, hit.score)


def _about(passage: Passage, language: Language, knowledge: Knowledge) -> str:
    """Return what a passage is: our summary and how sure it is, or whose document, and when."""
    source = knowledge.source(passage.source)
    if source is None:
        return ""
    if passage.fact is None:
        return f"{source.title}, {_who(source, language)}"
    bases = (base for name in source.based_on if (base := knowledge.source(name)))
    status = say(language, f"model.status.{passage.fact.status}")
    return "; ".join((status, *dict.fromkeys(_who(base, language) for base in bases)))


def _who(source: Source, language: Language) -> str:
    return f"{publisher_words(source, language)}, {date_words(source.published, language)}"
