"""A chat model that fails, is slow or hangs gives way to the guide's own words, in time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from index_sample import sample_index
from langchain_core.language_models.fake_chat_models import FakeListChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk
from reading_model import QUESTION, assert_is_fallback, worded_by

from assistant.answer import AnswererName
from assistant.answerers.generative import GenerativeAnswerer
from assistant.models.options import ChatOptions, Timeouts
from assistant.settings import load_settings
from assistant.wiring import assistant_over


def test_a_model_that_fails_gives_way_and_the_log_says_why(caplog: pytest.LogCaptureFixture) -> None:
    def replies() -> Iterator[str]:
        raise PermissionError("the line is dead")
        yield ""

    answer = worded_by(GenericFakeChatModel(messages=replies())).ask(QUESTION)
    assert_is_fallback(answer)
    assert "PermissionError" in caplog.text
    assert "the line is dead" not in caplog.text, "a provider's words may repeat a visitor's"


def test_a_model_that_is_slow_gives_way_in_time_and_cannot_keep_the_program_alive() -> None:
    done = threading.Event()

    def replies() -> Iterator[str]:
        done.wait(30)
        yield "Too late [1]."

    assistant = worded_by(GenericFakeChatModel(messages=replies()), timeout=0.2)
    started = time.monotonic()
    try:
        answer = assistant.ask(QUESTION)
        waited = time.monotonic() - started
        waiting = [thread for thread in threading.enumerate() if thread.name == "chat-model"]
        assert waiting, "the call still runs"
        assert all(thread.daemon for thread in waiting)
    finally:
        done.set()
    assert_is_fallback(answer)
    assert waited < 5


def test_a_model_that_hangs_is_not_asked_by_more_and_more_threads() -> None:
    done = threading.Event()
    calls: list[int] = []

    class HangingModel(FakeListChatModel):
        def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
            calls.append(1)
            done.wait(30)
            yield ChatGenerationChunk(message=AIMessageChunk(content="Too late [1]."))

    options = ChatOptions(model="x", timeouts=Timeouts(first_token=0.02, total=0.1), failures_until_open=1000)
    answerer = GenerativeAnswerer(HangingModel(responses=[""]), options=options)
    assistant = assistant_over(sample_index(), answerer, load_settings())
    try:
        answers = [assistant.ask(QUESTION) for _ in range(12)]
    finally:
        done.set()
    assert {answer.answerer for answer in answers} == {AnswererName.EXTRACTIVE_FALLBACK}
    assert len(calls) == 8
