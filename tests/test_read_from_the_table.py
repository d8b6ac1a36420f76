"""What a table tells when read as a whole: rows that meet a condition, columns compared, the cell that says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant

GUIDE = """# The Ferry Pilot: Career Guide

A ferry pilot steers passenger ferries over a lagoon. Every ferry pilot is licensed by the port.

## Courses compared

| Course | Length | Fee | Where |
|---|---|---|---|
| Deck certificate | 10 weeks | ₹18,000 | Kochi |
| Diploma in navigation | 18 months | ₹90,000 | Goa |
| Advanced diploma in navigation | 9 months | ₹2,40,000 | Goa |
| Marine degree | 4 years | ₹6,00,000 | Chennai |

## What the work pays

| Route | Deckhand | Ferry pilot | Night work |
|---|---|---|---|
| Lagoon crossing | ₹16,000 a month | ₹41,000 a month | None |
| Island loop | ₹19,000 a month | ₹52,000 a month | Twice a week |

Breakers of ice work at night. An instructor of the port school starts at ₹48,000 a month.

## Tools on board

| Tool | Used for | Price to a learner |
|---|---|---|
| Radar trainer | Fog | Free |
| Chart plotter | Routes | ₹12,000 |
| Tide tables | Depth | Free |

## Branches

| Branch | What is different | Pay against the lagoon |
|---|---|---|
| Rescue boats | Weather | 20% more |
| Car ferries | Ramps | 5% less |

## Myths

- **Ferries are for those who failed at sea.** Of our pilots 30% had left a ship's bridge by choice.
- **It is no job for women.** A fifth of the last batch were women.

## Questions

### Can I become a ferry pilot without a degree?

Yes, but by the deck. Two seasons as a deckhand and the port's test are asked for.

### Can I become a harbour master from here?

Only with ten years of command and a degree.
"""


@pytest.fixture(scope="module")
def ferry(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("ferry-pilot.md", GUIDE)


@pytest.mark.parametrize(
    ("question", "held", "lacking"),
    [
        ("courses under 1 lakh", ["₹18,000", "₹90,000"], ["₹2,40,000", "₹6,00,000"]),
        ("which courses cost more than 2 lakh?", ["₹2,40,000", "₹6,00,000"], ["₹18,000", "₹90,000"]),
        ("which courses take less than 1 year", ["10 weeks", "9 months"], ["18 months", "4 years"]),
        ("which tools are free?", ["Radar trainer", "Tide tables"], ["Chart plotter"]),
        ("diploma fee", ["₹90,000"], ["₹2,40,000"]),
        ("fee and length of the marine degree", ["₹6,00,000", "4 years"], ["₹18,000"]),
        ("is the radar trainer free?", ["Yes", "Price to a learner"], ["Fog"]),
        ("pay on rescue boats", ["20% more"], ["5% less"]),
        ("do I need a degree?", ["Can I become a ferry pilot without a degree?", "Yes, but by the deck"], []),
        ("are ferries for people who failed at sea?", ["is a myth", "30%"], []),
    ],
)
def test_the_rows_and_cells_that_are_asked_for_are_told(
    ferry: Assistant, question: str, held: list[str], lacking: list[str]
) -> None:
    answer = ferry.ask(question)

    assert answer.outcome is Outcome.ANSWERED
    assert all(one in answer.text for one in held), answer.text
    assert not any(one in answer.text for one in lacking), answer.text


def test_two_columns_of_a_row_are_told_side_by_side_with_their_difference(ferry: Assistant) -> None:
    answer = ferry.ask("how much more does a ferry pilot earn than a deckhand on the island loop?")

    assert "₹19,000" in answer.text
    assert "₹52,000" in answer.text
    assert "₹33,000" in answer.text
    assert answer.worked_out is not None


@pytest.mark.parametrize(
    "question",
    [
        "breaker salary",  # ice breakers are named, a breaker's salary is not
        "kayaker salary",
        "write my resume",
        "fees",  # of what is said by no line; the guide has courses with fees, so it is asked back
    ],
)
def test_what_only_looks_like_it_is_not_told(ferry: Assistant, question: str) -> None:
    answer = ferry.ask(question)

    assert answer.outcome is not Outcome.ANSWERED, answer.text
