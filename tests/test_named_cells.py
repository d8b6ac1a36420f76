"""A question that names a cell whole, by row and column, is answered with that cell whatever kind it sounds like."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ask import Assistant

GUIDE = """# Becoming a Ferry Keeper

A ferry keeper is a person who runs a small ferry and looks after everyone on it.

## Kinds of ferry work

| Kind | People at a time | May sign the log? | Paid by | Main work |
|---|---|---|---|---|
| Ferry keeper | 40 to 60 | Yes | Month | Steering, docking, rescue drills |
| Rope hand | 12 | No | Shift | Ropes and gangway |
| Ticket clerk | 90 | Only on Sundays | Hour | Tickets and change |

## What it takes

You keep calm when the water is rough. It takes 8 months to learn the river.
"""


@pytest.fixture(scope="module")
def ferry(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("ferry-keeper.md", GUIDE)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("People at a time for rope hand?", "People at a time for Rope hand: **12** [1]"),  # no time
        ("rope hand paid by", "Rope hand – Paid by: **Shift** [1]"),  # no amount
        ("what is the main work of a ferry keeper?", "Ferry keeper – Main work: **Steering, docking, rescue drills**"),
        ("May sign the log for ticket clerk?", "Ticket clerk – May sign the log: **Only on Sundays** [1]"),
    ],
)
def test_a_whole_header_and_row_get_their_cell(ferry: Assistant, question: str, text: str) -> None:
    assert ferry.ask(question).text.startswith(text)


def test_a_question_that_says_more_than_row_and_column_is_no_named_cell(ferry: Assistant) -> None:
    assert ferry.ask("what is a ferry keeper?").text.startswith("A ferry keeper is a person")
    assert "**12**" not in ferry.ask("which people at a time sue a rope hand for damages?").text
