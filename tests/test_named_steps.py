"""A step that is named by what it is about: by its heading, else by the text that says the word most often."""

from __future__ import annotations

import pytest

from assistant.named_steps import step_named
from assistant.question import read_question
from corpus.parse import parse_guide

GUIDE = parse_guide(
    "potter",
    """# Potter

## The way

### Stage 1: Wedge clay

Knead until no bubble is left. A kiln comes later.

### Stage 2: Throw on the wheel

Centre the clay first.

### Stage 3: Fire

Load the kiln loosely. The kiln needs eight hours; open the kiln cold.

### Stage 4: Throw lids

Measure twice.
""",
    form="markdown",
    source="potter.md",
)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("how many hours for the wheel stage", 2),
        ("what do I need in the kiln stage", 3),
        ("what is the wedging phase", 1),
        ("how long is the throwing stage", None),  # two of them
        ("what happens in the glazing stage", None),
        ("how long is stage 3", None),  # named by its number
        ("which kiln should I buy", None),
    ],
)
def test_a_step_is_named_by_the_words_before_stage(question: str, number: int | None) -> None:
    named = step_named(read_question(question), GUIDE)

    assert (named.number if named else None) == number


@pytest.mark.parametrize(
    ("noun", "question", "number"),
    [
        ("Week", "what is in week 3", 3),
        ("Day", "what do we do on day two", 2),
        ("Level", "level 2 salary", 2),
        ("Lesson", "what is lesson 1 about", 1),
        ("Stage", "what happens in week 3", None),  # a time
        ("Stage", "level 2 salary", None),  # a rank
        ("Week", "how much can I learn in 3 weeks", None),
        ("Week", "what is in week 9", None),
    ],
)
def test_a_week_or_level_with_its_number_is_a_step_only_where_the_guide_has_it(
    noun: str, question: str, number: int | None
) -> None:
    parts = "".join(
        f"## {noun} {place}: {name}\n\nText.\n\n" for place, name in enumerate(("Clay", "Wheel", "Kiln"), 1)
    )
    guide = parse_guide("potter", f"# Potter\n\n{parts}", form="markdown", source="potter.md")

    named = step_named(read_question(question), guide)

    assert (named.number if named else None) == number
