"""What happens when: the steps of a project (permit, order, opening), their object, their date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.masterplan.consistency.grids import is_of_aims
from assistant.masterplan.consistency.lexicon import named, pattern
from assistant.masterplan.consistency.moments import Moment, moments
from assistant.masterplan.draft import Draft, Listing, Sentence, Table
from assistant.masterplan.plain import plain
from assistant.retrieval.words import analyse

_CLAUSE = re.compile(r"[;:]\s|\.\s|\|")
_LONGEST = 700  # code points: longer is a page without stops, not a sentence
_FEW = 3  # words before a date that open a sentence ("Then, from January 2028, ...")
_FAR = 160  # code points: words farther from a date tell of something else


@dataclass(frozen=True, slots=True)
class Event:
    """A step at a date. ``things``: stems of what it is about, words of any project left out.

    ``places``: the kinds of place that it names (centre, laboratory).

    ``run``: key of the sentence, list or table that holds it; ``span``: its words and its date.
    """

    step: str
    things: frozenset[str]
    places: frozenset[str]
    when: Moment
    span: tuple[int, int]
    run: tuple[str, int]
    sentence: int
    section: int


def events(draft: Draft) -> tuple[Event, ...]:
    """Return the dated steps of a draft, in order."""
    found: list[Event] = []
    aims = [(one.start, one.end) for one in draft.tables if is_of_aims(draft, one)]
    for number, sentence in enumerate(draft.sentences):
        if any(start <= sentence.start < end for start, end in aims):
            continue
        told = list(_events(draft, sentence, number))
        if found and told and _goes_on(draft, found[-1], sentence):
            told[0] = replace(told[0], things=told[0].things | found[-1].things)
        found += told
    return tuple(found)


def _goes_on(draft: Draft, last: Event, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of the thing of the event before ("installed there")."""
    if draft.sentences[last.sentence].paragraph != sentence.paragraph:
        return False
    there = pattern(draft.language, "events.there")
    return sentence.kind == "prose" and bool(there.search(plain(draft.words(sentence))))


def _events(draft: Draft, sentence: Sentence, number: int) -> Iterator[Event]:
    text = draft.words(sentence)
    if len(text) > _LONGEST:
        return
    words = plain(text)
    reached = 0
    for when in moments(text, draft.language):
        start = max(reached, when.start - _FAR)
        phrase_start = _phrase_start(draft, words, start, when.start)
        step = _step(draft, words[phrase_start : when.start])
        end = when.end
        if step is None and len(words[phrase_start : when.start].split()) <= _FEW:
            end = _clause_end(words, when.end)
            step = _step(draft, words[when.end : end])
        reached = when.end
        if step is None:
            continue
        phrase = words[phrase_start : when.start] + " " + words[when.end : end]
        if pattern(draft.language, "events.not_planned").search(phrase):
            continue
        yield Event(
            step,
            _things(draft, phrase, sentence.kind),
            frozenset(pattern(draft.language, "events.place").findall(phrase)),
            when,
            (sentence.start + _inked(words, phrase_start), sentence.start + max(end, when.end)),
            _run(draft, sentence, number),
            number,
            sentence.section,
        )


def _inked(words: str, start: int) -> int:
    return start + len(words[start:]) - len(words[start:].lstrip(" |*,;:.-–"))


def _phrase_start(draft: Draft, words: str, start: int, end: int) -> int:
    """Return where the words about a date begin: the clause, or the one before if it is bare."""
    cuts = [start, *(start + found.end() for found in _CLAUSE.finditer(words[start:end]))]
    for cut in reversed(cuts):
        if _step(draft, words[cut:end]) is not None:
            return cut
    return cuts[-1]


def _clause_end(words: str, start: int) -> int:
    after = start + len(words[start : start + 2]) - len(words[start : start + 2].lstrip(", "))
    found = re.search(r"[;.,]", words[after : after + _FAR])
    return after + found.start() if found else min(len(words), start + _FAR)


def _step(draft: Draft, phrase: str) -> str | None:
    """Return the step that a phrase is about: the first that it names, the longest of those.

    That somebody did something is one only where nothing else is named.
    """
    hits = []
    for name, fits in named(draft.language, "steps").items():
        if match := fits.search(phrase):
            hits.append((name == "acted", match.start(), -len(match[0]), name))
    return min(hits)[3] if hits else None


@lru_cache(maxsize=4096)
def _stems(phrase: str, language: str) -> frozenset[str]:
    return frozenset(stem for stem in analyse(phrase, language) if not stem.isdigit())


def _things(draft: Draft, phrase: str, kind: str) -> frozenset[str]:
    """Return the stems of what a phrase is about, without its steps and words of any project.

    In prose they are the nouns, which stand after an article or a preposition.
    """
    bare = phrase
    for name, fits in named(draft.language, "steps").items():
        bare = bare if name == "acted" else fits.sub(" ", bare)
    if kind == "prose":
        told = pattern(draft.language, "events.noun").finditer(phrase)
        kept = {word for one in told for word in one["noun"].split()}
        bare = " ".join(word for word in re.findall(r"[\w-]+", bare) if word in kept)
    for name in ("general", "agent"):
        bare = pattern(draft.language, f"events.{name}").sub(" ", bare)
    return frozenset(stem for stem in _stems(bare, draft.language) if len(stem) > 2)


def _run(draft: Draft, sentence: Sentence, number: int) -> tuple[str, int]:
    if sentence.kind == "prose":
        return "sentence", number
    holders: tuple[Table | Listing, ...] = draft.tables if sentence.kind == "row" else draft.lists
    for at, holder in enumerate(holders):
        if holder.start <= sentence.start < holder.end:
            return sentence.kind, at
    return "sentence", number
