"""By how much one row is more than another: worked out end by end where both are alike, and done again by the check."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answerers.differences import difference_told
from assistant.answerers.draft import Draft, Operation, Quote, Working
from assistant.ask import Assistant
from assistant.grounding import faults
from corpus.guide import Table
from corpus.parse import parse_guide


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("₹4–8 LPA", "₹25–45 LPA", "₹21–37 LPA"),
        ("₹4.5–6 LPA", "₹6–8.5 LPA", "₹1.5–2.5 LPA"),
        ("₹20,000 a month", "₹35,500 a month", "₹15,500 a month"),
        ("6–9 months", "12–16 months", "6–7 months"),
        ("10–14 months", "14–18 months", "4 months"),  # the same at both ends
        ("₹4 to ₹8 lakh", "₹6 to ₹10 lakh", "₹2 lakh"),
    ],
)
def test_two_like_amounts_are_taken_from_each_other_end_by_end(first: str, second: str, told: str) -> None:
    assert difference_told(first, second) == told


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("₹50 LPA+", "₹4–8 LPA"),  # an open end
        ("₹0–1 LPA", "₹2–4 LPA"),  # nothing shows the unit of 0
        ("₹5 LPA", "₹4–8 LPA"),  # a figure and a range
        ("₹20,000", "₹1.2 lakh"),  # thousands and lakhs
        ("$20,000", "₹30,000"),
        ("₹20,000 a month", "₹3,00,000 a year"),
        ("10–12 months", "11–12 months"),  # no more at the upper end
        ("₹4–8 LPA", "by experience"),
        ("₹25–45 LPA", "₹4–8 LPA"),  # less
    ],
)
def test_amounts_that_are_not_alike_have_no_difference(first: str, second: str) -> None:
    assert difference_told(first, second) is None


def test_how_much_more_gets_both_rows_their_difference_and_the_source(other_assistant: Assistant) -> None:
    answer = other_assistant.ask("how much more does a head keeper earn than an apprentice")

    assert "₹2–3 LPA** [1]" in answer.text
    assert "₹9–14 LPA** [2]" in answer.text
    assert (
        "From Apprentice (0–1 year) to Head Keeper (7+ years) it is ₹7–11 LPA more, end for end [1][2]." in answer.text
    )
    assert answer.worked_out is not None


def test_a_difference_that_does_not_come_out_of_the_quoted_rows_is_a_fault() -> None:
    text = "# A\n\n## Pay\n\n| Level | Pay |\n| --- | --- |\n| New | ₹4–8 LPA |\n| Old | ₹25–45 LPA |\n"
    guide = parse_guide("a", text, form="markdown", source="a.md")
    section = guide.sections[-1]
    table = section.blocks[0]
    assert isinstance(table, Table)
    quotes = tuple(Quote(guide=guide, section=section, span=row.span, header=table.header.span) for row in table.rows)
    right = Draft(
        text="The difference is ₹21–37 LPA [1][2].",
        quotes=quotes,
        working=Working(operation=Operation.DIFFERENCE, how="took one row from the other"),
    )

    assert faults(right) == []
    assert faults(replace(right, text="The difference is ₹21–38 LPA [1][2]."))
