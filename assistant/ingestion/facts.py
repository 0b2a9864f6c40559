"""The knowledge base: editorial facts and collections of facts become sources and passages.

A fact is a summary in our words, so each is a source of its own, of kind ``editorial``, based on
the sources that it summarises; it is never shown as the words of a publisher.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from assistant.errors import CorpusError
from assistant.ingestion.guide import CollectionEntry, GuideEntry, load_guide, unknown_topics
from assistant.ingestion.strict import (
    Authority,
    Date,
    Link,
    StrictEntry,
    Words,
    read_entries,
    read_yaml,
    refuse,
    repeated,
)
from assistant.model import Fact, Interval, Passage, Source, Status
from assistant.text import say

_WITHOUT_SOURCES: tuple[Status, ...] = ("unknown", "derived")


class SourceEntry(StrictEntry):
    """One entry of ``sources.yaml``: somebody's publication that facts rest on."""

    id: Words
    title: Words
    publisher: Words
    url: Link | None
    published: Date
    kind: Literal["official", "association", "consultant", "press", "faq"]
    authority: Authority
    language: Words


class FactEntry(StrictEntry):
    """One entry of ``facts.yaml``. ``preferred`` is an editorial choice among conflicting facts."""

    id: Words
    topic: Words
    scope: Literal["zis", "policy", "comparable", "rubric"]
    phase: Literal[1, 2] | None
    status: Status
    it: Words
    en: Words
    sources: tuple[Words, ...]
    as_of: Date
    conflicts_with: tuple[Words, ...]
    preferred: Words | None
    keywords: tuple[Words, ...]


Knowledge = tuple[dict[str, Source], tuple[Passage, ...]]


def load_knowledge(corpus: Path) -> Knowledge:
    """Return the sources and the passages of the knowledge base; none when it has no facts.

    Reads ``facts.yaml``, ``sources.yaml`` and every ``guide/*.yaml``. Raises CorpusError with the
    file, the entries and the reason.
    """
    if not (corpus / "facts.yaml").is_file():
        return {}, ()
    publications = _publications(corpus / "sources.yaml")
    facts = read_entries(FactEntry, read_yaml(corpus / "facts.yaml"), "facts.yaml")
    check_facts(facts, publications)
    guide, collections = load_guide(corpus / "guide", {fact.id for fact in facts})
    told = [_tell(fact, publications, guide.get(fact.id)) for fact in facts]
    by_id = {passage.id: (source, passage) for source, passage in told}
    told += [_gather(collection, by_id) for collection in collections]
    editorial = {source.id: source for source, _ in told}
    refuse("corpus_duplicate_id", "facts.yaml", editorial.keys() & publications.keys())
    return publications | editorial, tuple(passage for _, passage in told)


def _publications(path: Path) -> dict[str, Source]:
    if not path.is_file():
        raise CorpusError("corpus_no_file", file=path.name)
    entries = read_entries(SourceEntry, read_yaml(path), path.name)
    refuse("corpus_duplicate_id", path.name, repeated(entry.id for entry in entries))
    return {entry.id: Source(**dict(entry)) for entry in entries}


def check_facts(facts: list[FactEntry], publications: Mapping[str, Source]) -> None:
    """Raise CorpusError at the first kind of fault, naming every fact that has it."""
    known = {fact.id: fact for fact in facts}
    for key, faulty in (
        ("corpus_duplicate_id", repeated(fact.id for fact in facts)),
        ("corpus_unknown_topic", unknown_topics((fact.id, fact.topic) for fact in facts)),
        ("corpus_unknown_id", _broken_links(facts, known, publications)),
        ("corpus_asymmetric", _asymmetries(facts, known)),
        ("corpus_preferred", _strange_preferences(facts)),
        ("corpus_unsourced", _unsourced(facts)),
    ):
        refuse(key, "facts.yaml", faulty)


