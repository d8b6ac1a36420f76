"""Sentences as people say them with one thing turned are caught."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from assistant.grounding.amounts import amounts
from assistant.grounding.moves import is_move
from corpus.parse import parse_guide

TEXT = """# Glassblower

## Courses

| Course | Length | Fee | Needs | Seats |
| --- | --- | --- | --- | --- |
| Bench certificate | 9 months | ₹85,000 | Class 10 | 24 |
| Studio diploma | 30 months | ₹3.2 lakh | Class 12, any stream | 16 |
| Evening course | 12 weeks | ₹18,500 | None | 40 |
| Museum stay | 1 year | ₹60,000 | Letter from a curator | 6 |

## Pay

| Level | Pay | Trial, minutes |
| --- | --- | --- |
| Assistant | ₹3.1 LPA | 90 |
| Gaffer | ₹5.4-7.2 LPA | 45 |

## Health

| Check | Rule |
| --- | --- |
| Haemoglobin | 11 g for women, 13 g for men |
| Hearing | A whisper |

## Work

The furnace is lit at 5 am, and the annealer is closed after eleven. Nobody may enter the hot shop without goggles. A
piece cools for 14 hours, and roughly one in twelve cracks. A burn is treated within the shop unless it is larger than
a coin. Of the 48 studios in the survey, 31 give a meal. Most galleries take 40% of the price, a few only 25%. Nine
galleries in ten ask for a list. Some 62% of entrants fail the first test. A third of the fee is returned to whoever
leaves within 30 days. Apprentices earn at least ₹12,500 a month. Every second pupil drops out. The test has 60
questions, of which 24 right answers are enough. Exports take 21 days. Fees start at ₹9,000 and rise to ₹21,000. The
exam is held four times a year, and results come after nine weeks. The drawing test counts for 60% and the interview
for the rest. In 2011 there were 2.4 lakh potters, in 2021 there were 1.8 lakh. The median pupil needed 7 years and 8
months. A blower seldom works nights, but often on Saturdays. Trainees may not use the lathe until they have passed the
safety test. Helmets are provided free of charge, boots are not. Studios sell 120 pieces a year. About 70 recruiters
visit each January, and 12 of them hire. Few touch the pipe before the eighteenth month. Only graduates may apply.
Pupils pay ₹4,000 for a bed and ₹900 for a locker. Copying ends in meaningless work. Each diploma pupil gets a
bench. At least one piece has to be signed. The junior-most hand sweeps the shop.
Duty is capped at 35 hours in a week and 1,000 hours in a year.

The Lehr Trial is sat at home. It lasts three hours.

A radiologist reads the scan. She never tells the patient.

Mistake to avoid: Buying tongs
"""

check = partial(faults_of, parse_guide("glassblower", TEXT, form="markdown", source="glassblower.md"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The evening course runs for about five months [1].", "| Evening"),
        ("An assistant makes about 4 lakh a year [1].", "| Assistant"),
        ("The trial for an assistant takes two hours [1].", "| Assistant"),
        ("The bench certificate needs a letter from a curator [1].", "| Bench"),
        ("After 10 pm the annealer is closed [1].", "The furnace"),
        ("Exactly one in twelve pieces cracks [1].", "A piece"),
        ("Burns are treated within the shop even if they are larger than a coin [1].", "A burn"),
        ("All galleries take 40% of the price [1].", "Most galleries"),
        ("Less than six in ten entrants fail the first test [1].", "Some 62%"),
        ("At least a third of the fee is returned within 30 days [1].", "A third"),
        ("The number of potters rose from 2.4 lakh to 1.8 lakh [1].", "In 2011"),
        ("The median pupil took a little over eight years [1].", "The median"),
        ("The median pupil needed at least 7 years and 8 months [1].", "The median"),
        ("A blower always works on Saturdays [1].", "A blower"),
        ("The exam is held four times a month [1].", "The exam is"),
        ("You can take the exam every four months [1].", "The exam is"),
        ("Studios sell 120 pieces a month [1].", "Studios sell"),
        ("Few touch the pipe before the eighteenth week [1].", "Few touch"),
        ("Anybody may apply, graduate or not [1].", "Only graduates"),
        ("Mainly graduates may apply [1].", "Only graduates"),
        ("Pupils pay ₹900 for a bed and ₹4,000 for a locker [1].", "Pupils pay"),
        ("Copying ends in meaningful work [1].", "Copying"),
        ("Every pupil gets a bench [1].", "Each diploma"),
        ("A blower never works nights [1].", "A blower"),
        ("All of them have to be signed [1].", "At least one piece"),
        ("The senior hand sweeps the shop [1].", "The junior-most"),
        ("Men need 11 g and women 13 g [1].", "| Haemoglobin"),
        ("She never tells the surgeon [1].", "She never"),
    ],
)
def test_one_thing_turned_is_caught(text: str, words: str) -> None:
    assert check(text, words) != []


def test_no_single_figure_is_a_move() -> None:
    text = "The fee rose to ₹21,000"
    assert not is_move(amounts(text)[0], text, [(amounts(text)[0], text)])
