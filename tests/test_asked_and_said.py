"""Exactly what is asked: rows by a sum, sums of rows, the side that is meant, and nothing said of another thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant

GUIDE = """# Sundial Surveyor: Career Guide

A sundial surveyor measures how the sun falls on a wall and marks the hours there. Sundial surveyors work for towns,
museums, and estates.

## What Sundial Surveyors Do

On most days a sundial surveyor:

- Measures walls with a theodolite
- Draws hour lines
- Works with masons and glaziers

| Role | Main work | Licence needed |
| --- | --- | --- |
| Sundial Surveyor | Measures and marks dials | Yes |
| Dial Painter | Paints the lines | No |
| Dial Inspector | Checks old dials for the state | No |

## The Way: Four Steps

### Step 1 — Take a Degree

Any science degree will do. Doctorates: a Ph.D. is welcome and never required.

**Estimated time:** 3 years

### Step 2 — Learn the Sky

**Tools to learn:** Astrolabe, Equatorium, Gnomon

**Estimated time:** 10–14 weeks

### Step 3 — Build Dials

**Estimated time:** 8 weeks

### Step 4 — Pass the Guild Examination

The examination is held once a year in cities such as Jaipur, Ujjain, and Varanasi.

| Part | Marks | Duration | Minimum to pass |
| --- | --- | --- | --- |
| Paper I (astronomy) | 100 | 2 hours | 50 |
| Paper II (drawing) | 80 | 3 hours | 40 |
| Viva voce | 20 | 15 minutes | None |

**Minimum age:** 21 years

**Estimated time:** 3–4 months

## Pay in India

| Level | Pay a year |
| --- | --- |
| Trainee (0–1 year) | ₹3–5 LPA |
| Surveyor (2–4 years) | ₹6–9 LPA |
| Master (5+ years) | ₹12–18 LPA |

Restoring old dials pays best in the long run; new dials pay soonest.

Independent surveyors are paid by the dial. A wall dial brings ₹30,000–₹50,000.

## The Two Sides

Advantages:

- Quiet places and clear mornings
- Towns that pay on time

Drawbacks:

- Ladders in the wind
- No work in the monsoon

## Common Mistakes

- Sending a portfolio of forty dials
- Measuring at noon only

## Getting Hired

Write to fifteen towns, and send a portfolio of six dials to each.

**Who hires:** Jaipur Heritage Trust, City of Ujjain, Dialworks

## Learning Together

The Gnomon School teaches on Saturdays from 9 am.
"""


@pytest.fixture(scope="module")
def sundial(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("sundial-surveyor.md", GUIDE)


@pytest.mark.parametrize(
    ("question", "held", "lacking"),
    [
        # the row that holds a sum, not the one whose years have its figure
        ("who earns 4 lpa?", ["Trainee"], ["Surveyor", "Master"]),
        ("which level gets 15 lakh", ["Master"], ["Trainee"]),
        ("after how many years do I get 8 LPA", ["Surveyor (2–4 years)"], ["Master"]),
        # columns of yes and no
        ("who needs a licence?", ["Sundial Surveyor"], ["Painter"]),
        ("which part has no minimum to pass", ["Viva voce"], ["Paper"]),
        # parts as the guide numbers them
        ("marks of paper 2", ["80"], ["100"]),
        ("how long is the first paper?", ["2 hours"], ["3 hours"]),
        ("minimum marks in paper I", ["50"], []),
        # totals, in years too
        ("total marks in all parts", ["**200**", "100", "80", "20"], []),
        ("which step takes the longest?", ["Take a Degree"], ["Guild"]),
        ("how long do all the steps take in total?", ["3 years, 3–4 months and 18–22 weeks"], ["21"]),
        # what pays best is no figure, and a figure may stand in the sentence behind
        ("which kind of dials pays best?", ["Restoring old dials"], ["₹3–5"]),
        ("how much do independent surveyors earn", ["₹30,000"], []),
        # the side that is asked for, and advice before a mistake
        ("what are the cons?", ["monsoon"], ["clear mornings"]),
        ("pros of this job", ["clear mornings"], ["monsoon"]),
        ("pros and cons", ["clear mornings", "monsoon"], []),
        ("how many dials should my portfolio have?", ["six dials"], ["forty"]),
        ("how many towns should I write to?", ["fifteen"], []),
        # what is taken for granted is said of the very thing
        ("why is a PhD mandatory?", ["never required"], []),
        ("exam centres?", ["Jaipur"], []),
    ],
)
def test_the_answer_is_what_was_asked_for(
    sundial: Assistant, question: str, held: list[str], lacking: list[str]
) -> None:
    answer = sundial.ask(question)

    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert all(one in answer.text for one in held), answer.text
    assert not any(one in answer.text for one in lacking), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "what is the maximum age?",  # the guide has the lowest alone
        "how much does a dial inspector earn?",  # another role of the guide's table
        "how much does it cost to build a dial?",
        "does Sunworks hire surveyors?",
        "what does a dial painter stand for",
        "is the astrolabe hard to learn?",
        "is the equatorium better than the astrolabe?",
        "what do glaziers do?",
        "what is an equatorium?",
        "am I too old for this at 45?",
        "is it stressful?",
        "what percentage of surveyors are women?",
        "how many people take the exam?",
        "how many attempts are allowed in the exam",
        "age relaxation for OBC candidates",
        "last date for the exam form",
    ],
)
def test_what_is_said_of_another_thing_is_no_answer(sundial: Assistant, question: str) -> None:
    answer = sundial.ask(question)

    assert answer.outcome is not Outcome.ANSWERED, answer.text


@pytest.mark.parametrize(
    ("history", "message", "held"),
    [
        (["how long is paper II"], "marks?", "80"),  # a column's head beside the row spoken about
        (["how long is paper II", "marks?"], "and for paper I", "100"),
        (["who needs a licence?"], "how much is the pay after 6 years", "Master"),
        (["what pay will I get with 6 years of experience"], "I meant as a trainee", "₹3–5 LPA"),
        (["how many towns should I write to?"], "and dials in the portfolio?", "six"),
        (["trainee pay"], "is that per month?", "No: "),
        (["how do I use the astrolabe"], "and the gnomon?", "Gnomon"),  # a refusal does not go on
    ],
)
def test_a_follow_up_asks_of_what_was_last_spoken_about(
    sundial: Assistant, history: list[str], message: str, held: str
) -> None:
    answer = sundial.ask(message, history)

    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert held in answer.text, answer.text


@pytest.mark.parametrize(
    "question", ["how much more does a surveyor earn than a trainee", "difference in pay: trainee, master"]
)
def test_rows_that_begin_with_no_years_are_compared(sundial: Assistant, question: str) -> None:
    answer = sundial.ask(question)

    assert answer.outcome is Outcome.ANSWERED
    assert "₹3–5 LPA" in answer.text
