"""Counts, orders, totals and comparisons: worked out from the guide's parts, said so, with the inputs cited."""

from __future__ import annotations

import re

import pytest

from assistant.answer import Answer, Outcome
from assistant.answerers.series import numbered_series
from assistant.ask import Assistant
from assistant.grounding.extremes import comparable, extremes, figure_of
from corpus.parse import parse_guide


def worked_out(assistant: Assistant, question: str) -> Answer:
    """The answer, which must be worked out from quotes that it cites."""
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.worked_out is not None
    assert answer.worked_out.how
    assert set(answer.worked_out.inputs) <= {citation.number for citation in answer.citations}
    assert answer.worked_out.inputs
    return answer


@pytest.mark.parametrize("question", ["How many steps are there?", "number of steps in the roadmap", "kitne steps hai"])
def test_steps_are_counted_and_each_is_cited(assistant: Assistant, question: str) -> None:
    answer = worked_out(assistant, question)

    assert answer.text.startswith("**8 steps**")
    assert [re.findall(r"Step (\d)", citation.quote)[0] for citation in answer.citations] == [*"12345678"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("what comes after step 2?", "Step 3"),
        ("what comes before step 2?", "Step 1"),
        ("which step comes next after step 7", "Step 8"),
        ("which step comes before deep learning?", "Step 4"),
        ("what is the last step?", "The last step is **Step 8"),
        ("which is the first step?", "The first step is **Step 1"),
        ("what comes after step 8?", "Nothing comes after step 8"),
        ("what comes before step 1?", "Nothing comes before step 1"),
    ],
)
def test_the_order_of_steps_is_read_from_their_numbers(assistant: Assistant, question: str, first: str) -> None:
    assert worked_out(assistant, question).text.lstrip("*").startswith(first.lstrip("*"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("for what do I learn sql and git before the interview", "SQL (for data queries)"),
        ("From next week I begin the data handling part. Which tools are in that step?", "Pandas"),
    ],
)
def test_another_question_with_after_or_before_in_it_asks_for_no_step(
    assistant: Assistant, question: str, expected: str
) -> None:
    answer = assistant.ask(question)

    assert expected in answer.text
    assert answer.worked_out is None


def test_who_asks_for_the_steps_after_school_gets_all_of_them(assistant: Assistant) -> None:
    assert worked_out(assistant, "how to become ml engineer after 12th please tell steps").text.startswith(
        "**8 steps**"
    )


def test_fastest_growing_asks_for_no_least_of_a_table(assistant: Assistant) -> None:
    answer = assistant.ask("Where does Machine Learning Engineer rank among the fastest-growing tech roles?")

    assert "top three" in answer.text
    assert answer.worked_out is None


@pytest.mark.parametrize(
    "question", ["How many weeks do all the steps take in total?", "total time of the whole roadmap"]
)
def test_the_total_adds_up_the_steps_and_leaves_out_what_runs_alongside(assistant: Assistant, question: str) -> None:
    answer = worked_out(assistant, question)

    assert "**28–44 weeks**" in answer.text  # 4+4+8+8+4 and 8+6+12+12+6
    assert "step 3 runs alongside" in answer.text
    assert re.search(r"no time for step 7 \[\d\] or step 8 \[\d\]", answer.text)
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert all(time in quotes for time in ("4–8 weeks", "4–6 weeks", "3–4 weeks", "8–12 weeks"))


def test_the_total_of_another_guide_comes_from_that_guide(other_assistant: Assistant) -> None:
    answer = worked_out(other_assistant, "How long does the whole roadmap take?")

    assert "**9–14 weeks**" in answer.text
    assert "step 3 runs alongside" in answer.text
    assert re.search(r"no time for step 4 \[\d\]", answer.text)


def test_the_total_of_two_named_steps_is_not_the_time_of_one(assistant: Assistant) -> None:
    answer = assistant.ask("how long do step 2 and step 4 take together?")

    assert answer.outcome is not Outcome.ANSWERED or {"step 2", "step 4"} <= {
        " ".join(found.lower().split()) for found in re.findall(r"Step \d", answer.text, re.I)
    }, answer.text


def test_the_items_of_a_list_are_counted_where_no_sentence_states_a_number(other_assistant: Assistant) -> None:
    answer = worked_out(other_assistant, "how many things to learn in step 2?")

    assert "**3**" in answer.text
    assert "Changing a bulb" in answer.text


def test_a_stated_number_is_quoted_and_not_counted(assistant: Assistant) -> None:
    answer = assistant.ask("how many students has HTS India trained?")

    assert "65,000+" in answer.text
    assert answer.worked_out is None


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("compare fresher and senior salary", ["₹4–8 LPA", "₹25–45 LPA"]),
        ("difference between mid-level and lead salary", ["₹12–22 LPA", "₹50 LPA+"]),
    ],
)
def test_two_rows_are_compared_side_by_side_and_no_third_is_given(
    assistant: Assistant, question: str, values: list[str]
) -> None:
    answer = worked_out(assistant, question)

    assert re.findall(r"\*\*(.+?)\*\*", answer.text) == values


