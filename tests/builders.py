"""Small facts, rules, turns and a knowledge in memory, for tests of the answering room."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.answering.scope import Likeness
from assistant.answering.turn import Asked, Role, Statement, Turn
from assistant.approved.matcher import Match
from assistant.approved.record import Approved
from assistant.call.rules import Rule, Rules
from assistant.model import Fact, Hit, Interval, Language, Passage, Question, Source
from assistant.retrieval.search import Features, Search
from assistant.retrieval.store import make_current, new_folder, write_generation
from assistant.settings import Settings
from tests.corpora import a_generation, a_source

DAY = dt.date(2026, 3, 10)
SURE = Features(cosine=0.95, margin=0.05, coverage=1, top_coverage=1, best_coverage=1, agreement=1)
UNSURE = Features(cosine=0.5, coverage=0.1)

REGION = a_source("regione", publisher="Regione", published=Interval.parse("2026-01-15"))
PAPER = a_source(
    "giornale",
    title="Articolo",
    publisher="Il Giornale",
    kind="press",
    authority=1,
    published=Interval.parse("2026-02-19"),
)


def a_fact(
    name: str, it: str, en: str = "", *, based_on: tuple[str, ...] = ("regione",), **more: Any
) -> Passage:
    """Return a fact with its English version, if any; ``more`` is for Fact and for ``finders``."""
    finders = more.pop("finders", ())
    fact = Fact(**{"topic": "capofila", "scope": "zis", "status": "reported", **more})
    versions = {"it": it, "en": en} if en else {"it": it}
    kind = "collection" if fact.members else "fact"
    return Passage(
        id=name, source=name, text=it, kind=kind, versions=versions, finders=finders, fact=fact
    )


def an_editorial(passage: Passage, *based_on: str) -> Source:
    """Return the source of a fact: our summary of others."""
    return Source(
        id=passage.id,
        title="Capofila",
        publisher="Sportello ZIS (sintesi redazionale)",
        kind="editorial",
        authority=3,
        based_on=based_on or ("regione",),
    )


def a_rule(subject: str, value: Any, *facts: str, **more: Any) -> Rule:
    """Return a rule about a subject that rests on facts."""
    fields: dict[str, Any] = {"id": subject, "kind": "amount", "unit": None, "note": None}
    fields |= {"texts": {}, "certainty": "reported", **more}
    return Rule(subject=subject, value=value, facts=facts, **fields)


def grant_rules(rate: float = 0.5, cap: int = 80_000, fact: str = "grant") -> Rules:
    """Return a rate and a cap that no real call has."""
    rules = (
        a_rule("phase1_grant_rate", rate, fact, kind="rate"),
        a_rule("phase1_grant_cap_per_proposal", cap, fact),
    )
    return Rules({rule.subject: rule for rule in rules})


@dataclass
class FakeKnowledge:
    """What the steps ask, from a few passages; a search finds them all, in their order."""

    passages: Mapping[str, Passage] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    rules: Rules = field(default_factory=lambda: Rules({}))
    settings: Settings = field(default_factory=lambda: Settings(embedder="none"))
    digest: str = "d1"
    notices: tuple[str, ...] = ()
    known_until: dt.date | None = None
    features: Features = SURE
    matches: Mapping[str, Approved] = field(default_factory=dict)
    off: Mapping[str, str] = field(default_factory=dict)

    def look(self, text: str, k: int, as_of: dt.date, language: Language) -> Search:
        return Search(hits_of(*self.passages.values())[:k], self.features)

    def official(self, text: str, k: int, as_of: dt.date) -> tuple[Hit, ...]:
        found = (item for item in self.passages.values() if self._is_official(item))
        return hits_of(*found)[:k]

    def _is_official(self, passage: Passage) -> bool:
        source = self.sources.get(passage.source)
        return source is not None and source.kind == "official"

    def beyond(self, text: str) -> float:
        return 0.0

    def likeness(self, text: str) -> Likeness | None:
        return None

    def approved(self, text: str, language: Language, as_of: dt.date) -> Match | None:
        found = self.matches.get(text)
        return Match(found, text, 1.0) if found else None

    def switched_off(self, topic: str, language: Language) -> str | None:
        return self.off.get(topic)

    def critique(self, text: str, language: Language) -> str:
        return f"[{text}]"

    def passage(self, name: str) -> Passage | None:
        return self.passages.get(name)

    def source(self, name: str) -> Source | None:
        return self.sources.get(name)


def a_knowledge(*passages: Passage, sources: tuple[Source, ...] = (), **more: Any) -> FakeKnowledge:
    """Return a knowledge of passages; a fact brings its own source, based on the Region."""
    editorial = [an_editorial(passage) for passage in passages if passage.fact]
    known = {source.id: source for source in (REGION, PAPER, a_source(), *editorial, *sources)}
    return FakeKnowledge({passage.id: passage for passage in passages}, known, **more)


def hits_of(*passages: Passage) -> tuple[Hit, ...]:
    """Return hits from sure to less sure."""
    return tuple(Hit(passage, 0.9 * 0.95**rank) for rank, passage in enumerate(passages))


def asked(text: str, *found: Passage, kind: str | None = None, **more: Any) -> Asked:
    """Return a question for which passages were found."""
    return Asked(text, kind, said=text, search=Search(hits_of(*found), SURE), **more)


def a_turn(
    message: str = "Chi può fare da capofila?",
    /,
    *earlier: str,
    language: Language = "it",
    **more: Any,
) -> Turn:
    """Return the turn of a message and the ones before it."""
    question = Question(message, earlier, language, DAY)
    return Turn(question, language, DAY, **{"text": message, "standalone": message, **more})


def a_statement(
    passage: Passage, words: str = "", role: Role = "lead", text: str = ""
) -> Statement:
    """Return a statement of words of a passage, the whole of it when none are told."""
    said = words or passage.text
    certainty = passage.fact.status if passage.fact else "reported"
    return Statement(text or said, said, passage, role, certainty)


def write_index(data: Path, passages: list[Passage], sources: list[Source]) -> Settings:
    """Write a live index without vectors; return the settings that read it."""
    generation = a_generation(passages, sources)
    folder = new_folder(data)
    write_generation(folder, generation.manifest, generation.passages, generation.units, None)
    make_current(folder)
    return Settings(data=data, corpus=data / "corpus", embedder="none")
