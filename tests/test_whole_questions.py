"""Whole questions after other questions: they are read and answered as if they were the first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.opening import leans_on
from assistant.pointing import points_back

WHOLE = [
    "What are the papers in the state test for IT officers?",
    "Are there enough jobs for everyone who passes out of college in this?",
    "What is the name for outfits that want heaps of words?",
    "Is there a firm that doesn't care?",
    "What does this work do to your body over the years?",
    "Is there a corner of this field for me?",
    "What is the top figure one could reach with a maker?",
    "What are newcomers worst at, in the eyes of their bosses?",
    "Will it rain in Sanand tomorrow?",
    "Is it a stable career?",
    "What is left for people to do once machines write it all?",
    "how many days does it take to come payment",
    "is there a moment to ask",
]
FOLLOWING = [
    "can i do it online",
    "is there one with text?",
    "which one is for photos?",
    "the cotton one, what is the right answer?",
    "only these or small ones also?",
    "how much do they pay there",
    "what is the minimum for that exam",
    "i want that but in government",
    "salary of the first one?",
]
GUIDE = """# The Lock Keeper

A lock keeper opens the gates of a canal.

## Training

| Course | Fee | Length |
|---|---|---|
| Bank diploma | ₹40,000 | 6 months |
| Tow diploma | ₹65,000 | 9 months |

## Pay

| Post | 5 years | 8 years |
|---|---|---|
| Junior keeper | ₹20,000 | ₹26,000 |
| Senior keeper | ₹41,000 | ₹52,000 |

| Town | Pay of a fresher | Share of openings |
|---|---|---|
| Surat | ₹21,000 | 36% |
| Nagpur | ₹19,000 | 11% |

## Rules

If an officer finds that a keeper is asleep, she loses a week's pay. Keepers with a permit may work at weekends.
"""


@pytest.mark.parametrize("message", WHOLE)
def test_a_whole_question_points_at_nothing_said_before(message: str) -> None:
    assert not points_back(message)


@pytest.mark.parametrize("message", FOLLOWING)
def test_a_follow_up_points_at_something_said_before(message: str) -> None:
    assert points_back(message)


@pytest.mark.parametrize("message", ["if a keeper sleeps on watch, how much pay is lost", "is there a moment to ask"])
def test_a_question_with_its_own_condition_leans_on_nothing(message: str) -> None:
    assert not leans_on(message)


@pytest.mark.parametrize(
    "message",
    [
        "Will it rain in Sanand tomorrow?",
        "Is it a stable career?",
        "What if an officer finds that she is asleep?",
        "What will be left for people to do once the machines write it all?",
        "If I leave my lock for a bridge, how big a cut do I take?",
        "Who should not become a lock keeper",
    ],
)
def test_a_whole_question_is_read_as_it_stands(over_text: Callable[[str, str], Assistant], message: str) -> None:
    turn = over_text("lock-keeper.md", GUIDE).turn(message, ["fee of the bank diploma", "how long is the tow diploma"])

    assert turn.asked == message


@pytest.mark.parametrize(
    ("history", "message", "read"),
    [
        (["how much do they pay a keeper at 5 years"], "and with 8 years?", "how much do they pay a keeper at 8 years"),
        (["fresher pay in surat"], "what percent of jobs are there", "what percent of jobs are in surat"),
        (["what does a junior keeper earn"], "and the senior one?", "what does a senior keeper earn"),
        (["how long is the night shift"], "can i do it from home instead", "can i do it from home instead"),
        (["fee of the bank diploma"], "can i work on sat sun", "can i work on weekends"),
    ],
)
def test_a_follow_up_is_read_with_what_it_goes_on_with(
    over_text: Callable[[str, str], Assistant], history: list[str], message: str, read: str
) -> None:
    turn = over_text("lock-keeper.md", GUIDE).turn(message, history)

    assert turn.asked == read


def test_a_clause_that_lays_a_question_aside_is_still_left_out(
    over_text: Callable[[str, str], Assistant],
) -> None:
    answer = over_text("lock-keeper.md", GUIDE).ask("leave the fee, how long is the tow diploma", ["bank diploma fee"])

    assert answer.outcome is Outcome.ANSWERED
    assert "9 months" in answer.text


@pytest.mark.parametrize("message", ["jee rank for cse", "who was the oldest that joined your batches"])
def test_what_no_guide_says_stays_declined_after_two_questions_in_one(
    over_text: Callable[[str, str], Assistant], message: str
) -> None:
    keepers = over_text("lock-keeper.md", GUIDE)
    before = "what is the pay and how long is the bank diploma"
    assert keepers.ask(before).outcome is Outcome.ANSWERED
    assert keepers.ask(message, [before]).outcome is Outcome.DECLINED
