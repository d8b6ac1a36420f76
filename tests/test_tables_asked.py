"""What tables are asked: counts that stand in cells, the most of a number, two rows compared, things in the head."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant

GUIDE = """# How to Become a Bell Founder

A bell founder casts bells of bronze.

## Pass the Certified Founder Exam

The Certified Founder Exam (CFE) is held each March. It has three papers, and you must score at least 60% in each.

## The Certified Founder Exam in Detail

| Paper | Subject | Marks |
| --- | --- | --- |
| Drawing | Profiles and scales | 100 |
| Metals | Bronze and its faults | 75 |
| Casting | A small bell | 125 |

## Fees

| Item | Fee |
| --- | --- |
| CFE, registration for all three papers | ₹6,500 |
| CFE, repeating one paper | ₹2,000 |
| Diploma (government school) | ₹22,000 |
| Diploma (private school) | ₹60,000–95,000 |
| Carillon certificate | ₹75,000 |

## Diploma or Apprenticeship?

| | Diploma | Apprenticeship |
| --- | --- | --- |
| Length | 2 years | 4 years |
| Marks in Class 12 | 50% | 40% |
| First pay | ₹18,000 | ₹14,000 |
"""


@pytest.fixture(scope="module")
def bells(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("bell-founder.md", GUIDE)


def test_a_count_is_told_by_what_states_it_and_not_by_a_label_with_a_fee(bells: Assistant) -> None:
    answer = bells.ask("how many papers in the CFE")

    assert "three papers" in answer.text
    assert "₹" not in answer.text


def test_what_a_short_form_stands_for_speaks_of_it_too(bells: Assistant) -> None:
    assert "at least 60%" in bells.ask("passing marks cfe").text
    assert "**300**" in bells.ask("total marks of the CFE").text


def test_what_something_is_is_not_told_by_its_fee(bells: Assistant) -> None:
    assert "held each March" in bells.ask("tell me about the CFE").text


@pytest.mark.parametrize(
    ("question", "said"),
    [("which paper has the most marks", "Casting: **125**"), ("which paper has least marks", "Metals: **75**")],
)
def test_the_most_of_a_plain_number_is_picked(bells: Assistant, question: str, said: str) -> None:
    answer = bells.ask(question)

    assert said in answer.text
    assert answer.worked_out is not None


def test_two_prices_are_put_side_by_side(bells: Assistant) -> None:
    answer = bells.ask("which costs more, carillon certificate or private diploma")

    assert answer.outcome is Outcome.ANSWERED
    assert "₹75,000" in answer.text and "₹60,000–95,000" in answer.text
    assert "₹22,000" not in answer.text


def test_where_the_columns_are_the_things_the_row_names_what_is_told(bells: Assistant) -> None:
    assert bells.ask("length of the diploma").text.startswith("Length for Diploma: **2 years**")
