"""Which of the nearest expected questions may be meant."""

from __future__ import annotations

import pytest

from assistant.expected import that_may_be_meant
from assistant.question import read_question
from corpus.anticipated import Topic
from corpus.parse import parse_guide
from index.anticipated import Nearest, NearQuestion

GUIDE = parse_guide("potter", "# Potter\n\nPotters in India earn ₹20,000.\n", form="markdown", source="made up")


def near(*questions: str) -> Nearest:
    """Uncovered expected questions, as near as can be."""
    topic = Topic(topic="pay elsewhere", say="The guide gives no such pay.", near=(), questions=questions)
    return Nearest(
        uncovered=tuple(NearQuestion(question=one, guide="potter", similarity=0.95, topic=topic) for one in questions)
    )


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("potter pay fresher", ["potter pay by grade", "tell us the pay of your potters"]),
        (
            "potter pay fresher in canada",
            ["potter pay by grade", "tell us the pay of your potters", "potter pay in canada"],
        ),
        ("potter pay in usa", ["potter pay by grade", "tell us the pay of your potters", "potter pay in the us"]),
    ],
)
def test_a_place_that_is_not_asked_about_is_not_meant(asked: str, kept: list[str]) -> None:
    nearest = near(
        "potter pay by grade", "tell us the pay of your potters", "potter pay in canada", "potter pay in the us"
    )

    found = that_may_be_meant(read_question(asked), nearest, GUIDE)

    assert [one.question for one in found.uncovered] == kept
