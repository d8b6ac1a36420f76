"""Marks in the forms that models write: one form is checked, and what a guide writes so is no mark."""

from __future__ import annotations

import pytest

from assistant.answerers.mark_forms import with_plain_digits, with_plain_marks

HELD = "Beginner (0–1 year) | ₹40–60 thousand (2) more"


@pytest.mark.parametrize(
    ("reply", "plain"),
    [
        ("It pays ₹40 [1].", "It pays ₹40 [1]."),
        ("It pays ₹40 [1, 2].", "It pays ₹40 [1][2]."),
        ("It pays ₹40 [1,2] and grows [3; 4].", "It pays ₹40 [1][2] and grows [3][4]."),
        ("It pays ₹40 [1 and 2].", "It pays ₹40 [1][2]."),
        ("It pays ₹40 [1-3].", "It pays ₹40 [1][2][3]."),
        ("It pays ₹40 【1】.", "It pays ₹40 [1]."),
        ("It pays ₹40 【1†source】.", "It pays ₹40 [1]."),
        ("It pays ₹40 ［１］.", "It pays ₹40 [1]."),
        ("It pays ₹40 [Passage 1].", "It pays ₹40 [1]."),
        ("It pays ₹40 [passages 1 and 3].", "It pays ₹40 [1][3]."),
        ("It pays ₹40 [Passage 1, Passage 3].", "It pays ₹40 [1][3]."),
        ("It pays ₹40 [^1].", "It pays ₹40 [1]."),
        ("It pays ₹40 (Passage 1).", "It pays ₹40 [1]."),
        ("It pays ₹40 [ 1 ].", "It pays ₹40 [1]."),
        ("It pays ₹40 (1). It grows (3).", "It pays ₹40 [1]. It grows [3]."),
        ("It pays ₹40. (1) It grows. (3)", "It pays ₹40. [1] It grows. [3]"),
        ("It pays ₹40 (1)(3).", "It pays ₹40 [1][3]."),
        ("It pays ₹४० [१].", "It pays ₹40 [1]."),
    ],
)
def test_each_form_of_a_mark_becomes_the_plain_one(reply: str, plain: str) -> None:
    assert with_plain_marks(reply, 4, HELD) == plain


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("It pays ₹40 (1) and grows (3) [1].", id="other marks are there"),
        pytest.param("There are steps (1) and (2) to take.", id="inside a sentence"),
        pytest.param("It pays ₹40 (9).", id="no such passage"),
        pytest.param("It pays ₹40 (2).", id="the guide writes so"),
        pytest.param("It pays ₹40 (2024).", id="a year"),
        pytest.param("It pays ₹40 [1](https://example.org).", id="a link"),
        pytest.param("It pays ₹40 [1: Salary].", id="words in the brackets"),
    ],
)
def test_what_may_be_something_else_stays(reply: str) -> None:
    assert with_plain_marks(reply, 4, HELD) == reply


def test_a_vector_of_the_guide_is_no_mark() -> None:
    assert with_plain_marks("Take [1, 2] [1].", 4, "the vector [1, 2]") == "Take [1, 2] [1]."


def test_of_a_part_of_a_reply_round_brackets_are_left_alone() -> None:
    assert with_plain_marks("It pays ₹40 (1).", 4, HELD, whole=False) == "It pays ₹40 (1)."
    assert with_plain_marks("It pays ₹40 [1, 2].", 4, HELD, whole=False) == "It pays ₹40 [1][2]."


def test_digits_that_the_guide_writes_so_stay() -> None:
    assert with_plain_digits("₹４–８ and ४", "४") == "₹4–8 and ४"
