"""Small corpora for tests of the index: sources, passages, a generation in memory."""

from assistant.model import Passage, Source
from assistant.retrieval.embed import CachedEmbedder, embed_units
from assistant.retrieval.store import Generation, Manifest
from assistant.retrieval.units import units_of


def a_source(name: str = "avviso", **more: object) -> Source:
    fields = {"title": "Avviso", "publisher": "Regione", "kind": "official", "authority": 5}
    return Source(id=name, **{**fields, **more})  # type: ignore[arg-type]


def a_passage(name: str, text: str, source: str = "avviso", **more: object) -> Passage:
    return Passage(id=name, source=source, text=text, **more)  # type: ignore[arg-type]


def a_generation(
    passages: list[Passage],
    sources: list[Source] | None = None,
    embedder: CachedEmbedder | None = None,
) -> Generation:
    units = [unit for passage in passages for unit in units_of(passage)]
    known = {source.id: source for source in sources or [a_source()]}
    manifest = Manifest(sources=known, embedder=embedder.model if embedder else "", digest="d1")
    vectors = embed_units(embedder, units) if embedder else None
    return Generation(manifest, tuple(passages), tuple(units), vectors)
