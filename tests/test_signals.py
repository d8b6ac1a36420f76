"""What speaks for and against a passage, where the whole assistant would not show it."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_sample import write_guide

from assistant.context import without_initials_at_places
from assistant.passage_facts import PassageFacts
from assistant.question import read_question
from assistant.ranking import EvidenceRanker
from corpus.parse import parse_guide
from corpus.passages import guide_passages
from index.build import open_index

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


@pytest.mark.parametrize(
    ("asked", "text", "signals"),
    [
        ("what does a weaver earn in delhi", "In Delhi a weaver earns ₹20,000 a month.", {"place": 1.0, "figure": 1.0}),
        ("what does a weaver earn in delhi", "In the UK it is £1,800 a month.", {"other_place": 1.0, "place": 0.0}),
        ("what does a weaver earn in delhi", "IIT Delhi runs the only course.", {"place": 0.0, "figure": 0.0}),
        ("where is the course", "IIT Delhi runs the only course.", {"kind_sentence": 1.0, "kind_row": 0.0}),
    ],
)
def test_each_passage_has_its_own_signals(asked: str, text: str, signals: dict[str, float], tmp_path: Path) -> None:
    write_guide(tmp_path, TEXT, name="weaver.md")
    with open_index(tmp_path, tmp_path / "index") as index:
        question = read_question(asked)
        found = EvidenceRanker(index).rank(question, index.search(asked, top=40))
        (item,) = (item for item in found if item.passage.text == text)

    assert {name: item.signal(name) for name in signals} == signals
    assert item.signals | signals == item.signals
    assert item.signal("no such signal", 0.5) == 0.5
