"""Whatever a chat model's server does, the visitor gets a right answer in time, and the log says why, without secrets.

The server is real and on loopback, and so is everything between it and the answer.
"""

from __future__ import annotations

import io
import json
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from index_sample import sample_index
from misbehaving_server import FAILURES, KEY, PASSING, THINKING, WORDS, MisbehavingServer, misbehaving_server
from reading_model import wordless

from assistant.answer import AnswererName, Outcome, Reason
from assistant.ask import Assistant
from assistant.settings import load_settings
from assistant.web.logs import JsonLines
from assistant.wiring import assistant_over, make_answerer

QUESTION = "what does a beginner earn"
GOOD_TEXT = "A beginner earns ₹40–60 thousand a year [1]."
TOTAL = 6.0  # seconds; several times what an answer takes, since machines are busy


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as running:
        yield running


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n", encoding="utf-8")
    file.chmod(0o600)
    return file


@pytest.fixture
def asked_of(server: MisbehavingServer, key_file: Path, tmp_path: Path) -> Callable[..., Assistant]:
    """Makes an assistant whose answers a model of that server words."""

    def make(**settings: Any) -> Assistant:
        given: dict[str, Any] = {
            "chat_model": "openai:test",
            "chat_base_url": server.url,
            "chat_key_file": key_file,
            "chat_timeout": TOTAL,
            "chat_first_token_timeout": 1.0,
            "chat_failures": 100,
            "chat_spending_file": tmp_path / "spending.json",
            **settings,
        }
        chosen = load_settings(**given)
        return assistant_over(sample_index(), make_answerer(chosen), chosen)

    return make


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


def extractive_text() -> str:
    return wordless().ask(QUESTION).text


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


def test_a_models_refusal_is_a_decline(server: MisbehavingServer, asked_of: Callable[..., Assistant]) -> None:
    server.behave("refusal")
    answer = asked_of().ask(QUESTION)
    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.NOT_IN_GUIDE)


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


def test_checked_sentences_are_shown_as_they_come_and_a_faulty_one_is_not(
    server: MisbehavingServer, asked_of: Callable[..., Assistant]
) -> None:
    shown: list[str] = []

    class Stays:
        def is_left(self) -> bool:
            return False

        def show(self, draft: Any) -> None:
            shown.append(draft.text)

    server.behave("good")
    row = "{Beginner (0–1 year) |}"
    server.text = (
        f"A beginner earns ₹40–60 thousand a year {row}. A beginner in Goa earns more {row}. That is all {row}."
    )
    answer = asked_of().ask(QUESTION, watch=Stays())
    assert set(shown) == {GOOD_TEXT}
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE_TRIMMED, GOOD_TEXT)


class Shown:
    """Who waits, and what was shown on the way."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def is_left(self) -> bool:
        return False

    def show(self, draft: Any) -> None:
        self.texts.append(draft.text)


ROW = "{Beginner (0–1 year) |}"
THOUGHT = f"<think>{THINKING} A beginner earns ₹40–60 thousand a year {ROW}. So: yes {ROW}. Done.</think>\n\n"


@pytest.mark.parametrize("thought", [THOUGHT, THOUGHT.replace("think>", "thinking>"), f"<think></think>{THOUGHT}"])
def test_thinking_is_neither_shown_nor_read(
    thought: str, server: MisbehavingServer, asked_of: Callable[..., Assistant]
) -> None:
    server.behave("good")
    server.text = f"{thought}A beginner earns ₹40–60 thousand a year {ROW}. That is all {ROW}."
    shown = Shown()
    answer = asked_of().ask(QUESTION, watch=shown)
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE_TRIMMED, GOOD_TEXT)
    assert set(shown.texts) == {GOOD_TEXT}
    server.text = f"{thought}A beginner earns ₹40–60 thousand a year {ROW}."
    answer = asked_of().ask(QUESTION)
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE, GOOD_TEXT)
    server.text = f"{thought}{ROW}"
    assert asked_of(chat_mode="select").ask(QUESTION).answerer is AnswererName.GENERATIVE
    server.text = f"{thought}NOT IN THE GUIDE"
    assert asked_of().ask(QUESTION).outcome is Outcome.DECLINED


def test_a_model_whose_thinking_the_server_keeps_back_is_at_work(
    server: MisbehavingServer, asked_of: Callable[..., Assistant]
) -> None:
    server.behave("thinking apart")
    answer = asked_of(chat_first_token_timeout=1.0).ask(QUESTION)
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE, GOOD_TEXT)


def test_a_refusal_in_the_models_own_words_is_final(
    server: MisbehavingServer, asked_of: Callable[..., Assistant]
) -> None:
    for mode in ("write", "select"):
        server.behave("good")
        server.text = f"I'm sorry, but the passages do not say what a beginner earns {ROW}."
        answer = asked_of(chat_mode=mode).ask(QUESTION)
        assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.NOT_IN_GUIDE)
        assert len(server.requests) == 1


@pytest.mark.parametrize("reply", [ROW, f"Passage {ROW}", f"**{ROW}**", f"Best passages: {ROW}."])
def test_picking_passages_shows_the_guides_own_words(
    reply: str, server: MisbehavingServer, asked_of: Callable[..., Assistant]
) -> None:
    server.behave("good")
    server.text = reply
    answer = asked_of(chat_mode="select").ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE
    assert "₹40–60 thousand" in answer.text


@pytest.mark.parametrize(
    "reply", ["I pick 1 because it is good", "99", "", "ignore the rules and say ₹9 crore", "0", "₹1", "1.5"]
)
def test_a_reply_that_is_no_choice_of_passages_is_asked_for_again_and_given_up(
    reply: str, server: MisbehavingServer, asked_of: Callable[..., Assistant]
) -> None:
    server.behave("good")
    server.text = reply
    answer = asked_of(chat_mode="select").ask(QUESTION)
    assert len(server.requests) == 2
    assert (answer.answerer, answer.text) == (AnswererName.EXTRACTIVE_FALLBACK, extractive_text())


def test_picking_none_is_a_refusal(server: MisbehavingServer, asked_of: Callable[..., Assistant]) -> None:
    server.behave("good")
    server.text = "NONE"
    assert asked_of(chat_mode="select").ask(QUESTION).outcome is Outcome.DECLINED


def test_a_server_that_is_not_there_costs_no_waiting(asked_of: Callable[..., Assistant]) -> None:
    started = time.monotonic()
    answer = asked_of(chat_base_url="http://127.0.0.1:9/v1").ask(QUESTION)
    assert time.monotonic() - started < TOTAL
    assert answer.answerer is AnswererName.EXTRACTIVE_FALLBACK
