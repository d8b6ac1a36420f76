"""A column is added up where every cell is one plain figure that always counts, and left alone elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant

GUIDE = """# Bell Founder: Career Guide

A bell founder casts bells of bronze.

## The Guild Test

| Part of the test | Marks | Fee | Time |
| --- | --- | --- | --- |
| Drawing | 120 | ₹1,500 | 2 hours |
| Casting | 80.5 | ₹2,250 | 1–2 days |

## Tools to Buy

| Tool | Price |
| --- | --- |
| Crucible | ₹4,000 |
| Second crucible (optional) | ₹3,500 |
| Tuning fork, optional | ₹900 |

## Courses

| Course | Seats | Needed |
| --- | --- | --- |
| Bronze | 20 | Only if you have no degree |
| Tuning | 12 | Yes |
"""


@pytest.fixture(scope="module")
def bells(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("bell-founder.md", GUIDE)


@pytest.mark.parametrize(
    ("question", "total"),
    [("total marks of the guild test", "**200.5**"), ("add up the fees of both parts of the test", "**₹3,750**")],
)
def test_the_sum_is_told_with_every_row(bells: Assistant, question: str, total: str) -> None:
    answer = bells.ask(question)

    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert total in answer.text
    assert "Drawing" in answer.text and "Casting" in answer.text
    assert answer.worked_out is not None


@pytest.mark.parametrize(
    "question",
    [
        "total seats in the courses",  # a row counts in some cases only
        "total price of the tools",  # two are optional, as their labels say
        "total time of the guild test",  # a range, and two units
        "marks of the drawing part",  # no sum is asked for
    ],
)
def test_what_does_not_always_add_up_is_not_added(bells: Assistant, question: str) -> None:
    assert "in total" not in bells.ask(question).text
