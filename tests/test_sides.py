"""The good and the bad of a career: what is asked for is told from what a guide's list is of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.answerers.sides import side_asked
from assistant.ask import Assistant
from assistant.question import read_question

ONE_SIDE = """# Kite Maker: Career Guide

A kite maker cuts paper and bamboo for festivals.

## Life as a Kite Maker

Advantages:

- Work beside the sea
- Colours all day

A kite maker works from a shed or from a stall.
"""


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("what are the pros", "good"),
        ("benefits of this career?", "good"),
        ("any drawbacks", "bad"),
        ("what's bad about it", "bad"),
        ("pros and cons", None),
        ("what does a kite maker do", None),
    ],
)
def test_a_question_asks_for_one_side_for_both_or_for_neither(question: str, side: str | None) -> None:
    assert side_asked(read_question(question)) == side


@pytest.fixture(scope="module")
def kites(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("kite-maker.md", ONE_SIDE)


def test_a_side_that_the_guide_does_not_have_is_declined(kites: Assistant) -> None:
    assert "Colours all day" in kites.ask("what are the advantages?").text
    assert kites.ask("what are the disadvantages?").outcome is Outcome.DECLINED
