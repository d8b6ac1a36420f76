"""What speaks for and against a passage, where the whole assistant would not show it."""

from __future__ import annotations

import pytest

from assistant.context import without_initials_at_places
from assistant.passage_facts import PassageFacts
from corpus.parse import parse_guide
from corpus.passages import guide_passages

TEXT = """# Weaver

## Where

IIT Delhi runs the only course. In Delhi a weaver earns ₹20,000 a month.

## Abroad

In the UK it is £1,800 a month.
"""
GUIDE = parse_guide("weaver", TEXT, form="markdown", source="made up")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("does iit delhi run a course", "does   run a course"),
        ("pay in delhi", "pay in delhi"),
        ("iit bombay fees", "iit bombay fees"),
    ],
)
def test_a_guides_initials_before_a_place_name_no_place(text: str, kept: str) -> None:
    assert without_initials_at_places(text, GUIDE) == kept


def test_a_passage_is_about_the_places_it_names_and_not_about_an_institutes() -> None:
    facts = {passage.text: PassageFacts.of(GUIDE, passage) for passage in guide_passages(GUIDE)}

    assert facts["IIT Delhi runs the only course."].places == frozenset()
    assert facts["In Delhi a weaver earns ₹20,000 a month."].place == "delhi"
    assert facts["In the UK it is £1,800 a month."].places_above == frozenset()
