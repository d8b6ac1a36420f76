"""Times that stand in headings and with decimals or halves: read, answered, compared and added up as written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.answerers.told_times import time_words, told_time, total_of, without_time
from assistant.ask import Assistant

GUIDE = """# How to Become a Bell Founder

A bell founder casts bells of bronze.

## The Way, Step by Step

### Step 1 — Learn to Draw Profiles (4–6 months)

Profiles decide how a bell sounds. Bring a compass.

**Leave:** 12 days in all

### Step 2 — Serve the Apprenticeship (4.5 years)

The Master Founder Certificate (MFC) is given by the guild. An apprentice casts forty bells.

### Step 3 — Register with the Guild (3–8 weeks)

Registration costs ₹3,500 and has to be renewed every five years.

### Step 4 — Study Acoustics (1½ years, optional)

Acoustics is taught on Fridays by a tutor of the guild.
"""


@pytest.fixture(scope="module")
def bells(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("bell-founder.md", GUIDE)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Step 4 — Register (3–8 weeks)", "3–8 weeks"),
        ("Step 2 — 4 weeks of drawing", "4 weeks"),
        ("4.5 years", "4.5 years"),
        ("four and a half years", "4.5 years"),
        ("1½ months", "1.5 months"),
        ("½ year", "0.5 years"),
        ("1.5–2.5 months", "1.5–2.5 months"),
        ("3 to 4 months of preparation", "3–4 months"),
        ("1 year", "1 year"),
        ("8 topics", "None"),
    ],
)
def test_a_time_is_read_as_it_is_written(text: str, time: str) -> None:
    assert str(told_time(text)) == time


@pytest.mark.parametrize(
    ("heading", "words", "name"),
    [
        ("Step 4 — Register (3–8 weeks)", "3–8 weeks", "Step 4 — Register"),
        ("Step 4 (3–8 weeks): Register", "3–8 weeks", "Step 4: Register"),
        ("Step 4: Register — about 3 weeks", "about 3 weeks", "Step 4: Register"),
        ("Step 1 — Mathematics (8 topics)", None, "Step 1 — Mathematics (8 topics)"),
    ],
)
def test_a_heading_is_parted_from_its_time(heading: str, words: str | None, name: str) -> None:
    assert time_words(heading) == words
    assert without_time(heading) == name


def test_a_sum_keeps_each_unit() -> None:
    times = [time for text in ("4–6 months", "4.5 years", "2 years", "6 months") if (time := told_time(text))]

    assert [str(time) for time in total_of(times)] == ["6.5 years", "10–12 months"]


@pytest.mark.parametrize(
    ("question", "time", "no"),
    [
        ("how long does registration take", "3–8 weeks", "five years"),
        ("how long does step 3 take", "3–8 weeks", "five years"),
        ("how long is step 1", "4–6 months", "12 days"),
        ("how long is the apprenticeship", "**4.5 years**", "five years"),
        ("which step is the longest", "4.5 years", "3–8 weeks"),
    ],
)
def test_the_time_in_a_heading_answers(bells: Assistant, question: str, time: str, no: str) -> None:
    answer = bells.ask(question)

    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert time in answer.text
    assert no not in answer.text


def test_a_total_reads_decimals_and_leaves_out_what_is_optional(bells: Assistant) -> None:
    answer = bells.ask("total time of all steps")

    assert "**4.5 years, 4–6 months and 3–8 weeks**" in answer.text
    assert "step 4 is optional and left out" in answer.text
    assert answer.worked_out is not None


def test_two_steps_are_added_up_by_name(bells: Assistant) -> None:
    answer = bells.ask("total time of drawing profiles plus the apprenticeship")

    assert "**4.5 years and 4–6 months**" in answer.text
    assert "step 3" not in answer.text


def test_what_runs_beside_another_time_of_the_same_line_makes_the_first_no_side_line():
    time = told_time("3 years of work; about 4 months of study, alongside the third year")
    assert time is not None and not time.alongside
    beside = told_time("4 weeks (may run alongside phase 4)")
    assert beside is not None and beside.alongside
