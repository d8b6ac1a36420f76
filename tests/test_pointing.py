"""Complete questions after other questions stay as they are: what seems to point back in them does not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from assistant.families import shape_of
from assistant.pointing import names_one_thing, points_within
from assistant.topic import Said, said
from corpus.read import read_guide

PILOT = Path(__file__).parent.parent / "evals/data/practice/commercial-pilot/commercial-pilot.txt"


@cache
def spoken(text: str) -> Said:
    return said(text, shape_of([read_guide(PILOT)]))


@pytest.mark.parametrize(
    ("message", "within"),
    [
        ("is it useful to get referred by someone", True),
        ("im 37 is it too late", True),
        ("which people find it easiest to move here", True),
        ("what is the notice period in it services", True),
        ("how do I renew my licence after it runs out", True),
        ("should I train at a small school or a large one", True),
        ("is it useful to do that", False),
        ("how long does it take", False),
        ("what happens after it", False),
        ("how do I renew it", False),
        ("what is the salary in it", False),
    ],
)
def test_what_points_at_nothing_outside_the_message_is_told_from_what_does(message: str, within: bool) -> None:
    assert points_within(message, spoken(message)) is within


@pytest.mark.parametrize(
    ("message", "one"),
    [
        ("senior first officer", True),  # a row's label
        ("stage 3", True),
        ("germany", True),
        ("cpl issuing authority", False),
        ("ground school subjects", False),
        ("captain salary cargo", False),
    ],
)
def test_a_few_words_go_on_with_a_question_only_where_all_of_them_name_one_thing(message: str, one: bool) -> None:
    assert names_one_thing(spoken(message)) is one
