"""Later turns: what "it", "that step", "both" and "there" mean after several messages, and what a figure changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant

MATHS = ["which maths do i need", "where can i learn it", "is khan academy free"]


def read(assistant: Assistant, history: list[str], message: str) -> str:
    turn = assistant.turn(message, history)
    return turn.asked or message


@pytest.mark.parametrize(
    ("history", "message", "expected"),
    [
        ([*MATHS, "and 3blue1brown? is it in hindi"], "how long should that step take", "4–8 weeks"),
        (MATHS, "next step?", "Step 2"),
        (["what is in step 3"], "next step?", "Step 4"),
        (["salary of an ml engineer with 3 yrs exp"], "and 6?", "₹25–45 LPA"),
        (["fresher bina cs kitna time"], "with cs?", "10–14 months"),
        (["how many months for a non cs fresher"], "and with cs?", "10–14 months"),
        (["fresher bina cs kitna time", "with cs?"], "difference kitna hai dono me", "4 months more"),
        (["salary of mid level"], "per month kitna hua", "₹1–1.8 lakh a month"),
        (["Do I need cloud"], "which ones", "AWS SageMaker"),
        (["what should i learn in step 4"], "estimated time?", "8–12 weeks"),
        (["I am a software developer, is ML right for me?"], "so how much time will it take me then?", "6–9 months"),
        ([], "Is it worth writing about my projects online? Where should I post?", "Medium"),
    ],
)
def test_a_later_turn_is_answered_for_what_was_answered_before(
    assistant: Assistant, history: list[str], message: str, expected: str
) -> None:
    answer = assistant.ask(message, history)

    assert answer.outcome is Outcome.ANSWERED
    assert expected in answer.text


@pytest.mark.parametrize(
    ("history", "message", "expected"),
    [
        (MATHS, "and 3blue1brown? is it in hindi", "and 3blue1brown? is it in hindi"),  # it names what "it" is
        (["us salary senior"], "and for freshers there", "us salary freshers"),
        (["what do leads make"], "and for mid-level?", "what do mid-level make"),
        (["is docker needed"], "what if only 2 hours daily", "is docker needed if only 2 hours daily"),
        (["flask ya fastapi?"], "which is faster", "which of flask or fastapi is faster"),
        (["what is the minimum age"], "sorry i meant what is a neural network", "what is a neural network"),
    ],
)
def test_a_later_turn_is_read_in_whole_words(
    assistant: Assistant, history: list[str], message: str, expected: str
) -> None:
    assert read(assistant, history, message) == expected


@pytest.mark.parametrize("message", ["next step?", "next", "what comes next", "which is the next one"])
def test_a_first_turn_that_asks_for_the_next_step_is_asked_back(assistant: Assistant, message: str) -> None:
    assert assistant.ask(message).outcome is Outcome.CLARIFY


GUIDE = """# The Lock Keeper

A lock keeper opens the gates of a canal.

## Training

| Course | Fee | Length |
|---|---|---|
| Bank diploma | ₹40,000 | 6 months |
| Tow diploma | ₹65,000 | 9 months |
| Quay diploma | ₹90,000 | 14 months |

## Licence

The licence exam costs ₹900. A watch lasts four hours, except for night keepers, whose watches last six hours.

### Step 1 — Pass the medical

The doctor looks at eyes and ears.

**Cost:** ₹700

### Step 2 — Learn to swim

The canal office runs the pool.

**Cost:** ₹1,500

## Mistakes to avoid

- Opening both gates at once
- Sleeping on watch

## Tips from old keepers

- Listen to the water
- Oil the hinges in May
"""


@pytest.mark.parametrize(
    ("history", "message", "expected"),
    [
        (["fee of the bank diploma", "fee of the quay diploma"], "difference between the two?", "₹50,000"),
        (["fee of the bank diploma", "and the tow diploma?"], "total of both", "₹65,000"),
        (["what does step 1 need"], "cost?", "₹700"),
        (["how long is a watch"], "and for night keepers?", "six hours"),
        (["what mistakes should i avoid"], "thanks, and tips from old keepers?", "Oil the hinges"),
        (["who looks at the eyes"], "next step?", "Step 2"),
    ],
)
def test_a_later_turn_in_another_guide(
    over_text: Callable[[str, str], Assistant], history: list[str], message: str, expected: str
) -> None:
    answer = over_text("lock-keeper.md", GUIDE).ask(message, history)

    assert answer.outcome is Outcome.ANSWERED
    assert expected in answer.text


@pytest.mark.parametrize(
    ("history", "message"),
    [
        (["fee of the bank diploma"], "can i do it online"),
        (["fee of the bank diploma"], "which institute is best for it"),
        (["how long is the tow diploma"], "is there an entrance test for it"),
        (["fee of the tow diploma"], "how many vacancies do they have"),
        (["fee of the tow diploma"], "interest rate?"),
        (["fee of the tow diploma"], "and in Vadodara?"),  # the same row again would be no answer
        (["bank diploma or tow diploma"], "which is nicer"),
    ],
)
def test_what_a_later_turn_asks_of_a_thing_has_to_be_said_of_it(
    over_text: Callable[[str, str], Assistant], history: list[str], message: str
) -> None:
    assert over_text("lock-keeper.md", GUIDE).ask(message, history).outcome is Outcome.DECLINED
