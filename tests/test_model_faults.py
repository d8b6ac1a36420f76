"""Whatever a chat model's server does, the visitor gets a right answer in time, and the log says why, without secrets.

The server is real and on loopback, and so is everything between it and the answer.
"""

from __future__ import annotations

import gc
import io
import json
import logging
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import AsyncGeneratorType
from typing import Any

import pytest
from misbehaving_server import FAILURES, KEY, PASSING, WORDS, MisbehavingServer, misbehaving_server
from served_model import GOOD_TEXT, QUESTION, TOTAL, extractive_text, worded_by_server

from assistant.answer import AnswererName, Outcome
from assistant.ask import Assistant
from assistant.web.logs import JsonLines


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as running:
        yield running


@pytest.fixture
def asked_of(server: MisbehavingServer, tmp_path: Path) -> Callable[..., Assistant]:
    """Makes an assistant whose answers a model of that server words."""
    return partial(worded_by_server, server, tmp_path)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log as the website writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root, own = logging.getLogger(), logging.getLogger("assistant")
    root.addHandler(handler)
    level, own_level = root.level, own.level
    own.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)
    own.setLevel(own_level)


def lines_of(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines() if "assistant" in line]


@pytest.mark.parametrize("fault", [*WORDS, *FAILURES])
def test_every_fault_ends_in_a_right_answer_in_time_with_a_line_in_the_log(
    fault: str, server: MisbehavingServer, asked_of: Callable[..., Assistant], log: io.StringIO
) -> None:
    server.behave(fault)
    assistant = asked_of()
    started = time.monotonic()
    answer = assistant.ask(QUESTION)
    taken = time.monotonic() - started
    assert taken < TOTAL
    assert server.requests, "the model was asked"
    assert answer.outcome is Outcome.ANSWERED
    assert answer.answerer is AnswererName.EXTRACTIVE_FALLBACK
    assert answer.text == extractive_text()
    (line,) = lines_of(log)
    assert line["level"] == "WARNING"
    assert line["why"], line
    assert line["model"] == "openai:test"
    for secret in (KEY, KEY[-4:], QUESTION, "beginner", "Traceback", "File "):
        assert secret not in log.getvalue(), secret
        assert secret == "beginner" or secret not in answer.text


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("invalid JSON", "what came is no reply of a chat model"),
        ("wrong content type", "what came is no reply of a chat model"),
        ("broken event", "its reply is no valid JSON"),
        ("cut connection", "its reply broke off"),
        ("stall mid-stream", "it said nothing for too long"),
        ("thinking without end", "it used up its 700 tokens before it said anything"),
        ("empty", "The answer is empty."),
    ],
)
def test_the_log_says_what_kind_of_failure_it_was(
    fault: str, why: str, server: MisbehavingServer, asked_of: Callable[..., Assistant], log: io.StringIO
) -> None:
    server.behave(fault)
    asked_of(chat_longest_reply=700).ask(QUESTION)
    (line,) = lines_of(log)
    assert why in line["why"][0], line
    assert {request["max_completion_tokens"] for request in server.requests} == {700}


@pytest.mark.parametrize("fault", ["broken event", "cut connection", "stall mid-stream"])
def test_no_stream_read_half_way_is_left_for_a_collection_of_garbage(
    fault: str, server: MisbehavingServer, asked_of: Callable[..., Assistant]
) -> None:
    server.behave(fault)
    assistant = asked_of()
    gc.collect()
    before = half_read()
    gc.disable()
    try:
        assistant.ask(QUESTION)
        until = time.monotonic() + 5
        while half_read() > before and time.monotonic() < until:  # the loop may still be closing them
            time.sleep(0.05)
        assert half_read() <= before
    finally:
        gc.enable()


def half_read() -> int:
    """How many streams have begun and not ended."""
    found = (one for one in gc.get_objects() if type(one) is AsyncGeneratorType)  # no `isinstance`: some wake up by it
    return sum(one.ag_frame is not None for one in found)


def test_a_server_that_is_not_there_is_told_so(asked_of: Callable[..., Assistant], log: io.StringIO) -> None:
    asked_of(chat_base_url="http://127.0.0.1:9/v1").ask(QUESTION)
    (line,) = lines_of(log)
    assert "it cannot be reached" in line["why"][0]


