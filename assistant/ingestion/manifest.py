"""``manifest.toml``: what an operator says of the documents that are added to the corpus."""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from assistant.ingestion.strict import (
    Authority,
    Date,
    Link,
    StrictEntry,
    Words,
    read_entries,
    read_toml,
    refuse,
    repeated,
)
from assistant.model import Source

MANIFEST = "manifest.toml"
DOCUMENTS = "documents"
UNSTATED_AUTHORITY = 2


def _day(value: Any) -> Any:
    if isinstance(value, str):
        return dt.date.fromisoformat(value)
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date | None):
        raise ValueError(value)
    return value


Day = Annotated[dt.date | None, BeforeValidator(_day)]
Digest = Annotated[str, Field(pattern=r"^(?:sha256:)?[0-9a-f]{64}$")]


class DocumentEntry(StrictEntry):
    """One ``[[document]]`` of the manifest; only ``path`` is required."""

    path: Words
    id: Words | None = None
    title: Words | None = None
    publisher: Words | None = None
    kind: Literal["official", "association", "consultant", "press", "faq", "document"] = "document"
    authority: Authority = UNSTATED_AUTHORITY
    published: Date = None
    valid_from: Day = None
    valid_until: Day = None
    supersedes: tuple[Words, ...] = ()
    url: Link | None = None
    digest: Digest | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None


def load_manifest(corpus: Path) -> list[DocumentEntry]:
    """Return the documents that the manifest lists; none without a manifest.

    Raises CorpusError on an unknown key, a wrong type, a path that leaves the corpus folder, a
    missing file, an id used twice, or a validity that ends before it begins.
    """
    if not (corpus / MANIFEST).is_file():
        return []
    content = read_toml(corpus / MANIFEST)
    refuse("corpus_unknown_field", MANIFEST, content.keys() - {"document"})
    entries = read_entries(DocumentEntry, content.get("document", []), MANIFEST)
    listed = [entry.path for entry in entries]
    refuse("corpus_outside", MANIFEST, (path for path in listed if not is_inside(corpus, path)))
    refuse("corpus_no_document", MANIFEST, (p for p in listed if not (corpus / p).is_file()))
    refuse("corpus_duplicate_id", MANIFEST, repeated(normal_path(path) for path in listed))
    refuse("corpus_duplicate_id", MANIFEST, repeated(entry.id for entry in entries if entry.id))
    refuse("corpus_dates", MANIFEST, (entry.path for entry in entries if _is_reversed(entry)))
    return entries


def is_inside(corpus: Path, path: str) -> bool:
    """Tell whether a relative path stays in the corpus folder, once links are followed."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or Path(path).is_absolute() or ".." in pure.parts or "\\" in path:
        return False
    return (corpus / path).resolve().is_relative_to(corpus.resolve())


def normal_path(path: str) -> str:
    """Return a relative path without ``./`` and doubled slashes."""
    return PurePosixPath(path).as_posix()


def _is_reversed(entry: DocumentEntry) -> bool:
    return bool(entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from)


def check_digests(entries: Iterable[DocumentEntry], digests: Mapping[str, str | None]) -> None:
    """Raise CorpusError naming the documents that changed since the manifest was written."""
    changed = (
        entry.path
        for entry in entries
        if entry.digest and entry.digest.removeprefix("sha256:") != digests[normal_path(entry.path)]
    )
    refuse("corpus_changed", MANIFEST, changed)


def check_supersedes(sources: Mapping[str, Source]) -> None:
    """Raise CorpusError when a source supersedes an unknown one, or itself in a circle."""
    unknown = (
        f"{source.id}: {name}"
        for source in sources.values()
        for name in source.supersedes
        if name not in sources
    )
    refuse("corpus_unknown_id", MANIFEST, unknown)
    refuse("corpus_cycle", MANIFEST, (name for name in sources if _reaches(sources, name)))


def _reaches(sources: Mapping[str, Source], name: str) -> bool:
    """Tell whether what ``name`` supersedes leads back to it."""
    waiting = list(sources[name].supersedes)
    seen: set[str] = set()
    while waiting:
        older = waiting.pop()
        if older == name:
            return True
        if older not in seen:
            seen.add(older)
            waiting += sources[older].supersedes
    return False


def free_id(path: str, taken: Collection[str]) -> str:
    """Return an id made from a document's path, different from those that are taken."""
    pure = PurePosixPath(path.removeprefix(f"{DOCUMENTS}/"))
    plain = _slug(str(pure.with_suffix("")))
    with_format = _slug(str(pure))
    numbered = (f"{with_format}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (plain, with_format, *numbered) if name not in taken)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or DOCUMENTS


def file_title(path: str) -> str:
    """Return a title made from a file's name."""
    return re.sub(r"[\s_]+", " ", PurePosixPath(path).stem).strip()
