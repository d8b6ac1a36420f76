"""How follow-ups are read in a guide of its own: lists, opposites, reasons, situations, orders, topics put in front."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.families import shape_of
from assistant.pointing import fronts_its_topic
from assistant.topic import said

GUIDE = """# The Lock Keeper

A lock keeper opens the gates of a canal. Welsh is the language of the upper canal, so a keeper has to speak Welsh.

## The way to the first post

Follow the steps in order.

### Step 1 — Pass the swimming test

Topics to practise:

- Crawl — for crossing the basin
- Rescue grips — for pulling a sailor out of the water

**Estimated time:** 3–5 weeks

### Step 2 — Learn the ropes

Tools to carry:

- Boathook — for pushing barges off the wall
- Windlass — for winding the paddles up

**Key knot:** The bowline, which never slips and is easy to untie in the cold.

**What to build:** Two fenders of old rope. When offices hire, fenders beat certificates.

**Estimated time:** 6–9 weeks

### Step 3 — Face the board

Interviews test two things: knowledge of the tides and a calm voice.

**Knots before the board:** Hitches at beginner level. Practise the clove hitch and the rolling hitch.

Approved moorings:

- Stone quay
- Iron jetty

Unapproved moorings:

- Willow roots
- Mud bank

## How long it takes

| Profile | Realistic time |
|---|---|
| Beginner (school leaver) | 14–18 months |
| Working professional (dock engineer) | 4–6 months |
| Working professional (from outside the docks) | 9–11 months |
"""


@pytest.fixture
def keeper(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("lock-keeper.md", GUIDE)


def read(assistant: Assistant, history: list[str], message: str) -> str:
    return assistant.turn(message, history).asked or message


@pytest.mark.parametrize(
    ("history", "message", "expected"),
    [
        (["which tools are in step 2"], "what is the first one for", "what is Boathook for"),
        (["which tools are in step 2"], "and what is the last one for?", "what is Windlass for"),
        (["which topics are in step 1"], "what is the second one for", "what is Rescue grips for"),
        (["which topics are in step 1"], "how long does the first one take", "how long does only Crawl take"),
        (["how long is step 2"], "and the first one?", "how long is step 1"),  # steps stay steps
        (["which tools are in step 2"], "which do i buy first", "which do i buy first"),
        (["which steps are there"], "how long is the first one", "how long is step 1"),
    ],
)
def test_the_first_one_is_the_item_of_the_list_that_was_answered(
    keeper: Assistant, history: list[str], message: str, expected: str
) -> None:
    assert read(keeper, history, message) == expected


@pytest.mark.parametrize(
    ("before", "message", "expected"),
    [
        ("which unapproved moorings are there", "and the approved ones?", "which approved moorings are there"),
        ("which approved moorings are there", "and unapproved ones", "which unapproved moorings are there"),
        ("which moorings are free", "and the paid ones", "which moorings are paid"),
    ],
)
def test_a_word_and_its_opposite_take_each_others_place(
    keeper: Assistant, before: str, message: str, expected: str
) -> None:
    assert read(keeper, [before], message) == expected


@pytest.mark.parametrize(
    ("before", "message", "expected"),
    [
        ("what is the key knot of step 2", "why that one?", "why is it the key knot of step 2"),
        ("what are the tools in step 2", "why those", "why are they the tools in step 2"),
        ("which language should i learn for the canal", "why that", "why should i learn that language for the canal"),
        ("which knot is used in step 2", "but why that one", "why is that knot used in step 2"),
        ("konsi language seekhni chahiye", "wahi kyun", "why should i learn that language"),
    ],
)
def test_why_that_one_asks_why_of_what_was_asked_for(
    keeper: Assistant, before: str, message: str, expected: str
) -> None:
    assert read(keeper, [before], message) == expected


def test_why_that_one_is_answered_where_the_thing_stands(keeper: Assistant) -> None:
    assert "never slips" in keeper.ask("why that one?", ["what is the key knot of step 2"]).text


BUILT = "what do i build in step 2"
WHY = "why fenders and not certificates"


@pytest.mark.parametrize(
    ("history", "message", "expected"),
    [
        ([BUILT, WHY], "ok and how many weeks is it", "how many weeks is step 2"),
        ([BUILT, WHY], "how long does it take?", "how long does step 2 take"),
        ([BUILT, "why the bowline"], "how long does it take", "how long does bowline take"),
    ],
)
def test_a_time_of_it_is_that_of_the_step_spoken_of_before_a_reason(
    keeper: Assistant, history: list[str], message: str, expected: str
) -> None:
    assert read(keeper, history, message) == expected


@pytest.mark.parametrize(
    ("before", "message", "expected"),
    [
        ("which step is first", "and after that?", "which step comes after step 1?"),
        ("which step is last", "and before that?", "which step comes before step 3?"),
        ("what is the first step", "after that?", "which step comes after step 1?"),
        ("which step is first", "how long is it", "how long is step 1"),
        ("how long is the first step", "and after that?", "how long is the first step for step 2"),
    ],
)
def test_after_that_is_what_comes_after_the_step_that_was_asked_for(
    keeper: Assistant, before: str, message: str, expected: str
) -> None:
    assert read(keeper, [before], message) == expected


HOW_LONG = "how long does it take a dock engineer"


@pytest.mark.parametrize(
    ("before", "message", "expected"),
    [
        (HOW_LONG, "what if my job is not in the docks?", "how long does it take if my job is not in the docks"),
        (
            "how long does it take a beginner",
            "and what if my degree is in arts",
            "how long does it take a beginner if my degree is in arts",
        ),
        (HOW_LONG, "what if I fail the interview?", "what if I fail the interview?"),
        ("which tools are in step 2", "what if my job is not in the docks", "what if my job is not in the docks"),
    ],
)
def test_another_situation_is_put_to_the_question_for_a_time(
    keeper: Assistant, before: str, message: str, expected: str
) -> None:
    assert read(keeper, [before], message) == expected


def test_work_of_another_kind_takes_the_place_of_the_worker(keeper: Assistant) -> None:
    assert "9–11 months" in keeper.ask("what if my job is outside the docks?", [HOW_LONG]).text


TEST = "how do i pass the swimming test"


@pytest.mark.parametrize(
    ("before", "message", "fronts"),
    [
        (TEST, "the interview, what do they check there?", True),
        (TEST, "tides, do they ask that", True),
        (TEST, "the swimming test, what do they check there", False),  # spoken of before
        (TEST, "the interview, what about it", False),  # asks nothing whole
        (TEST, "in winter, how long does it take", False),  # a circumstance
        (TEST, "step 3, how long does it take", False),
        ("what does a keeper earn in Germany", "beginners, what do they earn there", False),  # in Germany
    ],
)
def test_a_topic_in_front_is_what_the_rest_of_a_message_points_at(
    keeper: Assistant, before: str, message: str, fronts: bool
) -> None:
    shape = shape_of(keeper.index.guides.values())
    assert fronts_its_topic(message, said(message, shape), said(before, shape)) is fronts


def test_a_message_with_its_topic_in_front_is_a_question_of_its_own(keeper: Assistant) -> None:
    answer = keeper.ask("and the interview, what do they check there?", [TEST])
    assert "knowledge of the tides" in answer.text
    assert not answer.interpreted_as


def test_a_question_for_topics_goes_with_the_thing_and_not_with_its_level(keeper: Assistant) -> None:
    history = ["what level of hitches do i need"]
    assert read(keeper, history, "and which topics...") == "which topics for hitches"


def test_only_a_part_keeps_what_is_asked_and_is_declined_where_only_the_whole_is_told(keeper: Assistant) -> None:
    history = ["how long does step 1 take"]
    assert "3–5 weeks" in keeper.ask(history[0]).text
    turn = keeper.turn("and only the crawl?", history)
    assert turn.asked == "how long does only the crawl take"
    assert turn.answer.outcome is Outcome.DECLINED
