"""Our retriever as LangChain's, and our passages as its documents; docs/retriever.md shows how."""

import datetime as dt
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.model import Passage, Source
from assistant.retrieval.search import Searcher


class SportelloRetriever(BaseRetriever):
    """The hybrid search as a step of somebody's chain: the best ``k`` passages valid on a day."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    searcher: Searcher
    k: int = 10
    as_of: dt.date | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 (LangChain's interface)
    ) -> list[Document]:
        return [
            as_document(hit.passage, self.searcher.source(hit.passage.source), score=hit.score)
            for hit in self.searcher.search(query, self.k, self.as_of)
        ]


def as_document(passage: Passage, source: Source | None, **more: Any) -> Document:
    """Return a passage with what is needed to cite it, in types that every store accepts."""
    cited = {
        "source": passage.source,
        "locator": passage.locator,
        "language": passage.language,
        "title": source.title if source else "",
        "publisher": source.publisher if source else "",
        "published": str(source.published or "") if source else "",
        "authority": source.authority if source else 0,
    }
    return Document(id=passage.id, page_content=passage.text, metadata={**cited, **more})
