"""Numbers of parts are read as the guides write them: "paper 2" as "Paper II"."""

from __future__ import annotations

import pytest

from assistant.numerals import Numerals

GUIDES = (
    "Paper I is written in May, Paper II in June, and Paper IV in July. Stage I and Stage II follow.",
    "Stage 3 is an interview. Class I officers sign the book. Schedule II lists the fees.",
)


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("marks of paper 2", "marks of paper II"),
        ("is Paper-2 hard?", "is Paper II hard?"),
        ("the second paper", "the paper II"),
        ("the 4th paper and paper 1", "the paper IV and paper I"),
        ("paper 3", "paper 3"),  # the guides have no such paper
        ("paper 12", "paper 12"),
        ("papers 2", "papers 2"),
        ("stage 2", "stage 2"),  # a guide writes that noun in figures too
        ("class 2", "class 2"),  # only "I" of it is there, which may be a letter
        ("schedule 2", "schedule 2"),
        ("newspaper 2", "newspaper 2"),
    ],
)
def test_a_number_is_written_as_the_guides_write_it(message: str, read: str) -> None:
    assert Numerals(GUIDES).read(message) == read


def test_a_message_stays_where_no_guide_has_such_numbers() -> None:
    assert Numerals(["Step 1 and step 2."]).read("step 2, the second paper") == "step 2, the second paper"