def test_two_rows_are_compared_in_any_guide(other_assistant: Assistant) -> None:
    answer = worked_out(other_assistant, "compare apprentice and head keeper pay")

    assert re.findall(r"\*\*(.+?)\*\*", answer.text) == ["₹2–3 LPA", "₹9–14 LPA"]


@pytest.mark.parametrize("number", [0, 9, 12])
def test_nothing_is_said_about_a_step_that_does_not_exist(assistant: Assistant, number: int) -> None:
    for question in (f"how long does step {number} take?", f"what should I learn in step {number}?"):
        answer = assistant.ask(question)
        assert answer.outcome is not Outcome.ANSWERED, answer.text


def test_a_series_is_the_longest_run_of_numbers_from_one() -> None:
    text = "# A\n\n## Step 1 — X\n\nx.\n\n## Step 2 — Y\n\ny.\n\n## Other\n\n### 1. P\n\np.\n\n### 3. Q\n\nq.\n"
    guide = parse_guide("a", text, form="markdown", source="a.md")

    assert [step.section.path[-1] for step in numbered_series(guide)] == ["Step 1 — X", "Step 2 — Y"]


def test_a_guide_without_numbers_has_no_series() -> None:
    guide = parse_guide("a", "# A\n\n## X\n\nx.\n", form="markdown", source="a.md")

    assert numbered_series(guide) == ()


@pytest.mark.parametrize(
    ("question", "value"),
    [("which keeper pays the most?", "₹9–14 LPA"), ("lowest paying keeper level", "₹2–3 LPA")],
)
def test_the_row_with_the_highest_or_lowest_figure_is_found_by_its_amount(
    other_assistant: Assistant, question: str, value: str
) -> None:
    answer = worked_out(other_assistant, question)

    assert re.findall(r"\*\*(.+?)\*\*", answer.text) == [value]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("₹4,200", 4200),
        ("₹98,000", 98_000),
        ("₹4.2 LPA", 420_000),
        ("₹50 LPA+", 5_000_000),
        ("₹4–8 LPA", 800_000),
        ("4-8LPA", 800_000),
        ("6LPA", 600_000),
        ("A$84,000", 84_000),
        ("₹900 (set in 2019)", 900),
        ("Nil, earns a stipend", 0),
        ("12 tests", None),
        ("₹70,000, rising to ₹80,000", None),  # two amounts: neither is the cell's
    ],
)
def test_an_amount_is_read_with_its_unit_and_by_its_upper_end(cell: str, value: float | None) -> None:
    figure = figure_of(cell, "amount")

    assert (figure and figure.value) == (value if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("8–12 weeks (alongside)", 84),
        ("7,500 hours", 312.5),
        ("2 years 4 months", 28 * 30.4),
        ("8 weeks, 2 hours a day", 56),
        ("3½ hours", 3.5 / 24),
        ("CAT 3 hours, GAT 2 hours", None),
    ],
)
def test_a_time_is_read_in_days(cell: str, days: float | None) -> None:
    figure = figure_of(cell, "duration")

    assert (figure and figure.value) == (days if days is None else pytest.approx(days))


def test_a_year_beside_an_amount_makes_it_no_higher() -> None:
    assert extremes(["₹900 (set in 2019)", "₹1,500"], "amount", most=True) == {1}


@pytest.mark.parametrize(
    ("cells", "same"),
    [
        (("₹4 lakh", "Rs 5 lakh"), True),
        (("AED 108,000", "£31,000"), False),
        (("Free", "₹200"), True),
        (("₹40,000 a month", "₹4–8 LPA"), False),
        (("CHF 4 lakh", "₹5 lakh"), False),
    ],
)
def test_amounts_are_compared_in_one_currency_and_by_one_period_only(cells: tuple[str, ...], same: bool) -> None:
    assert comparable(cells, "amount") is same


@pytest.mark.parametrize(
    "question", ["does step 5 take longer than step 1?", "is deep learning longer than the maths step"]
)
def test_the_times_of_two_steps_are_put_side_by_side(assistant: Assistant, question: str) -> None:
    text = worked_out(assistant, question).text

    assert "8–12 weeks" in text
    assert "4–8 weeks" in text


def test_steps_are_not_listed_for_a_question_that_wants_yes_or_no(assistant: Assistant) -> None:
    answer = assistant.ask("can i do the steps in any order i like")

    assert "in order" in answer.text
    assert "Step 8" not in answer.text
