"""The guide of the knowledge base: the questions facts answer, the facts to tell together."""

from collections.abc import Iterable, Set
from pathlib import Path

from assistant.errors import CorpusError
from assistant.ingestion.strict import (
    StrictEntry,
    Words,
    read_entries,
    read_yaml,
    refuse,
    repeated,
)
from assistant.text import sentences


class GuideEntry(StrictEntry):
    """What a guide adds to a fact: questions that it answers and facts to tell together with it."""

    id: Words
    it: tuple[Words, ...] = ()
    en: tuple[Words, ...] = ()
    companions: tuple[Words, ...] = ()


class CollectionEntry(StrictEntry):
    """Facts that together answer one question, in order, with a sentence that introduces them."""

    id: Words
    topic: Words
    members: tuple[Words, ...]
    intro_it: Words
    intro_en: Words
    it: tuple[Words, ...] = ()
    en: tuple[Words, ...] = ()


def unknown_topics(entries: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Return the entries (id, topic) whose topic has no label in the locales."""
    topics = sentences("it")["catalogue"]["topics"]
    return (f"{name}: {topic}" for name, topic in entries if topic not in topics)


def load_guide(
    folder: Path, known: Set[str]
) -> tuple[dict[str, GuideEntry], list[CollectionEntry]]:
    """Return what the guides add to the facts, and their collections; nothing without a folder."""
    entries: list[GuideEntry] = []
    collections: list[CollectionEntry] = []
    for path in sorted(folder.glob("*.yaml")):
        guided, gathered = _read_guide(path)
        refuse(
            "corpus_duplicate_id",
            path.name,
            repeated(_ids([*entries, *guided], [*collections, *gathered])),
        )
        refuse("corpus_duplicate_id", path.name, known & {entry.id for entry in gathered})
        refuse(
            "corpus_unknown_topic",
            path.name,
            unknown_topics((one.id, one.topic) for one in gathered),
        )
        refuse("corpus_unknown_id", path.name, _strangers(guided, gathered, known))
        entries += guided
        collections += gathered
    return {entry.id: entry for entry in entries}, collections


def _ids(guided: list[GuideEntry], gathered: list[CollectionEntry]) -> list[str]:
    return [entry.id for entry in guided] + [entry.id for entry in gathered]


def _read_guide(path: Path) -> tuple[list[GuideEntry], list[CollectionEntry]]:
    content = read_yaml(path) or {}
    if not isinstance(content, dict):
        raise CorpusError("corpus_wrong_value", file=path.name, entries=type(content).__name__)
    refuse("corpus_unknown_field", path.name, content.keys() - {"facts", "collections"})
    facts = content.get("facts") or {}
    refuse(
        "corpus_wrong_value",
        path.name,
        (str(name) for name, row in facts.items() if not isinstance(row, dict) or "id" in row),
    )
    rows = [_renamed(row) | {"id": name} for name, row in facts.items()]
    return (
        read_entries(GuideEntry, rows, path.name),
        read_entries(CollectionEntry, content.get("collections") or [], path.name),
    )


def _renamed(row: dict[str, object]) -> dict[str, object]:
    """``with`` reads well in a guide, and is no name for Python."""
    return {"companions" if key == "with" else key: value for key, value in row.items()}


def _strangers(
    guided: list[GuideEntry], gathered: list[CollectionEntry], known: Set[str]
) -> Iterable[str]:
    for entry in guided:
        yield from (f"{entry.id}: {n}" for n in (entry.id, *entry.companions) if n not in known)
    for collection in gathered:
        yield from (f"{collection.id}: {n}" for n in collection.members if n not in known)
        if not collection.members:
            yield f"{collection.id}: members"
