"""Which row, list or item is meant where the question says it in other words than the guide."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant


@pytest.mark.parametrize(
    ("question", "row", "other"),
    [
        ("fresher from mechanical branch, how long to become ml engineer", "14–18 months", "10–14 months"),
        (
            "I am in final year BTech CSE, how many months to become an ml engineer",
            "10–14 months",
            "14–18 months",
        ),
        ("main bank me job karta hu, coding nahi aati, kitne mahine lagenge", "12–16 months", "6–9 months"),
    ],
)
def test_a_row_is_told_by_the_visitors_situation(assistant: Assistant, question: str, row: str, other: str) -> None:
    answer = assistant.ask(question)

    assert row in answer.text
    assert other not in answer.text


def test_a_list_is_told_by_the_word_that_its_neighbours_introduction_lacks(assistant: Assistant) -> None:
    answer = assistant.ask("Which unsupervised learning algorithms are in Step 4?")

    assert "DBSCAN" in answer.text
    assert "Decision Trees" not in answer.text


@pytest.mark.parametrize("question", ["what are pandas used for", "why do we need pandas", "pandas is for what"])
def test_what_something_is_for_is_told_by_the_item_that_says_so(assistant: Assistant, question: str) -> None:
    assert "loading, filtering, and transforming data" in assistant.ask(question).text


def test_which_thing_something_is_done_with_is_no_question_of_how(assistant: Assistant) -> None:
    assert "FastAPI" in assistant.ask("how to give a model as rest api, which framework").text


def test_two_rows_that_are_named_are_both_given(assistant: Assistant) -> None:
    answer = assistant.ask("salary of fresher and senior")

    assert "₹4–8 LPA" in answer.text
    assert "₹25–45 LPA" in answer.text
    assert "₹12–22 LPA" not in answer.text


def test_of_two_rows_the_one_that_holds_what_is_asked_is_given(assistant: Assistant) -> None:
    answer = assistant.ask("who builds data pipelines, data scientist or data engineer")

    assert "infrastructure" in answer.text
    assert "notebooks" not in answer.text
