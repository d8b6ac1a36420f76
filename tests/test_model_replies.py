"""What a chat model's reply becomes: shown as it is checked, thinking left out, a choice of passages, a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from misbehaving_server import THINKING, MisbehavingServer, misbehaving_server
from served_model import GOOD_TEXT, QUESTION, extractive_text, worded_by_server

from assistant.answer import AnswererName, Outcome, Reason
from assistant.ask import Assistant


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as running:
        yield running


@pytest.fixture
def asked_of(server: MisbehavingServer, tmp_path: Path) -> Callable[..., Assistant]:
    """Makes an assistant whose answers a model of that server words."""
    return partial(worded_by_server, server, tmp_path)


def test_a_models_refusal_is_a_decline(server: MisbehavingServer, asked_of: Callable[..., Assistant]) -> None:
    server.behave("refusal")
    answer = asked_of().ask(QUESTION)
    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.NOT_IN_GUIDE)


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
