"""Asking whether something is needed or may be left out, and what a guide says on it."""

from __future__ import annotations

import pytest

from assistant.needs import asks_to_skip, asks_why_needed, tells_need, touches_need
from assistant.question import read_question


@pytest.mark.parametrize(
    ("question", "skips"),
    [
        ("can I skip the maths?", True),
        ("should we really leave out step 2", True),
        ("can they skip it?", False),  # asks of others
        ("what can I learn first", False),
    ],
)
def test_asking_to_leave_something_out_is_told_from_other_questions(question: str, skips: bool) -> None:
    assert asks_to_skip(read_question(question)) is skips


@pytest.mark.parametrize(
    ("question", "why"),
    [("why is a degree mandatory?", True), ("is a degree mandatory?", False), ("why is it cold?", False)],
)
def test_asking_why_something_is_needed_wants_a_reason(question: str, why: bool) -> None:
    assert asks_why_needed(read_question(question)) is why


@pytest.mark.parametrize(
    ("text", "tells", "touches"),
    [
        ("A degree is required.", True, True),
        ("A licence is optional.", True, True),
        ("It is a myth that you must know it all.", True, True),
        ("Statistics is the foundation of the rest.", False, True),  # says that it comes first, not that it must
        ("A certificate helps.", True, False),
        ("The office has a garden.", False, False),
    ],
)
def test_a_text_tells_whether_something_is_needed_or_only_touches_on_it(text: str, tells: bool, touches: bool) -> None:
    assert tells_need(text) is tells
    assert touches_need(text) is touches
