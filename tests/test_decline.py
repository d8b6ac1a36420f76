"""What a decline says: the owner's line only where it is on what was asked, near sections only where they are near."""

from __future__ import annotations

import pytest

from assistant.answer import Decline, Outcome, Reason
from assistant.ask import Assistant
from assistant.decline import sections_named
from corpus.parse import parse_guide

PREPARED = [
    ("ML salary in Canada", "The guide gives no salary for Canada."),
    ("salary in Australia", "The guide gives no salary for Australia."),
    ("DevOps engineer salary kitni hai", "The guide gives no pay for DevOps engineers."),
    ("what is the salary in Bangalore", "The guide gives pay for India as a whole, not for single cities."),
    ("who is the trainer", "The guide names no trainers of the courses."),
    ("who is the director of HTS", "The guide does not say who owns or runs the institute."),
    ("what are the fees", "The guide gives no fees for any course."),
    ("is there a placement guarantee", "The guide mentions placement support but gives no record or guarantee of it."),
    ("does infosys hire", "The guide names a few hiring companies, and none but these."),
    ("how many ML engineers work in Swiggy", "The guide does not say."),  # its pay is what the owner expects asked
]


def declined(assistant: Assistant, asked: str, *history: str) -> Decline:
    answer = assistant.ask(asked, history)
    assert answer.outcome is Outcome.DECLINED
    assert answer.decline is not None
    return answer.decline


@pytest.mark.parametrize(("asked", "said"), PREPARED, ids=[asked for asked, _ in PREPARED])
def test_a_prepared_line_is_on_what_was_asked(assistant: Assistant, asked: str, said: str) -> None:
    assert declined(assistant, asked).said == said


def test_a_follow_up_gets_the_line_for_its_place(assistant: Assistant) -> None:
    assert declined(assistant, "and in Canada?", "fresher salary").said == "The guide gives no salary for Canada."


@pytest.mark.parametrize("asked", ["how much is a house in Pune", "what does a web designer earn in Zanzibar"])
def test_a_question_on_something_else_in_words_of_a_topic_gets_no_prepared_line(
    assistant: Assistant, asked: str
) -> None:
    assert not declined(assistant, asked).by_owner


def test_a_line_names_nothing_that_was_not_asked_for(assistant: Assistant) -> None:
    said = " ".join(declined(assistant, asked).said for asked, _ in PREPARED)

    assert [name for name in ("New Zealand", "MLOps", "testing", "Udemy", "GPU") if name in said] == []


@pytest.mark.parametrize(
    "asked", ["which laptop should i buy", "do you have EMI option", "how do I become a nurse", "which pen is best"]
)
def test_no_section_is_offered_where_none_is_near(assistant: Assistant, asked: str) -> None:
    assert declined(assistant, asked).near == ()


def test_a_near_faq_is_offered_by_its_question_and_never_by_the_heading_of_all(assistant: Assistant) -> None:
    near = declined(assistant, "should i do mtech or job").near
    unprepared = declined(assistant, "is a data scientist salary in 2031 better than machine learning engineering").near

    assert near == ("Can I become a Machine Learning Engineer without a CS degree?",)
    assert "Which is better — Data Science or Machine Learning Engineering?" in unprepared
    assert "Frequently Asked Questions" not in unprepared


def test_a_section_is_offered_only_for_words_of_its_own(other_assistant: Assistant) -> None:
    assert declined(other_assistant, "How much does a keeper earn in Canada?").near == ("Keeper Pay in India",)
    assert declined(other_assistant, "Which motorcycle should I buy for the ferry queue?").near == ()


@pytest.mark.parametrize("asked", ["weather in delhi today", "who won the IPL final?", "paneer butter masala recipe"])
def test_nobody_is_sent_to_a_counsellor_for_the_weather(assistant: Assistant, asked: str) -> None:
    decline = declined(assistant, asked)

    assert decline.off_topic
    assert "achine" in decline.said  # what the guide is about, and so what may be asked
    assert "For this" not in decline.text
    assert decline.contact in decline.text


def test_what_can_be_asked_is_said_in_the_name_of_the_guides_career(other_assistant: Assistant) -> None:
    answer = other_assistant.ask("Who won the cricket match?")

    assert answer.reason is Reason.OFF_TOPIC
    assert "I can help with questions about a career as a lighthouse keeper." in answer.text


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Step 2 — Learn rigging", "Learn rigging"),
        ("Week 3: Knots", "Knots"),
        ("4.1 Stage 1: Sails", "Sails"),
        ("3. Pay", "Pay"),
        ("Top 10 Colleges", None),  # a figure of what is named, so it is not offered at all
        ("Class 12 Subjects", None),
        ("10-day plan", None),
    ],
)
def test_a_section_is_named_without_its_number_and_never_without_a_part_of_its_name(
    heading: str, name: str | None
) -> None:
    guide = parse_guide("sailor", f"# Sailor\n\n## {heading}\n\nText.\n", form="markdown", source="sailor.md")
    cut = (name, "Colleges", "Subjects", "day plan")

    found = sections_named(guide, [one for one in cut if one])

    assert [guide.sections[number].path[-1] for number in found] == ([heading] if name else [])
