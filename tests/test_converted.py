"""A time or pay is told also in the unit that was asked for, and the grounding check works it out again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Outcome
from assistant.answerers.converted import with_asked_unit
from assistant.answerers.draft import Draft
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.ask import Assistant
from assistant.checked_draft import checked_draft
from assistant.conversions import pay_by, time_in
from assistant.grounding import faults
from assistant.grounding.amounts import amounts
from assistant.grounding.text import plain
from assistant.question import read_question

TIME = "Step 2, Learn Rigging – estimated time: **4–6 weeks** [1]"
PAY = "Annual Salary for Trainee: **₹4–8 LPA** [1]\n\nSource: a survey [2]"


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("8–12 weeks", "month", "about 2–3 months"),
        ("2 weeks", "day", "14 days"),
        ("2 years", "month", "24 months"),
        ("18 months", "year", "1.5 years"),
        ("14 to 17 months", "year", "about 1–1.5 years"),
        ("at least 6 months", "week", "at least about 26 weeks"),
        ("1 week", "month", None),  # below half a month
        ("6 weeks", "week", None),
        ("40 minutes", "day", None),
        ("Step 4", "day", None),
        ("₹4 lakh", "month", None),
    ],
)
def test_a_time_is_told_in_another_unit(text: str, unit: str, said: str | None) -> None:
    (amount,) = amounts(plain(text))
    assert time_in(amount, unit) == said


@pytest.mark.parametrize(
    ("text", "told_by", "period", "said"),
    [
        ("₹4–8 LPA", "year", "month", "about ₹33,000–67,000 a month"),
        ("₹25–45 LPA", "year", "month", "about ₹2.1–3.8 lakh a month"),
        ("₹50 LPA+", "year", "month", "at least about ₹4.2 lakh a month"),
        ("$150,000 a year", "year", "month", "$12,500 a month"),
        ("₹15,000 a month", "month", "year", "₹1.8 lakh a year"),
        ("₹15,000", "", "month", None),
        ("₹15,000 a month", "month", "month", None),
        ("12 months", "year", "month", None),
    ],
)
def test_pay_is_told_by_the_month_or_the_year(text: str, told_by: str, period: str, said: str | None) -> None:
    (amount,) = amounts(plain(text))
    assert pay_by(amount, told_by, period) == said


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("how many months does step 2 take", TIME, f"{TIME}, which is about 1–1.5 months."),
        ("step 2 duration in days?", TIME, f"{TIME}, which is 28–42 days."),
        (
            "trainee salary per month",
            PAY,
            "Annual Salary for Trainee: **₹4–8 LPA** [1], which is about ₹33,000–67,000 a month.\n\n"
            "Source: a survey [2]",
        ),
        (
            "is the trainee salary monthly?",
            PAY,
            "No: Annual Salary for Trainee: **₹4–8 LPA** [1], which is about ₹33,000–67,000 a month.\n\n"
            "Source: a survey [2]",
        ),
        ("how many weeks does step 2 take", TIME, None),
        ("can I finish step 2 in 2 months", TIME, None),
        ("trainee salary, monthly or yearly?", PAY, None),
        ("how many years of service does step 2 want", TIME, None),
        ("how long in months", f"- {TIME}\n- Step 3 – estimated time: **8 weeks** [2]", None),  # which of both?
    ],
)
def test_the_answer_tells_it_in_the_unit_asked_for(question: str, text: str, said: str | None) -> None:
    told = with_asked_unit(read_question(question), Draft(text=text, quotes=()))
    assert (told and told.text) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [("how many months does step 4 take", "about 2–3 months"), ("fresher salary per month", "₹33,000–67,000 a month")],
)
def test_an_answer_shows_that_it_was_worked_out(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.text
    assert answer.worked_out is not None and said in answer.worked_out.how


def test_a_total_is_told_in_the_unit_asked_for(assistant: Assistant) -> None:
    assert "28–44 weeks** (about 6.5–10 months)" in assistant.ask("how many months for all steps in total?").text


def test_a_wrong_conversion_is_a_fault(assistant: Assistant) -> None:
    turn = assistant.turn("how many months does step 4 take")
    assert turn.found is not None
    fallback = ExtractiveAnswerer()
    draft = checked_draft(turn.found, fallback, fallback, None)
    assert draft is not None and not faults(draft)
    assert faults(replace(draft, text=draft.text.replace("2–3 months", "5–7 months")))
