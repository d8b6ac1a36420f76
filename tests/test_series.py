"""Steps that a guide numbers in one list, not by headings: counted, listed, ordered, timed; and pay side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.answerers.series import numbered_series
from assistant.answerers.worked_out import names_the_series
from assistant.ask import Assistant
from assistant.question import read_question
from corpus.parse import parse_guide

GUIDE = """# Glassblower Career Guide

A glassblower shapes molten glass with breath and tools, and sells vessels or teaches.

## Four milestones to your own bench

1. **Watch and sweep (months 1 to 2).** Visit a studio on two evenings a week and keep its floor clean. Time: 2 months.
2. **Gather and turn (months 3 to 8).** Learn to take glass from the furnace without a drip. Time: 6 months.
3. **Blow a plain cup (months 9 to 12).** Make fifty cups of one height, and break the bad ones. Time: 4 months.
4. **Rent a bench (months 13 to 15).** Rent by the hour until orders pay for a bench of your own. Time: 3 months.

## What it pays

| Level | In the trade | Studio | Own shop |
|---|---|---|---|
| Trainee blower | Under 1 year | ₹2–3 LPA | ₹1–2 LPA |
| Blower | 1–4 years | ₹4–6 LPA | ₹5–8 LPA |
| Master blower | 5 years and more | ₹8–12 LPA | ₹9–20 LPA |

Source: Furnace Survey 2026

## Examinations

Enrolment with the guild, which comes first, costs ₹400 in most states.

| Examination | Fee | When held |
|---|---|---|
| Guild entrance | ₹900 | May |
| Safety licence | ₹2,100 | June and December |
"""


@pytest.fixture(scope="module")
def glassblower(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("glassblower.md", GUIDE)


def test_the_items_of_a_numbered_list_are_the_steps_where_no_heading_is_numbered() -> None:
    steps = numbered_series(parse_guide("glassblower", GUIDE, form="markdown", source="glassblower.md"))

    assert [step.name for step in steps] == ["Watch and sweep", "Gather and turn", "Blow a plain cup", "Rent a bench"]
    assert [step.time.text for step in steps if step.time] == ["2 months", "6 months", "4 months", "3 months"]


def test_a_numbered_list_that_heads_no_way_is_none() -> None:
    text = GUIDE.replace("Four milestones to your own bench", "Rules of the workshop")

    assert numbered_series(parse_guide("glassblower", text, form="markdown", source="glassblower.md")) == ()


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("what are the milestones", ["4 milestones", "1. Watch and sweep", "4. Rent a bench"]),
        ("how many milestones are there", ["4 milestones"]),
        ("Which milestone takes the longest?", ["Gather and turn", "6 months"]),
        ("how long does milestone 3 take", ["Blow a plain cup", "4 months"]),
        ("what is the third milestone", ["Make fifty cups"]),
        ("Which milestone comes just before renting a bench?", ["Milestone 3, Blow a plain cup"]),
        ("If I add up every milestone, how many months is that?", ["15 months"]),
        ("how much does a fresher get paid", ["Trainee blower", "₹2–3 LPA"]),
        ("compare trainee and master blower pay in a studio", ["₹2–3 LPA", "₹8–12 LPA"]),
        ("Which of the exams costs the most?", ["Safety licence", "₹2,100"]),
        ("who pays a master blower more, a studio or an own shop?", ["Own shop", "₹9–20 LPA", "higher of the two"]),
        ("list of all exams with fees", ["Guild entrance", "₹900", "Safety licence", "₹2,100"]),
    ],
)
def test_what_is_asked_of_the_steps_and_tables_is_answered(
    glassblower: Assistant, question: str, facts: list[str]
) -> None:
    answer = glassblower.opened(glassblower.turn(question, [])).answer

    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert [fact for fact in facts if fact not in answer.text.replace("**", "")] == [], answer.text


def test_a_milestone_that_does_not_exist_is_declined(glassblower: Assistant) -> None:
    assert glassblower.ask("how long does milestone 9 take").outcome is Outcome.DECLINED


def test_the_parts_of_something_else_are_not_counted_as_steps(glassblower: Assistant) -> None:
    assert "4 milestones" in glassblower.ask("how many steps are there").text
    assert "4 milestones" not in glassblower.ask("how many levels are there").text


@pytest.mark.parametrize(
    ("question", "named"),
    [("what comes after week 2", True), ("pay for a week", False), ("which steps are there", False)],
)
def test_a_word_for_a_time_names_a_step_only_with_its_number(question: str, named: bool) -> None:
    text = "# Baker\n\n## Week 1: Flour\n\nText.\n\n## Week 2: Yeast\n\nText.\n"
    guide = parse_guide("baker", text, form="markdown", source="baker.md")

    assert names_the_series(read_question(question), guide) is named
