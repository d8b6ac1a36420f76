"""The turn on a follow-up: with the question before, alone after all, or from where the answer before stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.neighbouring_row import points_at_neighbour


@pytest.mark.parametrize(
    ("history", "message", "expected"),
    [
        (["should I practise leetcode also?"], "easy ones or tough ones?", "medium"),
        (["If I know only Python will I get an ML job?"], "what else?", "SQL"),
        (["what do very experienced people earn in India?"], "same person in America?", "$150,000–$250,000"),
    ],
)
def test_a_message_that_is_not_answered_alone_goes_on_with_the_question_before(
    assistant: Assistant, history: list[str], message: str, expected: str
) -> None:
    answer = assistant.ask(message, history)

    assert answer.outcome is Outcome.ANSWERED
    assert expected in answer.text


@pytest.mark.parametrize(
    ("history", "message"),
    [
        (["which companies hire ML engineers?"], "does Amazon?"),  # a name of its own, which the guide does not have
        (["what should I learn in step 5?"], "and the fees for that?"),  # another kind of answer
        (["how long does step 2 take?"], "and what is 17 times 23?"),  # a figure of its own
        (["what does a fresher earn?"], "what is the salary in Germany?"),  # a rule is certain
    ],
)
def test_going_on_with_the_question_before_opens_nothing_that_the_guide_does_not_say(
    assistant: Assistant, history: list[str], message: str
) -> None:
    assert assistant.ask(message, history).outcome is Outcome.DECLINED


WHERE_IT_STANDS = """# The Lock Keeper

A lock keeper opens the gates of a canal.

## The swimming test

Candidates swim 200 metres in clothes. Two life guards watch, and they stand four metres from the water. Half of all
candidates fail.

## Work on the quay

Barges tie up on both sides. Two crane drivers watch, and they stand nine metres from the water. Visitors stay
behind the yellow line.
"""


@pytest.mark.parametrize(
    ("first", "distance"),
    [("is there a swimming test?", "four metres"), ("what is the work on the quay?", "nine metres")],
)
def test_a_follow_up_that_says_little_is_answered_from_where_the_answer_before_stands(
    over_text: Callable[[str, str], Assistant], first: str, distance: str
) -> None:
    lock = over_text("lock-keeper.md", WHERE_IT_STANDS)
    assert distance in lock.ask("so how far do they stand?", [first]).text


def test_a_follow_up_is_declined_where_nothing_found_holds_its_own_word(
    over_text: Callable[[str, str], Assistant],
) -> None:
    lock = over_text("lock-keeper.md", WHERE_IT_STANDS)
    assert lock.ask("how many metres do candidates swim?").outcome is Outcome.ANSWERED
    refused = lock.ask("and the cyclists?", ["how many metres do candidates swim?"])
    assert refused.outcome is Outcome.DECLINED


@pytest.mark.parametrize(
    ("history", "message", "figure"),
    [
        (["salary of a junior keeper"], "and the level above that?", "₹22,000"),
        (["salary of a junior keeper"], "next post", "₹22,000"),
        (["salary of a junior keeper", "the next level?"], "and above that?", "₹35,000"),
        (["salary of a keeper"], "and one level below?", "₹14,000"),
    ],
)
def test_the_row_above_or_below_the_one_just_answered_with(
    over_text: Callable[[str, str], Assistant], history: list[str], message: str, figure: str
) -> None:
    rows = "| Junior keeper | ₹14,000 | 2 |\n| Keeper | ₹22,000 | 3 |\n| Head keeper | ₹35,000 | 9 |\n"
    head = "# The Lock Keeper\n\nA lock keeper opens gates.\n\n## Pay\n\n| Level | Salary | Nights |\n|---|---|---|\n"
    lock = over_text("lock-keeper.md", head + rows)
    assert f": **{figure}**" in lock.ask(message, history).text


def test_above_the_highest_row_there_is_none(over_text: Callable[[str, str], Assistant]) -> None:
    table = "| Level | Salary |\n|---|---|\n| Keeper | ₹22,000 |\n| Head keeper | ₹35,000 |\n"
    lock = over_text("lock-keeper.md", f"# The Lock Keeper\n\nA lock keeper opens gates.\n\n## Pay\n\n{table}")
    assert "₹22,000" not in lock.ask("and the level above that?", ["salary of a head keeper"]).text


def test_many_messages_for_the_next_level_are_each_read_a_few_times(
    over_text: Callable[[str, str], Assistant], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "| Level | Salary |\n|---|---|\n| Keeper | ₹22,000 |\n| Head keeper | ₹35,000 |\n"
    lock = over_text("lock-keeper.md", f"# The Lock Keeper\n\nA lock keeper opens gates.\n\n## Pay\n\n{table}")
    read: list[str] = []

    def counted(message: str) -> bool:
        read.append(message)
        return points_at_neighbour(message)

    monkeypatch.setattr("assistant.follow_ups.points_at_neighbour", counted)
    lock.ask("and the level above that?", ["salary of a keeper", *["and the level above that?"] * 12])
    assert len(read) < 60
