"""Chat spelling and romanised Hindi are read in English words; English is left as it is."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.reading import Reader, is_romanised_hindi
from assistant.spelling import Speller

READER = Reader(Speller({"python": 5, "salary": 9, "fresher": 9}, {"x"}.__contains__))


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("hw mch tym", "how much time"),
        ("python seekhne mein kitne hafte lagenge?", "python learn in how many weeks take?"),
        ("fresher ki salary kitni hai", "fresher of salary how much"),
        ("kya python zaroori hai?", "is python necessary ?"),
    ],
)
def test_a_message_is_read_in_english_words(message: str, read: str) -> None:
    assert READER.read(message) == read


@pytest.mark.parametrize("message", ["what does a fresher earn?", "is it in the main table", "Go to Mumbai", ""])
def test_english_is_left_as_it_is(message: str) -> None:
    assert READER.read(message) == message
    assert not is_romanised_hindi(message)


def test_the_answer_says_how_a_message_was_read(assistant: Assistant) -> None:
    answer = assistant.ask("fresher ki salary kitni hai")

    assert "₹4–8 LPA" in answer.text
    assert answer.interpreted_as == "fresher of salary how much"


def test_reading_opens_no_gate(assistant: Assistant) -> None:
    assert assistant.ask("Germany mein salary kitni hai").reason is not None
    assert assistant.ask("course ki fees kitni hai").reason is not None
