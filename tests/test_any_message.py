"""Any message at all, and any history, gets an answer that keeps to its form; nothing in a message acts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_ask import CONTACT, GOOD_TURNS

from assistant.answer import Answer, Outcome, Reason
from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.turn import clean

HELPLINE: str = Settings.model_fields["helpline"].default


def check_valid(answer: Answer) -> None:
    record: dict[str, Any] = json.loads(json.dumps(answer.as_json(), ensure_ascii=False).encode("utf-8"))
    assert record["outcome"] in {"answered", "declined", "clarify", "smalltalk"}
    assert bool(record["citations"]) == (record["outcome"] == "answered")
    assert (record["reason"] is not None) == (record["outcome"] == "declined")
    assert record["text"].strip()


WORDS = [
    "salary",
    "step",
    "2",
    "fresher",
    "and",
    "what",
    "it",
    "₹",
    "(",
    "?",
    "how long",
    "python",
    "US",
    "-",
    "non-cs",
]
MESSAGES = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), st.sampled_from(GOOD_TURNS)
)


@settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(message=MESSAGES, history=st.lists(MESSAGES, max_size=4))
def test_no_message_and_no_history_makes_it_raise(assistant: Assistant, message: str, history: list[str]) -> None:
    check_valid(assistant.ask(message, history))


@pytest.mark.parametrize("run", ["(", "[", "*_`", "9", "99n9", "9-", "é", "\U000371bc", "क", "<b>"])
def test_a_run_of_odd_characters_is_answered_or_declined(assistant: Assistant, run: str) -> None:
    for length in (150, 400, 1900):
        check_valid(assistant.ask(f"what does a fresher earn {run * length}"[:2000]))
        check_valid(assistant.ask((run * length)[:2000]))


@pytest.mark.parametrize("message", ["", "   ", "\n\t", "?!...", "\u200b\u200e", "\x00\x07", "🙂🙂", "₹"])
def test_a_message_that_says_nothing_is_answered_with_a_question_back(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)

    check_valid(answer)
    assert answer.outcome is Outcome.CLARIFY
    assert answer.suggestions


def test_a_huge_message_is_declined_as_too_long_at_once(assistant: Assistant) -> None:
    answer = assistant.ask("salary " * 200_000)

    check_valid(answer)
    assert answer.reason is Reason.TOO_LONG
    assert len(answer.question) <= 2000


def test_a_message_of_just_the_longest_length_is_read(assistant: Assistant) -> None:
    question = "what does a fresher earn?"

    assert assistant.ask(question + " please" * 282).reason is not Reason.TOO_LONG


def test_a_huge_history_is_read_like_its_last_messages(assistant: Assistant) -> None:
    history = ["what should I learn in step 1?"] * 500 + ["what does a fresher earn?"]

    assert "₹25–45 LPA" in assistant.ask("and a senior?", history).text


@pytest.mark.parametrize(
    "message",
    [
        "what does a \u202efresher\u202c earn?",
        "what does a fre\u200bsher earn?",
        "what\x00 does a fresher\x1b earn?",
        "what does a\r\nfresher\tearn?",
        "what does a fresher earn?\ud800",
    ],
)
def test_control_and_invisible_characters_change_nothing(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)

    check_valid(answer)
    assert "₹4–8 LPA" in answer.text
    assert answer.question == "what does a fresher earn?"


@pytest.mark.parametrize(
    "message",
    [
        "<b>what does a fresher earn?</b>",
        "**what does a fresher earn?**",
        "# what does a fresher earn?",
        "what does a fresher earn? [1] [99]",
        "what does a [fresher](http://example.org) earn?",
    ],
)
def test_markup_in_a_message_never_comes_back_as_markup(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)

    check_valid(answer)
    assert "http" not in answer.text
    assert "<" not in answer.text
    assert "[99]" not in answer.text


@pytest.mark.parametrize(
    "message", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](http://example.org/x.png)"]
)
def test_markup_alone_is_no_question_of_the_guide(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)

    check_valid(answer)
    assert answer.outcome in (Outcome.DECLINED, Outcome.CLARIFY)
    assert "<" not in answer.text


@pytest.mark.parametrize("message", ["फ्रेशर की सैलरी कितनी है?", "मुझे नौकरी चाहिए", "ఎంత జీతం?", "薪水是多少？"])
def test_a_script_that_cannot_be_read_gets_an_honest_line_in_two_languages_with_the_contact(
    assistant: Assistant, message: str
) -> None:
    answer = assistant.ask(message)

    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.UNREADABLE)
    assert "मैं अभी केवल" in answer.text
    assert "I can only read English" in answer.text
    assert answer.text.count(CONTACT) == 1  # and once in Hindi
    assert "संस्थान के काउंसलर से पूछें" in answer.text


@pytest.mark.parametrize(
    "message",
    ["I want to die", "i don't want to live anymore", "mai marna chahta hu", "I failed again, my life is over"],
)
def test_distress_gets_kindness_and_the_helpline_and_no_career_questions(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message, ["what does a fresher earn?"])

    assert answer.outcome is Outcome.SMALLTALK
    assert HELPLINE in answer.text
    assert answer.suggestions == ()


def test_cleaning_leaves_ordinary_text_as_it_is() -> None:
    assert clean("  What   does a\nfresher earn — ₹4–8 LPA? ") == "What does a fresher earn — ₹4–8 LPA?"
