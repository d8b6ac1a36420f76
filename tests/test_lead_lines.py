"""How an answer's line begins: no label name that only announces, rows named so that it reads, and sources of pay."""

from __future__ import annotations

import re

import pytest

from assistant.answerers.draft import Notes
from assistant.answerers.table_lines import row_line
from assistant.answerers.tables import TableEvidence
from assistant.ask import Assistant
from corpus.guide import Table
from corpus.parse import parse_guide


def test_a_label_that_only_announces_a_reason_is_left_out(assistant: Assistant) -> None:
    assert assistant.ask("why is mlops important").text.startswith("Most companies find it a struggle")


def test_a_label_that_says_more_is_told_with_its_step(assistant: Assistant) -> None:
    text = assistant.ask("should i write blogs about my project?").text

    assert text.startswith("Step 7, Build a Portfolio That Gets You Hired – bonus: Write a short post")


def test_text_in_a_row_is_said_of_the_row(other_assistant: Assistant) -> None:
    text = other_assistant.ask("what is the focus of a harbour pilot?").text

    assert re.match(r"Harbour Pilot – [Ff]ocus: \*\*Guiding ships into port\*\*", text)


@pytest.mark.parametrize(
    ("question", "word"), [("which keeper pays the most?", "highest"), ("lowest paying keeper level", "lowest")]
)
def test_the_most_and_the_least_of_pay_name_their_source(other_assistant: Assistant, question: str, word: str) -> None:
    text = other_assistant.ask(question).text

    assert re.search(rf", the {word} in the table \[2\]\.\n\nSource: the coast survey", text)


def test_of_times_the_longest_is_called_so(assistant: Assistant) -> None:
    assert ", the longest in the table [2]." in assistant.ask("which profile takes the most time").text


def test_the_time_of_a_step_keeps_its_own_brackets_only(assistant: Assistant) -> None:
    text = assistant.ask("which is the shortest step").text

    assert "at 3–4 weeks (alongside Step 2) [1]" in text
    assert "))" not in text


def test_a_number_in_an_item_is_told_with_what_it_is_said_of(assistant: Assistant) -> None:
    assert assistant.ask("how many projects in portfolio").text.startswith("What a strong portfolio includes: **3–5")


def test_a_column_headed_by_a_question_is_no_question_in_a_line() -> None:
    text = "# A\n\n## Jobs\n\n| Job | Eye or hand? |\n| --- | --- |\n| Lighter | Eye |\n| Rigger | Hand |\n"
    guide = parse_guide("a", text, form="markdown", source="a.md")
    section = guide.sections[-1]
    table = section.blocks[0]
    assert isinstance(table, Table)
    found = TableEvidence(guide=guide, section=section, table=table, source=None)

    assert re.match(r"Lighter – [Ee]ye or hand: \*\*Eye\*\* \[1\]", row_line(found, table.rows[0], (1,), Notes()))


def test_the_guides_question_is_not_said_before_an_answer_that_repeats_it(assistant: Assistant) -> None:
    text = assistant.ask("i am bcom grad can i become ml engineer").text

    assert text.startswith("You can become a Machine Learning Engineer without a CS degree.")
