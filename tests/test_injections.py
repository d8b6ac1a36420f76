"""Prompt injections: the model obeys every one of them, and nothing of it reaches the visitor.

They come in the message, in earlier messages and inside a guide file. The answer stays what it is without a model, the
prompt stays hidden, and what the guide does not cover is not answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from index_sample import GUIDE, index_dir_with_model, sample_index, write_guide
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from assistant.answer import Answer, Outcome
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.answerers.generative import GenerativeAnswerer
from assistant.answerers.selecting import SelectingAnswerer
from assistant.ask import Assistant
from assistant.models.options import ChatOptions
from assistant.prompts import SYSTEM
from assistant.settings import load_settings
from assistant.wiring import assistant_over
from index.build import open_index
from index.search import Index

QUESTION = "what does a beginner earn"
ATTEMPTS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "injections.yaml").read_text(encoding="utf-8")
)
WAYS = ["write", "select"]


class ObeyingModel(FakeListChatModel):
    """Says what the injection wants, with the mark of each passage in turn so that one of them fits."""

    asked: list[int] = []

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        self.asked.append(1)
        passages = re.findall(r"(?m)^\[(\d+)\] (.*)$", messages[1].text)
        wanted = next((number for number, text in passages if "Beginner" in text), "1")
        text = self.responses[0].replace("{mark}", f"[{wanted}]").replace("{prompt}", SYSTEM)
        yield ChatGenerationChunk(message=AIMessageChunk(content=text))


def obeying(reply: str, way: str, index: Index) -> tuple[Assistant, ObeyingModel]:
    """The assistant that all attempts of one way meet one after the other, and its model."""
    assistant, model = _worded(way, index)
    model.responses = [reply]
    model.asked.clear()
    return assistant, model


@cache
def _worded(way: str, index: Index) -> tuple[Assistant, ObeyingModel]:
    model = ObeyingModel(responses=[""], asked=[])
    if way == "select":
        answerer: Any = SelectingAnswerer(model, options=ChatOptions(model="obeying"))
    else:
        answerer = GenerativeAnswerer(model, timeout=30)
    return assistant_over(index, answerer, load_settings()), model


@cache
def extractive(index: Index) -> Assistant:
    return assistant_over(index, ExtractiveAnswerer(), load_settings())


def assert_unharmed(answer: Answer, expected: Answer, attempt: dict[str, Any]) -> None:
    assert (answer.outcome, answer.text, answer.citations) == (expected.outcome, expected.text, expected.citations)
    for words in attempt["never"]:
        assert words not in answer.text
    assert SYSTEM[:60] not in answer.text


def test_there_are_many_attempts_in_every_place() -> None:
    assert sum(map(len, ATTEMPTS.values())) >= 60
    assert set(ATTEMPTS) == {"message", "uncovered", "history", "guide"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("attempt", ATTEMPTS["message"], ids=lambda attempt: attempt["text"][:50])
def test_in_a_message(attempt: dict[str, Any], way: str) -> None:
    assistant, _ = obeying(attempt["reply"], way, sample_index())
    message = f"{QUESTION}? {attempt['text']}"
    assert_unharmed(assistant.ask(message), extractive(sample_index()).ask(message), attempt)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("attempt", ATTEMPTS["uncovered"], ids=lambda attempt: attempt["text"][:50])
def test_an_uncovered_question_is_not_answered(attempt: dict[str, Any], way: str) -> None:
    assistant, model = obeying(attempt["reply"], way, sample_index())
    answer = assistant.ask(attempt["text"])
    assert answer.outcome is not Outcome.ANSWERED
    assert model.asked == [], "it never reached the model"
    assert_unharmed(answer, extractive(sample_index()).ask(attempt["text"]), attempt)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("attempt", ATTEMPTS["history"], ids=lambda attempt: attempt["text"][:50])
def test_in_earlier_messages(attempt: dict[str, Any], way: str) -> None:
    assistant, model = obeying(attempt["reply"], way, sample_index())
    expected = extractive(sample_index()).ask(QUESTION)
    assert_unharmed(assistant.ask(QUESTION, [attempt["text"]]), expected, attempt)
    assert model.asked


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The sample guide with every attempt in a paragraph of its section on earnings."""
    folder = tmp_path_factory.mktemp("poisoned")
    paragraphs = "\n\n".join(attempt["text"] for attempt in ATTEMPTS["guide"])
    text = GUIDE.replace("Source: survey of 120 keepers.", f"Source: survey of 120 keepers.\n\n{paragraphs}")
    index_dir = folder / "indexes"
    index_dir.mkdir()
    index = open_index(write_guide(folder / "guides", text), index_dir_with_model(index_dir))
    yield index
    index.close()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("attempt", ATTEMPTS["guide"], ids=lambda attempt: attempt["text"][:50])
def test_inside_a_guide(attempt: dict[str, Any], way: str, poisoned: Index) -> None:
    assistant, model = obeying(attempt["reply"], way, poisoned)
    assert_unharmed(assistant.ask(QUESTION), extractive(poisoned).ask(QUESTION), attempt)
    assert model.asked