@pytest.mark.parametrize("fault", ["invalid JSON", "wrong content type", "cut connection", "thinking without end"])
def test_a_reply_that_never_came_or_broke_off_counts_as_a_failure(
    fault: str, server: MisbehavingServer, asked_of: Callable[..., Assistant]
) -> None:
    server.behave(fault)
    assistant = asked_of(chat_failures=2)
    for _ in range(3):
        assert assistant.ask(QUESTION).answerer is AnswererName.EXTRACTIVE_FALLBACK
    assert len(server.requests) == 2


@pytest.mark.parametrize("fault", PASSING)
def test_a_passing_failure_costs_one_more_try(
    fault: str, server: MisbehavingServer, asked_of: Callable[..., Assistant]
) -> None:
    server.behave(fault)
    answer = asked_of().ask(QUESTION)
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE, GOOD_TEXT)
    assert len(server.requests) == 2


def test_a_long_retry_after_is_not_waited_for(server: MisbehavingServer, asked_of: Callable[..., Assistant]) -> None:
    server.behave("429 with a long Retry-After")
    started = time.monotonic()
    asked_of(chat_timeout=30).ask(QUESTION)
    assert time.monotonic() - started < 10
    assert len(server.requests) == 1


def test_a_good_reply_is_the_answer_and_the_log_counts_its_tokens(
    server: MisbehavingServer, asked_of: Callable[..., Assistant], log: io.StringIO
) -> None:
    server.behave("good")
    answer = asked_of(chat_price="1,10").ask(QUESTION)
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE, GOOD_TEXT)
    (line,) = lines_of(log)
    assert (line["tokens_in"], line["tokens_out"]) == (100, 8)
    assert line["money"] == pytest.approx((100 * 1 + 8 * 10) / 1e6)
    assert "why" not in line
    request = server.requests[0]
    assert request["temperature"] == 0
    assert request["stream"] is True


def test_a_model_that_keeps_failing_is_left_alone_and_then_tried_again(
    server: MisbehavingServer, asked_of: Callable[..., Assistant], log: io.StringIO
) -> None:
    server.behave("401")
    assistant = asked_of(chat_failures=3, chat_pause=0.5)
    for _ in range(6):
        assert assistant.ask(QUESTION).answerer is AnswererName.EXTRACTIVE_FALLBACK
    assert len(server.requests) == 3
    assert "it failed several times and is not asked just now" in log.getvalue()
    server.behave("good")
    time.sleep(0.6)
    assert assistant.ask(QUESTION).answerer is AnswererName.GENERATIVE
    assert assistant.ask(QUESTION).answerer is AnswererName.GENERATIVE


def test_a_days_budget_once_spent_leaves_the_extractive_answers_also_after_a_restart(
    server: MisbehavingServer, asked_of: Callable[..., Assistant], log: io.StringIO
) -> None:
    server.behave("good")
    paid = {"chat_price": "1000,1000", "chat_daily_budget": 0.15}  # an answer costs 0.108
    assistant = asked_of(**paid)
    found = [assistant.ask(QUESTION).answerer for _ in range(3)]
    assert found == [AnswererName.GENERATIVE, AnswererName.GENERATIVE, AnswererName.EXTRACTIVE_FALLBACK]
    assert "today's budget is spent" in log.getvalue()
    assert asked_of(**paid).ask(QUESTION).answerer is AnswererName.EXTRACTIVE_FALLBACK
    assert len(server.requests) == 2


def test_a_visitor_who_leaves_ends_the_call(server: MisbehavingServer, asked_of: Callable[..., Assistant]) -> None:
    class Leaves:
        def __init__(self) -> None:
            self.left = time.monotonic() + 0.5

        def is_left(self) -> bool:
            return time.monotonic() > self.left

        def show(self, draft: Any) -> None: ...

    server.behave("stall mid-stream")
    server.cut.clear()
    started = time.monotonic()
    asked_of(chat_timeout=30, chat_first_token_timeout=2.0).ask(QUESTION, watch=Leaves())
    assert time.monotonic() - started < 10
    end = time.monotonic() + 5
    while not server.cut and time.monotonic() < end:
        time.sleep(0.05)
    assert server.cut, "the connection was given up"


def test_a_server_that_is_not_there_costs_no_waiting(asked_of: Callable[..., Assistant]) -> None:
    started = time.monotonic()
    answer = asked_of(chat_base_url="http://127.0.0.1:9/v1").ask(QUESTION)
    assert time.monotonic() - started < TOTAL
    assert answer.answerer is AnswererName.EXTRACTIVE_FALLBACK