def _broken_links(
    facts: list[FactEntry], known: Mapping[str, FactEntry], publications: Mapping[str, Source]
) -> Iterable[str]:
    for fact in facts:
        missing = [name for name in fact.sources if name not in publications]
        missing += [name for name in fact.conflicts_with if name not in known]
        yield from (f"{fact.id}: {name}" for name in missing)


def _asymmetries(facts: list[FactEntry], known: Mapping[str, FactEntry]) -> Iterable[str]:
    for fact in facts:
        for other in fact.conflicts_with:
            if other == fact.id or fact.id not in known[other].conflicts_with:
                yield f"{fact.id} ↔ {other}"


def _strange_preferences(facts: list[FactEntry]) -> Iterable[str]:
    for fact in facts:
        if fact.preferred and fact.preferred not in (fact.id, *fact.conflicts_with):
            yield f"{fact.id}: {fact.preferred}"


def _unsourced(facts: list[FactEntry]) -> Iterable[str]:
    return (fact.id for fact in facts if not fact.sources and fact.status not in _WITHOUT_SOURCES)


def _tell(
    entry: FactEntry, publications: Mapping[str, Source], guide: GuideEntry | None
) -> tuple[Source, Passage]:
    fact = Fact(
        topic=entry.topic,
        scope=entry.scope,
        status=entry.status,
        phase=entry.phase,
        as_of=entry.as_of,
        conflicts_with=entry.conflicts_with,
        preferred=entry.preferred,
        companions=guide.companions if guide else (),
    )
    basis = [publications[name] for name in entry.sources]
    questions = (*guide.it, *guide.en) if guide else ()
    finders = (*_joined(entry.keywords), *questions)
    passage = _passage(entry.id, fact, {"it": entry.it, "en": entry.en}, finders)
    return _editorial(passage, basis, entry.sources), passage


def _gather(
    entry: CollectionEntry, told: Mapping[str, tuple[Source, Passage]]
) -> tuple[Source, Passage]:
    sources = [told[name][0] for name in entry.members]
    facts = [fact for name in entry.members if (fact := told[name][1].fact)]
    phases = {fact.phase for fact in facts}
    fact = Fact(
        topic=entry.topic,
        scope=facts[0].scope,
        status="derived",
        phase=phases.pop() if len(phases) == 1 else None,
        as_of=_latest(fact.as_of for fact in facts),
        members=entry.members,
    )
    versions = {"it": entry.intro_it, "en": entry.intro_en}
    passage = _passage(entry.id, fact, versions, (*entry.it, *entry.en))
    basis = dict.fromkeys(name for source in sources for name in source.based_on)
    return _editorial(passage, sources, tuple(basis)), passage


def _passage(
    name: str, fact: Fact, versions: Mapping[str, str], finders: tuple[str, ...]
) -> Passage:
    text = versions["it"]
    return Passage(
        id=name,
        source=name,
        text=text,
        kind="collection" if fact.members else "fact",
        heading=(topic_label(fact.topic),),
        end=len(text),
        digest=hashlib.sha256("\n".join(versions.values()).encode()).hexdigest(),
        versions=versions,
        finders=finders,
        fact=fact,
    )


def _editorial(passage: Passage, basis: Iterable[Source], based_on: tuple[str, ...]) -> Source:
    """Return our summary as a source: as authoritative as the best of what it rests on."""
    return Source(
        id=passage.id,
        title=passage.heading[0],
        publisher=say("it", "catalogue.editorial_publisher"),
        kind="editorial",
        authority=max((source.authority for source in basis), default=0),
        published=passage.fact.as_of if passage.fact else None,
        based_on=based_on,
    )


def topic_label(topic: str) -> str:
    """Return what people call a topic, in Italian."""
    return say("it", f"catalogue.topics.{topic}")


def _joined(keywords: tuple[str, ...]) -> tuple[str, ...]:
    return (", ".join(keywords),) if keywords else ()


def _latest(dates: Iterable[Interval | None]) -> Interval | None:
    return max((date for date in dates if date), key=lambda date: date.last, default=None)
