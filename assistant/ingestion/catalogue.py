"""What the corpus holds: the knowledge base, and the documents that an operator added."""

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import CorpusError, SportelloError
from assistant.ingestion.facts import load_knowledge
from assistant.ingestion.manifest import (
    DOCUMENTS,
    MANIFEST,
    UNSTATED_AUTHORITY,
    DocumentEntry,
    check_digests,
    check_supersedes,
    file_title,
    free_id,
    is_inside,
    load_manifest,
    normal_path,
)
from assistant.ingestion.pages import Extraction, Notice
from assistant.ingestion.readers import READERS
from assistant.ingestion.records import read_records, record_language
from assistant.ingestion.strict import refuse
from assistant.model import Passage, Source

RECORDS = ".jsonl"
_NOT_DOCUMENTS = frozenset(
    {
        MANIFEST,
        "facts.yaml",
        "sources.yaml",
        "rules.yaml",
        "rubric.yaml",
        "thesaurus.yaml",
        "guide",
        "approved",
        "topics.yaml",
    }
)
_HASHED_AT_ONCE = 1 << 20
_MACHINE_TITLE = re.compile(
    r"^[^\w«\"]|[<>%]|microsoft word|untitled|senza titolo|documento\d*$"
    r"|\.(?:docx?|pdf|odt|rtf|indd|xlsx?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file to read. ``format``: its suffix without the dot.

    ``has_title``, ``has_language``: the operator stated them, so what the file says is ignored.
    """

    source: Source
    path: Path
    format: str
    has_title: bool = False
    has_language: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that the corpus declares, before any document is opened.

    ``passages``: those of the knowledge base and of the record files. ``unsupported``: files, as
    relative paths, that no reader can read; ``unreadable``: record files that are wrong, and why.
    ``notices``: (dotted key, parameters) of sentences. ``digest`` changes when the index must.
    """

    sources: Mapping[str, Source]
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    notices: tuple[Notice, ...]
    unsupported: tuple[str, ...]
    unreadable: tuple[tuple[str, SportelloError], ...]
    digest: str

    def superseded_ids(self, as_of: dt.date | None = None) -> frozenset[str]:
        """Return the sources that another one replaces, on that day when one is given."""
        return frozenset(
            name
            for source in self.sources.values()
            if as_of is None or _is_out(source, as_of)
            for name in source.supersedes
        )


def _is_out(source: Source, day: dt.date) -> bool:
    out = source.valid_from or (source.published.first if source.published else None)
    return out is None or out <= day


def load_catalogue(corpus: Path) -> Catalogue:
    """Read what the corpus declares; raise CorpusError naming file, entries and reason.

    A folder with neither manifest nor facts is taken whole: every readable file, recursively.
    """
    if not corpus.is_dir():
        raise CorpusError("corpus_no_folder", folder=corpus)
    publications, facts = load_knowledge(corpus)
    entries = load_manifest(corpus)
    found = _Found.of(corpus, entries)
    documents = _documents(corpus, found, entries, publications)
    check_digests(entries, {str(d.source.path): d.source.digest for d in documents})
    sources = {**publications, **{document.source.id: document.source for document in documents}}
    check_supersedes(sources)
    records, unreadable = _records(documents, {passage.id for passage in facts})
    return Catalogue(
        sources=sources,
        documents=tuple(one for one in documents if one.path.suffix.lower() != RECORDS),
        passages=(*facts, *records),
        notices=found.notices,
        unsupported=found.unsupported,
        unreadable=unreadable,
        digest=_digest(sources, facts),
    )


def describe(document: Document, extraction: Extraction) -> Source:
    """Return the source, with the title and the language of the file where none was stated."""
    source = document.source
    title = " ".join((extraction.title or "").split())
    if not document.has_title and len(title) > 3 and not _MACHINE_TITLE.search(title):
        source = replace(source, title=title)
    if not document.has_language and extraction.language:
        source = replace(source, language=extraction.language)
    return source


@dataclass(frozen=True, slots=True)
class _Found:
    """The files of a corpus folder, as relative paths."""

    supported: tuple[str, ...]
    unsupported: tuple[str, ...]
    notices: tuple[Notice, ...]

    @classmethod
    def of(cls, corpus: Path, entries: list[DocumentEntry]) -> "_Found":
        listed = [normal_path(entry.path) for entry in entries]
        refuse("corpus_format", MANIFEST, (path for path in listed if not _is_readable(path)))
        is_bare = not (corpus / MANIFEST).is_file() and not (corpus / "facts.yaml").is_file()
        loose = [path for path in _walk(corpus, is_bare) if path not in set(listed)]
        outside = [path for path in loose if not is_inside(corpus, path)]
        inside = [path for path in loose if path not in set(outside)]
        unlisted = [path for path in inside if _is_readable(path)]
        return cls(
            supported=(*listed, *unlisted),
            unsupported=tuple(path for path in inside if not _is_readable(path)),
            notices=tuple(_notices(unlisted, outside, is_bare=is_bare)),
        )


def _walk(corpus: Path, is_bare: bool) -> list[str]:
    """Return the files that may be documents: of ``documents/``, or of the whole bare folder."""
    files: list[str] = []
    for folder, inner, names in os.walk(corpus if is_bare else corpus / DOCUMENTS):
        here = Path(folder).relative_to(corpus)
        inner[:] = sorted(name for name in inner if _is_candidate(here / name))
        files += (str((here / name).as_posix()) for name in names if _is_candidate(here / name))
    return sorted(files)


def _is_candidate(path: Path) -> bool:
    return not path.name.startswith((".", "~$")) and path.as_posix() not in _NOT_DOCUMENTS


def _is_readable(path: str) -> bool:
    suffix = Path(path).suffix.lower()
    return suffix == RECORDS or suffix in READERS


def _notices(unlisted: list[str], outside: list[str], *, is_bare: bool) -> Iterator[Notice]:
    if is_bare:
        yield "catalogue.no_manifest", {"authority": UNSTATED_AUTHORITY}
    elif unlisted:
        yield "catalogue.unlisted", {"files": ", ".join(unlisted)}
    if outside:
        yield "catalogue.outside", {"files": ", ".join(outside)}


def _documents(
    corpus: Path,
    found: _Found,
    entries: list[DocumentEntry],
    publications: Mapping[str, Source],
) -> list[Document]:
    by_path = {normal_path(entry.path): entry for entry in entries}
    stated = {entry.id for entry in entries if entry.id}
    refuse("corpus_duplicate_id", MANIFEST, stated & publications.keys())
    taken = stated | publications.keys()
    documents = []
    for path in found.supported:
        entry = by_path.get(path) or DocumentEntry(path=path)
        name = entry.id or free_id(path, taken)
        taken |= {name}
        documents.append(_document(corpus, name, entry))
    return documents


def _document(corpus: Path, name: str, entry: DocumentEntry) -> Document:
    path = normal_path(entry.path)
    file = (corpus / path).resolve()
    source = Source(
        id=name,
        title=entry.title or file_title(path),
        publisher=entry.publisher or "",
        kind=entry.kind,
        authority=entry.authority,
        language=entry.language or _language(file) or "it",
        url=entry.url,
        published=entry.published,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        supersedes=entry.supersedes,
        path=path,
        digest=_file_digest(file),
    )
    suffix = file.suffix.lower().removeprefix(".")
    return Document(source, file, suffix, entry.title is not None, entry.language is not None)


def _language(file: Path) -> str | None:
    """Tell the language of a record file; that of a document is known once it is read."""
    return record_language(file) if file.suffix.lower() == RECORDS else None


def _records(
    documents: Iterable[Document], taken: set[str]
) -> tuple[list[Passage], tuple[tuple[str, SportelloError], ...]]:
    """Read the record files; one that is wrong is reported and does not stop the others."""
    passages: list[Passage] = []
    wrong: list[tuple[str, SportelloError]] = []
    for document in documents:
        if document.path.suffix.lower() != RECORDS:
            continue
        file = str(document.source.path)
        try:
            read = read_records(document.path, document.source)
            refuse("corpus_duplicate_id", file, sorted({one.id for one in read} & taken)[:5])
        except CorpusError as error:
            wrong.append((file, error))
            continue
        passages += read
        taken |= {passage.id for passage in read}
    return passages, tuple(wrong)


def _file_digest(path: Path) -> str | None:
    """Return the SHA-256 of a file; None when it cannot be read, which its reader will report."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_HASHED_AT_ONCE):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()


def _digest(sources: Mapping[str, Source], facts: Iterable[Passage]) -> str:
    digest = hashlib.sha256()
    for name in sorted(sources):
        digest.update(repr(sources[name]).encode())
    for passage in facts:
        digest.update(repr(passage).encode())
    return digest.hexdigest()
