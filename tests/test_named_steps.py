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
