"""The systems of the retrieval benchmark: ours, its two halves, and LangChain's stock parts.

Each takes texts by id and returns a function from a question to ids, best first, none twice.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from assistant.ingestion.catalogue import load_catalogue
from assistant.ingestion.sync import apply, plan
from assistant.retrieval.embed import open_embedder
from assistant.retrieval.search import open_searcher
from assistant.settings import Settings

DEPTH = 10
_CHUNKS = 50  # several chunks of one text count once: enough of them to leave ten texts

Texts = Mapping[str, str]
Find = Callable[[str], list[str]]


def index(texts: Texts, folder: Path, settings: Settings) -> Settings:
    """Index texts as an operator would, as a JSONL corpus; return the settings that open it."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    rows = (json.dumps({"id": name, "text": text}) for name, text in texts.items())
    (corpus / "texts.jsonl").write_text("\n".join(rows), encoding="utf-8")
    made = settings.model_copy(update={"corpus": corpus, "data": folder / "data"})
    catalogue = load_catalogue(corpus)
    apply(plan(catalogue, made), catalogue, made, lambda _done, _of, _step: None)
    return made


def ours(settings: Settings) -> Find:
    """Search the live index of the settings; ``dense_weight`` 0 or 1 leaves one half of it."""
    searcher = open_searcher(settings)
    return lambda question: [hit.passage.id for hit in searcher.search(question, DEPTH)]


def stock_bm25(texts: Texts) -> Find:
    """LangChain's BM25Retriever as it comes: words are what blanks separate."""
    from langchain_community.retrievers import BM25Retriever

    metadatas = [{"id": name} for name in texts]
    retriever = BM25Retriever.from_texts(list(texts.values()), metadatas=metadatas, k=DEPTH)
    return lambda question: [found.metadata["id"] for found in retriever.invoke(question)]


def tutorial(texts: Texts, settings: Settings) -> Find:
    """LangChain's tutorial: chunks of 1000 characters, 200 shared, in Chroma, by similarity.

    The embedder is ours, so that what differs is the pipeline.
    """
    from chromadb import EphemeralClient
    from chromadb.config import Settings as ChromaSettings
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = splitter.create_documents(list(texts.values()), [{"id": name} for name in texts])
    client = EphemeralClient(ChromaSettings(anonymized_telemetry=False))
    store = Chroma.from_documents(chunks, open_embedder(settings), client=client)
    return lambda question: _once(
        found.metadata["id"] for found in store.similarity_search(question, _CHUNKS)
    )


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))[:DEPTH]
