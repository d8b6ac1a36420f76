"""Tokens and money of a run with a chat model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from index_sample import sample_index
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk

from assistant.answerers.generative import GenerativeAnswerer
from assistant.models.usage import Tokens
from assistant.settings import load_settings
from assistant.wiring import assistant_over
from evals.errors import CaseError
from evals.tokens import TOKENS, price_of, read_tokens, tokens_lines, write_tokens


class CountingModel(GenericFakeChatModel):
    """Refuses, and tells the tokens that it is given to tell."""

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        taken, given = cast("tuple[int, int]", next(self.messages))
        yield ChatGenerationChunk(message=AIMessageChunk(content="NOT IN THE GUIDE"))
        usage = UsageMetadata(input_tokens=taken, output_tokens=given, total_tokens=taken + given)
        end = AIMessageChunk(content="", usage_metadata=usage, response_metadata={"model_name": "fake-1"})
        yield ChatGenerationChunk(message=end)


def answerer_that_used(*counts: tuple[int, int]) -> GenerativeAnswerer:
    """A generative answerer that was asked once for each pair of tokens taken in and given out."""
    answerer = GenerativeAnswerer(CountingModel(messages=iter(counts)), timeout=10.0)
    assistant = assistant_over(sample_index(), answerer, load_settings())
    for _ in counts:
        assistant.ask("what does a beginner earn")
    return answerer


def test_tokens_of_all_calls_are_added_up_by_model() -> None:
    assert answerer_that_used((700, 40), (650, 30)).tokens() == {"fake-1": Tokens(taken=1350, given=70)}


def test_a_question_that_never_reaches_the_model_uses_none() -> None:
    answerer = answerer_that_used()
    assistant_over(sample_index(), answerer, load_settings()).ask("what is the boiling point of tin?")

    assert answerer.tokens() == {}


def test_a_run_keeps_the_tokens_of_all_its_answerers_and_says_what_they_cost(tmp_path: Path) -> None:
    write_tokens([answerer_that_used((700, 40)), answerer_that_used((300, 60))], tmp_path)

    assert read_tokens(tmp_path) == {"fake-1": Tokens(taken=1000, given=100)}
    assert tokens_lines(tmp_path) == ["fake-1: 1,000 tokens in, 100 out"]
    assert tokens_lines(tmp_path, (2.0, 10.0)) == ["fake-1: 1,000 tokens in, 100 out; 0.0030 at the given price"]


def test_a_run_without_a_model_keeps_none_and_takes_an_earlier_file_away(tmp_path: Path) -> None:
    (tmp_path / TOKENS).write_text("{}", encoding="utf-8")
    write_tokens([object()], tmp_path)

    assert not (tmp_path / TOKENS).exists()
    assert tokens_lines(tmp_path) == []


@pytest.mark.parametrize("text", ["0.4", "a,b", "1,2,3", "-1,2", ""])
def test_a_price_that_is_none_is_told_so(text: str) -> None:
    with pytest.raises(CaseError, match="money per million tokens"):
        price_of(text)


def test_a_price_is_read() -> None:
    assert price_of("0.4,1.6") == (0.4, 1.6)
