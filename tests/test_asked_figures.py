"""A figure that the visitor brings is held against the guide's: more, less, longer, within, or nothing where unsure."""

from __future__ import annotations

import pytest

from assistant.answer import Outcome
from assistant.answerers.asked_figures import with_asked_figure
from assistant.answerers.draft import Draft
from assistant.ask import Assistant
from assistant.question import read_question

PAY = "Annual Salary for Trainee: **₹4–8 LPA** [1]\n\nSource: a survey [2]"
OPEN = "Annual Salary for Head: **₹50 LPA+** [1]"
STIPEND = "Monthly stipend: **₹10,000–15,000** [1]"
TIME = "Step 2, Learn Rigging – estimated time: **4–6 weeks** [1]"
TIMES = "- Time for a sailor: **6–9 months** [1]\n- Time for others: **12–16 months** [2]"
HOURS = "The plan assumes 2–3 hours per day of practice. [1]"


def lead(question: str, text: str) -> str | None:
    led = with_asked_figure(read_question(question), Draft(text=text, quotes=()))
    return led.text.partition("\n")[0].partition(". ")[0] if led else None


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("will I get 20 LPA as a trainee?", PAY, "The guide gives less"),
        ("trainees make 2 LPA?", PAY, "The guide gives more"),
        ("If trainees get 12 LPA, is it worth it?", PAY, "The guide gives less"),
        ("do trainees get 8 lakh", PAY, "That is within the guide’s range"),
        ("is it 4 to 8 LPA", PAY, "Yes, the guide gives that"),
        ("can a head earn more than 40 LPA", OPEN, "The guide gives more"),
        ("can a head earn 70 LPA", OPEN, "That is within the guide’s range"),
        ("with 2 years experience can I get 10 LPA", PAY, "The guide gives less"),
        ("is the stipend 12k", STIPEND, "That is within the guide’s range"),
        ("step 2 takes only 2 weeks?", TIME, "The guide gives a longer time"),
        ("can I finish step 2 in 1 month", TIME, "That is within the guide’s range"),
        ("is half a year enough for step 2", TIME, "The guide gives a shorter time"),
        ("can I do it in 3 months?", TIMES, "The guide gives a longer time in each case:"),
        ("can I do it in 2 years", TIMES, "The guide gives a shorter time in each case:"),
        ("is 1 hour a day enough", HOURS, "The guide gives more"),
    ],
)
def test_a_figure_asked_about_is_told_to_lie_above_below_or_within_the_guides(
    question: str, text: str, said: str
) -> None:
    assert lead(question, text) == said


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("what does a trainee with 2 LPA pay in tax", PAY),  # it does not ask whether
        ("I earn 12 LPA, what does a trainee get?", PAY),  # the visitor's own pay
        ("can I switch with 4 years of experience", TIMES),  # no time that it takes
        ("I am 30 years old, can I join?", "Age limit: **21–27 years** [1]"),
        ("will a trainee get 50k", PAY),  # by the month it is within the range
        ("will a trainee get $20000", PAY),
        ("does a trainee get 30,000 rupees a month", PAY),
        ("can I do it in 10 months", TIMES),  # within neither and beyond one of both only
        ("is step 2 less than 5 weeks", TIME),
        ("will I get 20 LPA in 3 months", PAY),  # which of the two is asked?
        ("is 3 months enough", PAY),
        ("step 2 weeks", TIME),  # the number of the step
    ],
)
def test_nothing_is_said_where_figures_cannot_be_compared(question: str, text: str) -> None:
    assert lead(question, text) is None


def test_a_false_premise_is_contradicted_and_the_comparison_is_shown_as_worked_out(other_assistant: Assistant) -> None:
    answer = other_assistant.ask("Since step 2 takes only 2 weeks, can I finish it quickly?")

    assert answer.outcome is Outcome.ANSWERED
    assert answer.text.startswith("The guide gives a longer time. Step 2, Learn the Lamp")
    assert answer.worked_out is not None


def test_a_figure_above_the_row_asked_about_is_contradicted_with_that_row(other_assistant: Assistant) -> None:
    answer = other_assistant.ask("will an apprentice get 20 LPA?")

    assert answer.text.startswith("The guide gives less. ")
    assert "₹2–3 LPA" in answer.text
    assert "₹9–14 LPA" not in answer.text
