"""A chat model whose replies a test writes, over the sample guide; it remembers what it was given to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import langsmith.utils
from index_sample import sample_index
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from assistant.answer import Answer, AnswererName, Outcome
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.answerers.generative import GenerativeAnswerer
from assistant.ask import Assistant
from assistant.settings import load_settings
from assistant.wiring import assistant_over

QUESTION = "what does a beginner earn"
GOOD = "A beginner earns ₹40–60 thousand a year {Beginner (0–1 year) |}."


class ReadingModel(FakeListChatModel):
    """LangChain's fake; in its replies `{words}` becomes the mark of the first passage that holds these words."""

    prompts: list[list[BaseMessage]] = []
    tracing: list[bool] = []

    def _call(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> str:
        self.prompts.append(list(messages))
        self.tracing.append(bool(langsmith.utils.tracing_is_enabled()))
        reply = super()._call(messages, *args, **kwargs)
        return re.sub(r"\{(.+?)\}", lambda match: f"[{number_of(match[1], messages)}]", reply)

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        for piece in re.findall(r"\S+\s*|\s+", self._call(messages)) or [""]:
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))


def number_of(words: str, messages: list[BaseMessage]) -> int:
    """The number under which the prompt holds these words."""
    return next(number for number, text in passages_in(messages).items() if words in text)


def passages_in(messages: list[BaseMessage]) -> dict[int, str]:
    lines = re.findall(r"(?m)^\[(\d+)\] (.*)$", messages[1].text)
    return {int(number): text for number, text in lines}


def worded_by(model: BaseChatModel, *, timeout: float = 10.0) -> Assistant:
    """An assistant over the sample guide whose answers a model words."""
    return assistant_over(sample_index(), GenerativeAnswerer(model, timeout=timeout), load_settings())


@cache
def wordless() -> Assistant:
    """An assistant over the sample guide that has no model."""
    return assistant_over(sample_index(), ExtractiveAnswerer(), load_settings())


def assert_is_fallback(answer: Answer) -> None:
    """The answer is the one that is given without a model, and says that it took the model's place."""
    expected = wordless().ask(answer.question)
    assert answer.answerer is AnswererName.EXTRACTIVE_FALLBACK
    assert answer.outcome is Outcome.ANSWERED
    assert (answer.text, answer.citations) == (expected.text, expected.citations)
