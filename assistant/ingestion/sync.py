"""The corpus and the index made equal: plan, then apply; twice does nothing.

The new index is written beside the old one and takes its place when it is complete, so that a
crash, or a question asked meanwhile, only ever meets a whole index.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import IndexBusy, Unreadable
from assistant.ingestion.catalogue import Catalogue, Document, describe
from assistant.model import Passage, Source
from assistant.retrieval import units
from assistant.retrieval.store import (
    Manifest,
    Remark,
    current_folder,
    index_folder,
    make_current,
    new_folder,
    read_manifest,
    read_passages,
    remove_stale,
    write_generation,
)
from assistant.retrieval.units import units_of
from assistant.settings import Settings

Progress = Callable[[int, int, str], None]
_LOCK = "writer.lock"


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``apply`` would do, as ids of documents and of passages of the knowledge base.

    ``is_current``: the index already equals the corpus. ``unsupported``: files no reader reads.
    """

    add: tuple[str, ...]
    change: tuple[str, ...]
    remove: tuple[str, ...]
    keep: tuple[str, ...]
    unsupported: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What the index holds now. ``unreadable``, ``notices``: (path, sentence key, parameters)."""

    passages: int
    unreadable: tuple[Remark, ...]
    notices: tuple[Remark, ...]


def plan(catalogue: Catalogue, settings: Settings) -> Plan:
    """Compare the corpus with the live index; reads one small file and no document."""
    manifest = _live_manifest(settings.data)
    wanted = _items(catalogue, settings)
    had = manifest.items if manifest else {}
    return Plan(
        add=tuple(item for item in wanted if item not in had),
        change=tuple(item for item in wanted if item in had and had[item] != wanted[item]),
        remove=tuple(item for item in had if item not in wanted),
        keep=tuple(item for item in wanted if had.get(item) == wanted[item]),
        unsupported=catalogue.unsupported,
        is_current=bool(manifest and manifest.digest == catalogue.digest and had == wanted),
    )


def apply(planned: Plan, catalogue: Catalogue, settings: Settings, progress: Progress) -> Report:
    """Make the index equal to the corpus; raise IndexBusy when another process is at it.

    ``progress`` hears (done, total, step), a step being reading, embedding or writing. Documents
    that cannot be read are reported, stay out of the index and do not stop the others.
    """
    manifest = _live_manifest(settings.data)
    if manifest and planned.is_current:
        return _report(manifest)
    with _writer(settings):
        remove_stale(settings.data)
        # Another writer may have finished while this one waited for its turn.
        if plan(catalogue, settings).is_current and (manifest := _live_manifest(settings.data)):
            return _report(manifest)
        return _rebuild(catalogue, settings, progress)


@dataclass(frozen=True, slots=True)
class _Read:
    """One document as it was read now or before: its source as described, its passages."""

    source: Source
    passages: tuple[Passage, ...] = ()
    unreadable: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()


def _rebuild(catalogue: Catalogue, settings: Settings, progress: Progress) -> Report:
    items = _items(catalogue, settings)
    read = _read_documents(catalogue, items, settings, progress)
    found = (*catalogue.passages, *(passage for one in read for passage in one.passages))
    manifest = Manifest(
        items=items,
        sources={**catalogue.sources, **{one.source.id: one.source for one in read}},
        unreadable=(*_wrong_records(catalogue), *(row for one in read for row in one.unreadable)),
        notices=tuple(row for one in read for row in one.notices),
        digest=catalogue.digest,
        passages=len(found),
    )
    _write_index(manifest, found, settings, progress)
    return _report(manifest)


def _write_index(
    manifest: Manifest, passages: Sequence[Passage], settings: Settings, progress: Progress
) -> None:
    # Imported here: an index that is up to date needs no engine.
    from assistant.retrieval.embed import embed_units, open_embedder

    embedder = open_embedder(settings)
    units = [unit for passage in passages for unit in units_of(passage)]
    vectors = None
    if embedder:
        vectors = embed_units(embedder, units, lambda done, of: progress(done, of, "embedding"))
    progress(0, 1, "writing")
    folder = new_folder(settings.data)
    model = embedder.model if embedder else ""
    write_generation(folder, replace(manifest, embedder=model), passages, units, vectors)
    make_current(folder)
    remove_stale(settings.data)
    progress(1, 1, "writing")


def _read_documents(
    catalogue: Catalogue, items: dict[str, str], settings: Settings, progress: Progress
) -> list[_Read]:
    kept = _kept(catalogue, items, settings.data)
    read = []
    for done, document in enumerate(catalogue.documents):
        progress(done, len(catalogue.documents), "reading")
        read.append(kept.get(document.source.id) or _read(document, settings))
    progress(len(read), len(read), "reading")
    return read


def _read(document: Document, settings: Settings) -> _Read:
    from assistant.ingestion.extract import extract
    from assistant.ingestion.passages import split

    path = str(document.source.path)
    limits = {"seconds": settings.extract_seconds, "memory_mb": settings.extract_memory_mb}
    try:
        extraction = extract(document.path, **limits)
    except Unreadable as error:
        return _Read(document.source, unreadable=((path, error.key, error.params),))
    source = describe(document, extraction)
    notices = tuple((path, key, dict(params)) for key, params in extraction.notices)
    return _Read(source, split(extraction, source, settings.passage_tokens), notices=notices)


def _kept(catalogue: Catalogue, items: dict[str, str], data: Path) -> dict[str, _Read]:
    """Return the documents that did not change, as the live index has them."""
    folder = current_folder(data)
    if folder is None or not catalogue.documents:
        return {}
    manifest = read_manifest(folder)
    same = {
        document.source.id: str(document.source.path)
        for document in catalogue.documents
        if manifest.items.get(document.source.id) == items[document.source.id]
    }
    if not same:
        return {}
    passages: dict[str, list[Passage]] = {}
    for passage in read_passages(folder):
        passages.setdefault(passage.source, []).append(passage)
    return {
        name: _Read(
            source=manifest.sources[name],
            passages=tuple(passages.get(name, ())),
            unreadable=tuple(row for row in manifest.unreadable if row[0] == path),
            notices=tuple(row for row in manifest.notices if row[0] == path),
        )
        for name, path in same.items()
    }


def _items(catalogue: Catalogue, settings: Settings) -> dict[str, str]:
    """Return every item with the digest of all that its part of the index was made from."""
    of_all = (settings.embedder, _finding())
    of_documents = (
        *of_all,
        _readers(),
        settings.passage_tokens,
        settings.extract_seconds,
        settings.extract_memory_mb,
    )
    documents = {
        document.source.id: _digest(document.source, document.has_title, *of_documents)
        for document in catalogue.documents
    }
    passages = {
        passage.id: _digest(passage, catalogue.sources.get(passage.source), *of_all)
        for passage in catalogue.passages
    }
    return {**passages, **documents}


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


@cache
def _finding() -> str:
    """Return the digest of the code that says what gets a vector: a change indexes all again."""
    return _digest(Path(units.__file__).read_bytes())


@cache
def _readers() -> str:
    """Return the digest of the code that reads documents: a better reader reads them again."""
    here = Path(__file__).parent
    files = [file for file in sorted(here.rglob("*.py")) if file.name != Path(__file__).name]
    return _digest(*(file.read_bytes() for file in files))


def _live_manifest(data: Path) -> Manifest | None:
    folder = current_folder(data)
    return read_manifest(folder) if folder else None


def _wrong_records(catalogue: Catalogue) -> Iterator[Remark]:
    for path, error in catalogue.unreadable:
        yield path, error.key, error.params


def _report(manifest: Manifest) -> Report:
    return Report(manifest.passages, manifest.unreadable, manifest.notices)


@contextmanager
def _writer(settings: Settings) -> Iterator[None]:
    """Be the only writer; the lock goes with its process, however that ends."""
    folder = index_folder(settings.data)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=settings.lock_seconds)
    except Timeout as error:
        raise IndexBusy("index_busy", folder=str(settings.data)) from error
    try:
        yield
    finally:
        lock.release()
