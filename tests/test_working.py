"""Orders and comparisons are done again from the quotes by the check: what comes out otherwise is a fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answerers.draft import Compared, Draft, Operation, Quote, Working
from assistant.grounding import faults
from corpus.guide import Span, Table
from corpus.parse import parse_guide

TEXT = """# Diver

## Pay

| Level | Pay |
| --- | --- |
| New | ₹900 (set in 2019) |
| Old | ₹1,500 |

### Step 1 — Swim

Swim.

### Step 2 — Dive

Dive.
"""
GUIDE = parse_guide("diver", TEXT, form="markdown", source="diver.md")
PAY, SWIM, DIVE = (
    next(section for section in GUIDE.sections if section.path[-1:] == (name,))
    for name in ("Pay", "Step 1 — Swim", "Step 2 — Dive")
)
TABLE = next(block for block in PAY.blocks if isinstance(block, Table))
NEW, OLD = (row.cells[1] for row in TABLE.rows)


def highest(taken: Span, text: str) -> Draft:
    place = [row.cells[1] for row in TABLE.rows].index(taken)
    row = Quote(guide=GUIDE, section=PAY, span=TABLE.rows[place].span, header=TABLE.header.span)
    whole = Quote(guide=GUIDE, section=PAY, span=TABLE.span)
    compared = Compared(kind="amount", most=True, figures=(NEW, OLD), taken=(taken,))
    working = Working(operation=Operation.COMPARE, how="compared the rows", compared=(compared,))
    return Draft(text=text, quotes=(row, whole), working=working)


def test_the_highest_of_the_quoted_figures_is_found_again() -> None:
    assert faults(highest(OLD, "Pay for Old: **₹1,500** [1], the highest in the table [2].")) == []


def test_another_figure_taken_as_the_highest_is_a_fault() -> None:
    found = faults(highest(NEW, "Pay for New: **₹900 (set in 2019)** [1], the highest in the table [2]."))

    assert found == ["The highest of the quoted figures is another."]


@pytest.mark.parametrize(
    "text", ["Pay for Old: **₹1,500** [1], the lowest in the table [2].", "It is the highest in the table [1][2]."]
)
def test_a_text_that_does_not_say_what_was_taken_is_a_fault(text: str) -> None:
    assert faults(highest(OLD, text)) == ["The text does not name the highest of the quoted figures."]


def test_a_figure_that_was_compared_without_being_quoted_is_a_fault() -> None:
    draft = highest(OLD, "Pay for Old: **₹1,500** [1], the highest.")

    assert faults(replace(draft, quotes=draft.quotes[:1])) == [
        "A figure that was compared stands in none of the quotes."
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("**Step 2, Dive** [1] comes after Step 1, Swim [2].", True),
        ("**Step 2, Dive** [1] comes before Step 1, Swim [2].", False),
        ("After Swim [2] comes: Dive [1]", True),
        ("Before Swim [2] comes: Dive [1]", False),
        ("The last step is **Step 2, Dive** [1], and before it [2].", True),  # no order of the two quotes is told
    ],
)
def test_what_comes_before_or_after_is_seen_from_the_places_of_the_quotes(text: str, right: bool) -> None:
    quotes = tuple(Quote(guide=GUIDE, section=s, span=s.heading) for s in (DIVE, SWIM) if s.heading)
    draft = Draft(text=text, quotes=quotes, working=Working(operation=Operation.ORDER, how="took the next step"))

    assert faults(draft) == ([] if right else ["The quotes stand in another order in the guide."])
