"""Chroma keeps the units and their vectors, one folder a generation; it is read whole.

``data/index/current`` names the live generation and is written last: a crash leaves the old one
serving. A generation is never changed once it is live, so a reader never waits for a writer.
"""

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.model import Fact, Interval, Passage, Source
from assistant.retrieval.units import Unit, clean

if TYPE_CHECKING:
    import numpy as np
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

Remark = tuple[str, str, Mapping[str, Any]]

_COLLECTION = "units"
_CURRENT = "current"
_MANIFEST = "manifest.json"
_PASSAGES = "passages.json"
_PREFIX = "g1-"  # names the format on disk; a new one makes every index be built again
_BATCH = 5000  # Chroma 1.5 takes at most 5,461 rows at once


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds, cheap to read: written when everything else is on disk.

    ``items``: id of a document or passage of the knowledge base -> digest of what it was made from.
    ``sources``: as they were described while reading. ``unreadable``, ``notices``: (path, key of
    the sentence, parameters). ``embedder``: the model of the vectors, "" where there are none.
    """

    items: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    unreadable: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()
    embedder: str = ""
    digest: str = ""
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Generation:
    """A whole index in memory; ``vectors`` has shape (units, dimensions), or None."""

    manifest: Manifest
    passages: tuple[Passage, ...]
    units: tuple[Unit, ...]
    vectors: "NDArray[np.float32] | None"


def index_folder(data: Path) -> Path:
    """Return the folder of all generations."""
    return data / "index"


def current_folder(data: Path) -> Path | None:
    """Return the folder of the live generation, or None when there is none that we can read."""
    try:
        name = (index_folder(data) / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    folder = index_folder(data) / name
    return folder if name.startswith(_PREFIX) and (folder / _MANIFEST).is_file() else None


def make_current(folder: Path) -> None:
    """Make a complete generation the live one, atomically."""
    _write(folder.parent / _CURRENT, folder.name)


def new_folder(data: Path) -> Path:
    """Make the folder of the next generation; names sort by age."""
    numbers = [int(folder.name.rpartition("-")[2]) for folder in _generations(data)]
    folder = index_folder(data) / f"{_PREFIX}{max(numbers, default=0) + 1:08d}"
    folder.mkdir(parents=True)
    return folder


def remove_stale(data: Path) -> None:
    """Remove half-written and old generations; the live one and the one before it stay.

    The one before stays for a reader that looked up ``current`` just before the swap.
    """
    live = current_folder(data)
    whole = [folder for folder in _generations(data) if (folder / _MANIFEST).is_file()]
    before = [folder for folder in whole if live and folder.name < live.name][-1:]
    for folder in _generations(data):
        if folder not in (live, *before):
            shutil.rmtree(folder, ignore_errors=True)


def read_manifest(folder: Path) -> Manifest:
    """Return what a generation holds, without opening its store."""
    raw = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    raw["sources"] = {key: source_from_json(value) for key, value in raw["sources"].items()}
    for key in ("unreadable", "notices"):
        raw[key] = tuple((path, name, params) for path, name, params in raw[key])
    return Manifest(**{key.name: raw[key.name] for key in fields(Manifest)})


def write_generation(
    folder: Path,
    manifest: Manifest,
    passages: Sequence[Passage],
    units: Sequence[Unit],
    vectors: "NDArray[np.float32] | None",
) -> None:
    """Write a whole generation: the store first, its manifest last.

    ``vectors``: shape (units, dimensions), one a unit; every unit is of one of the passages.
    """
    import numpy as np

    # Chroma wants a vector for every row: a constant where there is none, never read back.
    rows = np.ones((len(units), 1), dtype=np.float32) if vectors is None else vectors
    position = {passage.id: number for number, passage in enumerate(passages)}
    metadata = [_metadata(unit, position[unit.passage], passages) for unit in units]
    with _opened(folder) as client:
        # No embedding function: Chroma's own would download a model.
        store = client.create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "ip"}}
        )
        for start in range(0, len(units), _BATCH):
            end = min(start + _BATCH, len(units))
            store.upsert(
                ids=[str(number) for number in range(start, end)],
                documents=[unit.text for unit in units[start:end]],
                metadatas=list(metadata[start:end]),
                embeddings=list(rows[start:end]),
            )
    _write_json(folder / _PASSAGES, [asdict(passage) for passage in passages])
    _write_json(folder / _MANIFEST, asdict(manifest))


def read_generation(folder: Path) -> Generation:
    """Return a generation whole; its store is closed again."""
    import numpy as np

    manifest, passages = read_manifest(folder), read_passages(folder)
    with _opened(folder) as client:
        store = client.get_collection(_COLLECTION, embedding_function=None)
        found = store.get(include=["documents", "metadatas", "embeddings"])
    order = np.argsort([int(number) for number in found["ids"]])
    texts, metadata = found["documents"], found["metadatas"]
    units = tuple(_unit(texts[row], metadata[row], passages) for row in order)
    if not manifest.embedder or not units:
        return Generation(manifest, passages, units, None)
    vectors = np.asarray(found["embeddings"], dtype=np.float32)[order]
    return Generation(manifest, passages, units, np.ascontiguousarray(vectors))


def read_passages(folder: Path) -> tuple[Passage, ...]:
    """Return the passages of a generation, without opening its store."""
    rows = json.loads((folder / _PASSAGES).read_text(encoding="utf-8"))
    return tuple(map(passage_from_json, rows))


def passage_from_json(raw: Mapping[str, Any]) -> Passage:
    """Return the passage that ``asdict`` and JSON made plain."""
    fact = raw["fact"] and Fact(**_typed(raw["fact"], intervals=("as_of",)))
    return Passage(**{**_typed(raw), "fact": fact})


def source_from_json(raw: Mapping[str, Any]) -> Source:
    """Return the source that ``asdict`` and JSON made plain."""
    return Source(**_typed(raw, intervals=("published",), days=("valid_from", "valid_until")))


@contextmanager
def open_store(folder: Path, embedder: "Embeddings") -> "Iterator[Chroma]":
    """Open a generation as LangChain's vector store, for somebody else's chain."""
    from langchain_chroma import Chroma

    with _opened(folder) as client:
        yield Chroma(_COLLECTION, embedder, client=client, create_collection_if_not_exists=False)


@contextmanager
def _opened(folder: Path) -> Iterator[Any]:
    # Imported here: chromadb takes seconds, and a plan or a page does not need it.
    from chromadb import PersistentClient
    from chromadb.config import Settings as ChromaSettings

    client: Any = PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
    try:
        yield client
    finally:
        client.close()


def _metadata(unit: Unit, position: int, passages: Sequence[Passage]) -> dict[str, str | int]:
    """Return what another reader of the store needs to cite a unit, and we to rebuild it."""
    passage = passages[position]
    return {
        "passage": clean(passage.id),
        "source": clean(passage.source),
        "locator": clean(passage.locator),
        "language": passage.language,
        "kind": unit.kind,
        "position": position,
    }


def _unit(text: str, metadata: Mapping[str, Any], passages: Sequence[Passage]) -> Unit:
    owner = passages[int(metadata["position"])].id
    return Unit(owner, text, metadata["kind"])


def _generations(data: Path) -> list[Path]:
    return sorted(folder for folder in index_folder(data).glob("g*-*") if folder.is_dir())


def _typed(
    raw: Mapping[str, Any], intervals: Sequence[str] = (), days: Sequence[str] = ()
) -> dict[str, Any]:
    typed = {key: tuple(item) if isinstance(item, list) else item for key, item in raw.items()}
    for key in intervals:
        typed[key] = Interval(*map(dt.date.fromisoformat, raw[key].values())) if raw[key] else None
    for key in days:
        typed[key] = dt.date.fromisoformat(raw[key]) if raw[key] else None
    return typed


def _write_json(path: Path, value: Any) -> None:
    # str: a date as ISO, a path as text. Escaped by default: a lone surrogate is not UTF-8.
    _write(path, json.dumps(value, default=str))


def _write(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
