"""What stands in the place of what the quotes have: another noun, share, time, stage or neighbour, and a "not"."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from corpus.parse import parse_guide

TEXT = """# Glazier

## Trade

A glazier cuts panes in the workshop of a master. Wet putty is pressed into the frame before the pane is set. The
helper checks every pane while the master cuts the lead. Most yards let you sit the trade test again after a year.
No diploma is required, but you must understand the basic rules of safety. Three-quarters of the orders are for shops.
Nearly all of them are paid late. Spring is busy in schools, winter slow in hotels; holidays are hard to get. The
trade test asks for cutting, grinding and leading. Without a number from the guild, no yard is open to you. Owners who
deliver within a week have held their prices. The guild tops the list of the lenders. Two panes in ten crack in the
oven. A handful of large yards ask for a driving licence. Curved panes are dearer than flat ones.

The rungs are helper, fitter, cutter and foreman. A window goes through sketch -> template -> cut pane.

Cutters of coloured glass are kept away from the kiln. A stranger can find the yard from the map. The exhibition is
held in spring. Whoever forgets to renew by March is struck off. The card is given after the test and not by post.
Skip enamel for now. Factory yards follow at some 15% less, with free meals. A commerce pupil is not shut out.
Hardly more than 300 glaziers work in the hills. The fee of the guild is ₹2,000 more than that of the town.

## Order of joining

1. Sign the book of the guild
2. Pay the fee
3. Take the oath

## Hours

| Yard | Hours | Night duty | Start | Tenth year |
| --- | --- | --- | --- | --- |
| Factory | 48 | Rarely | ₹22,000 | ₹75,000 |
| Studio | 40 | No | ₹18,000 | ₹60,000 |

## Questions

**Is an arts pupil eligible?** He is not. He may help in the yard.
"""

check = partial(faults_of, parse_guide("glazier", TEXT, form="markdown", source="glazier.md"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A glazier cuts panes in the kiln of a master [1].", "A glazier cuts"),
        ("Wet putty is pressed into the frame after the pane is set [1].", "Wet putty"),
        ("The helper checks every pane before the master cuts the lead [1].", "helper checks"),
        ("Most yards do not let you sit the trade test again after a year [1].", "Most yards let"),
        ("You need no diploma, and you need not understand the basic rules of safety [1].", "No diploma is"),
        ("All of the orders are for shops [1].", "Three-quarters of"),
        ("A few of them are paid late [1].", "Nearly all"),
        ("Most large yards ask for a driving licence [1].", "A handful"),
        ("The trade test asks for only cutting and grinding [1].", "asks for cutting"),
        ("You can work in a yard even without a number from the guild [1].", "Without a number"),
        ("Owners who deliver within a week have lost their prices [1].", "Owners who"),
        ("The guild trails the list of the lenders [1].", "The guild tops"),
        ("You rise from helper to cutter, fitter and foreman [1].", "The rungs"),
        ("The rungs are fitter, helper, cutter and foreman [1].", "The rungs"),
        ("Last of all sign the book of the guild [1].", "Sign the book"),
        ("Your foreman can find the yard from the map [1].", "A stranger can"),
        ("Start on enamel now [1].", "Skip enamel"),
        ("Commerce pupils are shut out [1].", "A commerce pupil"),
        ("All kinds of panes are dearer than flat ones [1].", "Curved panes"),
    ],
)
def test_another_one_in_the_same_place_is_a_fault(text: str, words: str) -> None:
    assert check(text, words) != []


def test_a_range_of_two_rows_or_turned_round_is_none_of_one_row() -> None:
    assert check("In a factory pay goes from ₹22,000 to ₹60,000 [1].", "| Factory") != []
    assert check("In a factory pay goes from ₹75,000 to ₹22,000 [1].", "| Factory") != []


def test_one_of_a_crew_is_not_another() -> None:
    assert check("The foreman checks every pane while the master cuts the lead [1].", "helper checks") != []
