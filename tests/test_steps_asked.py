"""Which steps take how long, in which step something comes, and where somebody starts who knows a part."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant

GUIDE = """# How to Become a Bell Founder

A bell founder casts bells of bronze.

## The Way, Step by Step

### Step 1: Draw Profiles

What to learn:

- The compass and the template
- Overtones of a profile

**Time needed:** 3–4 weeks

### Step 2: Make Moulds

What to learn:

- Loam, clay and goat hair
- Drying with a charcoal fire

**Time needed:** 4–6 weeks

### Step 3: Cast Bronze

What to learn:

- Tin and copper in the right share
- Reading a pyrometer

**Time needed:** 8–12 weeks

### Step 4: Tune the Bell

What to learn:

- Overtones of a finished bell
- Turning on a lathe

**Time needed:** 4–6 weeks
"""


@pytest.fixture(scope="module")
def bells(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("bell-founder.md", GUIDE)


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("which steps take less than 6 weeks", "124"),
        ("steps shorter than 5 weeks", "1"),
        ("which steps take 4-6 weeks", "24"),
        ("which step takes more than 2 months", "3"),
        ("list the steps that take less than a month", "1"),
    ],
)
def test_all_steps_within_a_time_are_listed(bells: Assistant, question: str, steps: str) -> None:
    answer = bells.ask(question)

    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert [number for number in "1234" if f"Step {number}," in answer.text] == list(steps)


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("in which step do i learn the pyrometer", "3"),
        ("goat hair is used in which step", "2"),
        ("overtones come in which step", "14"),
        ("which step is about moulds", "2"),
    ],
)
def test_the_step_in_which_something_comes_is_named(bells: Assistant, question: str, steps: str) -> None:
    answer = bells.ask(question)

    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert [number for number in "1234" if f"Step {number}," in answer.text] == list(steps)


def test_what_comes_after_something_told_in_a_step_is_the_step_after_it(bells: Assistant) -> None:
    assert "**Step 4, Tune the Bell**" in bells.ask("which step comes after the pyrometer").text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("i already know moulds and profiles, which step should i start from", "Step 3, Cast Bronze"),
        ("I know how to cast bronze, where do I start?", "Step 1, Draw Profiles"),
    ],
)
def test_who_knows_a_part_begins_with_the_first_step_beside_it(bells: Assistant, question: str, first: str) -> None:
    answer = bells.ask(question)

    assert answer.text.startswith(f"The first step that you do not name is **{first}**")
    assert answer.worked_out is not None


def test_a_start_is_not_guessed_from_what_no_step_tells(bells: Assistant) -> None:
    assert "that you do not name" not in bells.ask("i already know welding, where do i start").text


def test_who_asks_for_something_else_is_not_told_where_to_start(bells: Assistant) -> None:
    assert "that you do not name" not in bells.ask("i know moulds, how long does it take now").text
