"""What short and plain questions ask of a guide's lists, items and steps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from index_sample import index_dir_with_model, write_guide

from assistant.ask import Assistant
from assistant.reading import Reader, reader_of
from assistant.settings import load_settings
from assistant.wiring import build_assistant
from index.lexical import terms

THATCHER = """# Thatcher: Career Guide

Thatchers cover roofs with straw and reed.

## Step 1 — Learn to cut reed

Nobody has to be a climber before moving on to the next step. Straw keeps for years once it is dry.

What to learn:

- Cutting and drying
- Knots and Hitches (essential bindings)
- Legget — for dressing reed on the roof

**Time:** 6–8 weeks

## Step 2 — Cover a ridge

Bindings hold the ridge, so take your time over them. Do not rush up the ladder.

Concepts to grasp:

- How water runs off a slope
- Why a ridge wears first

**Time:** 3 months

## Tool chest

| Category | Tools |
| --- | --- |
| On the roof | Legget, mallet |
| On the ground | Sickle, rake |

## Pay

| Grade | Monthly pay |
| --- | --- |
| Helper | ₹14,000 |
| Ridger | ₹32,000 |

Source: a survey of 40 crews.

## The trial

A trial on a roof tests three things: balance, knots and a steady hand.

The Reed School course covers the bindings of Step 1.

For a first roof of your own, take a shed. Houses come next, after the first shed.

What to bring along:

- Boots for the trial
- A knife for the trial

**Roof practice:** a shed at medium difficulty.

## Your folder

What a good folder holds:

- Photographs of three roofs
- A logbook that shows each day's work and its weather
- One drawing of a ridge

## Kinds of reed

Untreated reeds:

- Norfolk reed
- Turkish reed

Treated reeds:

- Combed wheat
"""


@pytest.fixture(scope="module")
def thatcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("thatch")
    guides = write_guide(folder / "guides", THATCHER, "thatcher.md")
    made = build_assistant(load_settings(guides_dir=guides, index_dir=index_dir_with_model(folder / "indexes")))
    yield made
    made.index.close()


def opened(assistant: Assistant, question: str) -> str:
    return assistant.opened(assistant.turn(question)).answer.text


@pytest.mark.parametrize("question", ["legget use", "what does legget do", "what is a legget used for"])
def test_what_a_thing_is_for_is_told_before_the_row_that_lists_it(thatcher: Assistant, question: str) -> None:
    assert "dressing reed" in opened(thatcher, question)


def test_what_is_wanted_of_a_step_is_named_in_brackets(thatcher: Assistant) -> None:
    assert "Knots and Hitches" in opened(thatcher, "step 1 bindings")


def test_what_is_wanted_of_a_step_introduces_its_list(thatcher: Assistant) -> None:
    text = opened(thatcher, "step 2 concepts")

    assert "How water runs off a slope" in text
    assert "rush" not in text


def test_of_one_thing_its_item_is_told_and_not_the_list(thatcher: Assistant) -> None:
    text = opened(thatcher, "What should the logbook tell the reader?")

    assert "weather" in text
    assert "Photographs" not in text
    assert "Photographs" in opened(thatcher, "what should a good folder hold")


def test_a_sentence_that_counts_up_by_the_verb_asked_comes_before_a_list(thatcher: Assistant) -> None:
    assert "balance" in opened(thatcher, "what is tested in the trial")
    assert "Boots" in opened(thatcher, "what do i bring along to the trial")


def test_which_course_covers_a_step_is_told_by_what_is_said_of_the_course(thatcher: Assistant) -> None:
    assert "Reed School" in opened(thatcher, "which course covers the bindings of step 1")


def test_what_comes_next_is_told_with_what_it_comes_after(thatcher: Assistant) -> None:
    assert "take a shed" in opened(thatcher, "when do houses come")


def test_a_level_is_one_of_difficulty(thatcher: Assistant) -> None:
    assert "medium difficulty" in opened(thatcher, "what level of roof practice")


@pytest.mark.parametrize("question", ["best city for thatchers", "which city has most roofs"])
def test_a_city_is_asked_of_a_guide_that_names_none(thatcher: Assistant, question: str) -> None:
    assert thatcher.ask(question).outcome == "declined"


@pytest.mark.parametrize(
    "question",
    ["where are these pay figures from", "source of the pay table", "on what are the pay figures based", "pay source"],
)
def test_where_figures_come_from_is_told_by_the_source_alone(thatcher: Assistant, question: str) -> None:
    text = opened(thatcher, question)

    assert "40 crews" in text
    assert "14,000" not in text


def test_a_table_with_its_source_is_the_table(thatcher: Assistant) -> None:
    assert "14,000" in opened(thatcher, "show me the pay table with source")


def test_the_last_one_of_a_table_is_its_last_row(thatcher: Assistant) -> None:
    text = thatcher.opened(thatcher.turn("how much for the last one", ["show me the whole pay table"])).answer.text

    assert "32,000" in text
    assert "14,000" not in text


def test_who_asks_whether_more_is_needed_before_a_step_is_told_no_order(thatcher: Assistant) -> None:
    assert "Nobody has to be a climber" in opened(thatcher, "do i have to be a climber before step 2")
    assert "comes before" in opened(thatcher, "which step comes before step 2")


def test_of_opposites_put_to_the_choice_one_is_enough(thatcher: Assistant) -> None:
    assert "Norfolk reed" in opened(thatcher, "is norfolk reed treated or untreated")


def test_the_time_of_a_step_is_not_that_of_one_part_alone(thatcher: Assistant) -> None:
    assert thatcher.ask("how many weeks should i spend on knots alone").outcome == "declined"
    assert "6–8 weeks" in opened(thatcher, "how many weeks is step 1 alone")


def test_marks_at_school_are_not_told_by_another_share(thatcher: Assistant) -> None:
    assert thatcher.ask("how many percent in 12th are needed to become a thatcher").outcome == "declined"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of([THATCHER], lambda word: word in {"roof", "learn", "reed", "words", "language", "where"})


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("what is reed in simple words", "what is reed in simple words"),
        ("what is reed in very easy language?", "what is reed in simple words?"),
        ("were to learn thatching", "where to learn thatching"),
        ("they were to learn", "they were to learn"),
        ("reed kaise kaam karta hai", "how does reed work"),
        ("ghar se kaise kaam kare", "how to work from home"),
        ("batch kitne baje shuru hota hai", "what time does batch start"),
        ("reed kahan se aaya hai", "what is source of reed"),
    ],
)
def test_plain_questions_are_read(reader: Reader, message: str, read: str) -> None:
    assert reader.read(message) == read


@pytest.mark.parametrize(
    ("question", "answered_with"),
    [
        ("total steps to become a thatcher", "2 steps"),
        ("i am done with learning to cut reed, what is next", "Step 2"),
        ("that tools table is huge, what should a good folder hold", "Photographs"),
        ("logbook contents", "weather"),
    ],
)
def test_what_is_told_beside_a_question_is_not_what_is_asked(
    thatcher: Assistant, question: str, answered_with: str
) -> None:
    assert answered_with in opened(thatcher, question)


@pytest.mark.parametrize(
    ("text", "found"),
    [("RNNs and GPUs", ["rnn", "and", "gpu"]), ("rnns", ["rnn"]), ("gas", ["gas"])],
)
def test_initials_of_several_are_those_of_one(text: str, found: list[str]) -> None:
    assert terms(text) == found
