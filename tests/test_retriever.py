"""The retriever meets LangChain's standard tests and keeps every score."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from index_sample import GUIDE, sample_index
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from index.retriever import GuideRetriever


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio  # runs the one asynchronous standard test
class TestGuideRetriever(RetrieversIntegrationTests):
    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return GuideRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"index": sample_index()}

    @property
    def retriever_query_example(self) -> str:
        return "what does a beginner earn"


def test_documents_are_the_passages_that_search_returns() -> None:
    index = sample_index()
    documents = GuideRetriever(index=index, k=5).invoke("Is venom dangerous?")
    found = index.search("Is venom dangerous?", top=5).passages
    assert [document.id for document in documents] == [scored.passage.id for scored in found]
    assert [document.page_content for document in documents] == [scored.passage.text for scored in found]


def test_metadata_are_plain_values_with_every_channel_score() -> None:
    index = sample_index()
    best = GuideRetriever(index=index).invoke("Is venom dangerous?")[0]
    scored = index.search("Is venom dangerous?").passages[0]
    assert json.loads(json.dumps(best.metadata)) == {
        "guide": "beekeeper",
        "section": list(scored.passage.path),
        "kind": str(scored.passage.kind),
        "start": scored.passage.start,
        "end": scored.passage.end,
        "rank": 1,
        "score": scored.score,
        "lexical": scored.lexical,
        "token_similarity": scored.token_similarity,
        "cosine": scored.cosine,
        "word_similarities": list(scored.word_similarities),
    }


def test_fewer_than_one_document_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        GuideRetriever(index=sample_index(), k=0)


def test_the_example_of_the_documentation_runs(
    index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (REPOSITORY / "docs/retriever.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.S)
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "beekeeper.md").write_text(GUIDE, encoding="utf-8")
    (tmp_path / "indexes").symlink_to(index_dir)
    monkeypatch.chdir(tmp_path)

    exec(example, {})

    assert "Beginner (0–1 year)" in capsys.readouterr().out.splitlines()[0]
