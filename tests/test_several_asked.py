"""Two questions in one message: both parts, or one part and an honest line on the other."""

from __future__ import annotations

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.several_asked import questions_in


@pytest.mark.parametrize(
    ("asked", "questions"),
    [
        ("fresher salary and also how many hours daily", ("fresher salary", "how many hours daily")),
        ("What is the pay? And how long does it take?", ("What is the pay", "how long does it take?")),
        ("tell me about step 2 and what it needs", ("tell me about step 2", "what it needs")),
        ("what does a senior earn and which companies hire", ("what does a senior earn", "which companies hire")),
        (
            "what tools in step 3 and how long, and what's the salary",
            ("what tools in step 3", "how long", "what's the salary"),
        ),
        ("salary and time for freshers?", ("salary for freshers?", "time for freshers?")),
        (
            "salary, time and skills for a fresher",
            ("salary for a fresher", "time for a fresher", "skills for a fresher"),
        ),
        (
            "difference between a cook and a baker and which pays more",
            ("difference between a cook and a baker", "which pays more"),
        ),
        ("fee and length of the diploma", ("fee of the diploma", "length of the diploma")),
        ("step 4 duration and key library", ("step 4 duration", "step 4 key library")),
        ("salary of a cook and visa cost", ("salary of a cook", "visa cost of a cook")),
        ("pay of a cook and fees of a diploma", ("pay of a cook", "fees of a diploma")),
    ],
)
def test_two_questions_are_told_apart(asked: str, questions: tuple[str, ...]) -> None:
    assert questions_in(asked) == questions


@pytest.mark.parametrize(
    "asked",
    [
        "what is the salary of a fresher and a senior",
        "what is the difference between data science and what engineers do",
        "I have a CS degree and how long will it take",
        "which tools do I learn and how",
        "how much does a fresher earn",
        "what is it, and how long is it, and what does it cost, and who hires",
        "is maths and statistics needed?",
        "skills and tools of a cook",
        "which companies and recruiters hire",
        "difference between salary and package",
    ],
)
def test_one_question_stays_one(asked: str) -> None:
    assert questions_in(asked) == (asked,)


def test_both_parts_are_answered_with_their_own_marks(assistant: Assistant) -> None:
    answer = assistant.ask("what does a fresher earn and how long does step 2 take?")

    assert answer.outcome is Outcome.ANSWERED
    assert "₹4–8 LPA" in answer.text
    assert "4–6 weeks" in answer.text
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    mark = answer.text.split("4–6 weeks")[1]
    [weeks] = [citation for citation in answer.citations if "4–6 weeks" in citation.quote]
    assert f"[{weeks.number}]" in mark
    assert answer.interpreted_as is None


def test_the_second_part_is_read_after_the_first(assistant: Assistant) -> None:
    answer = assistant.ask("what should I learn in step 2 and how long does it take?")

    assert "Core syntax" in answer.text
    assert "4–6 weeks" in answer.text


def test_a_part_that_the_guide_lacks_is_said_to_be_lacking(assistant: Assistant) -> None:
    answer = assistant.ask("what does a senior earn and how much is a house in Pune?")

    assert answer.outcome is Outcome.ANSWERED
    assert "₹25–45 LPA" in answer.text
    assert "On “how much is a house in Pune”: the guide does not say" in answer.text
    assert all("house" not in citation.quote for citation in answer.citations)


def test_where_neither_part_is_answered_it_declines(assistant: Assistant) -> None:
    answer = assistant.ask("what is the salary in Germany and what is the course fee?")

    assert answer.outcome is Outcome.DECLINED


def test_follow_ups_go_on_from_a_message_with_two_questions(assistant: Assistant) -> None:
    answer = assistant.ask("and a senior?", ["what does a fresher earn and how long does step 2 take?"])

    assert "₹25–45 LPA" in answer.text
