"""The index as a LangChain retriever, for programs of others that speak that interface; see docs/retriever.md."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.found import ScoredPassage
from index.search import Index


class GuideRetriever(BaseRetriever):
    """Passages of the guides as documents, best first, with every channel's score in the metadata.

    `k` is the number of documents, given here or with each call: `retriever.invoke("...", k=3)`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    index: Index
    k: int = Field(10, ge=1)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        found = self.index.search(query, top=self.k if k is None else k)
        return [_document(scored) for scored in found.passages]


def _document(scored: ScoredPassage) -> Document:
    passage = scored.passage
    metadata: dict[str, Any] = {
        "guide": passage.guide,
        "section": list(passage.path),
        "kind": str(passage.kind),
        "start": passage.start,
        "end": passage.end,
        "rank": scored.rank,
        "score": scored.score,
        "lexical": scored.lexical,
        "token_similarity": scored.token_similarity,
        "cosine": scored.cosine,
        "word_similarities": list(scored.word_similarities),
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)
