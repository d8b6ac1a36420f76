"""Which row, list or item is meant where the question says it in other words than the guide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from index_sample import index_dir_with_model, write_guide

from assistant.ask import Assistant
from assistant.passage_facts import PassageFacts
from assistant.settings import load_settings
from assistant.support import stems
from assistant.wiring import build_assistant
from corpus.passages import PassageKind

STONEMASON = """# Stonemason: Career Guide

Stonemasons cut and set stone for temples, houses and walls.

## Branches

The trade has three branches:

- Banker masonry: cutting in the yard
- Fixing: setting on the wall
- Carving: ornaments and letters

## Key responsibilities

What lands on the bench depends on the yard, but nearly all of them list these duties:

- Reading the setting drawing
- Squaring blocks with a mallet
- Keeping the saw bench wet

## Stonemason or sculptor

| Point | Stonemason | Sculptor |
| --- | --- | --- |
| Average starting pay | ₹3.6 LPA | ₹3.2 LPA |
| Place of work | Yard and wall | Studio |

## Career progression

1. **Apprentice**: sweeps and sharpens
2. **Yard head**: leads 5 to 8 masons and signs the stones
"""


@pytest.fixture(scope="module")
def stonemason(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("stone")
    guides = write_guide(folder / "guides", STONEMASON, "stonemason.md")
    made = build_assistant(load_settings(guides_dir=guides, index_dir=index_dir_with_model(folder / "indexes")))
    yield made
    made.index.close()


def test_a_heading_announces_the_list_that_stands_under_it_alone(stonemason: Assistant) -> None:
    guide = stonemason.index.guides["stonemason"]
    lists = [p for p in stonemason.index.passages.values() if p.kind is PassageKind.LIST and "Squaring" in p.text]
    (facts,) = [PassageFacts.of(guide, passage) for passage in lists]

    assert facts.lead_in is not None
    assert stems("key responsibilities list these duties") <= facts.lead_in


def test_how_many_is_told_by_the_item_that_gives_a_number(stonemason: Assistant) -> None:
    answer = stonemason.opened(stonemason.turn("how many people does a yard head handle")).answer

    assert "5 to 8" in answer.text
    assert "sweeps" not in answer.text


def test_starting_pay_is_a_near_miss_of_pay_after_years(stonemason: Assistant) -> None:
    def is_near_miss(question: str) -> bool:
        verdict = stonemason.turn(question).verdict
        assert verdict is not None
        assert verdict.features is not None
        return verdict.features.near_miss == 1.0

    assert is_near_miss("sculptor salary after 5 years")
    assert not is_near_miss("sculptor starting salary")


@pytest.mark.parametrize(
    ("question", "row", "other"),
    [
        ("fresher from mechanical branch, how long to become ml engineer", "14–18 months", "10–14 months"),
        (
            "I am in final year BTech CSE, how many months to become an ml engineer",
            "10–14 months",
            "14–18 months",
        ),
        ("main bank me job karta hu, coding nahi aati, kitne mahine lagenge", "12–16 months", "6–9 months"),
    ],
)
def test_a_row_is_told_by_the_visitors_situation(assistant: Assistant, question: str, row: str, other: str) -> None:
    answer = assistant.ask(question)

    assert row in answer.text
    assert other not in answer.text


def test_a_list_is_told_by_the_word_that_its_neighbours_introduction_lacks(assistant: Assistant) -> None:
    answer = assistant.ask("Which unsupervised learning algorithms are in Step 4?")

    assert "DBSCAN" in answer.text
    assert "Decision Trees" not in answer.text


@pytest.mark.parametrize("question", ["what are pandas used for", "why do we need pandas", "pandas is for what"])
def test_what_something_is_for_is_told_by_the_item_that_says_so(assistant: Assistant, question: str) -> None:
    assert "loading, filtering, and transforming data" in assistant.ask(question).text


def test_which_thing_something_is_done_with_is_no_question_of_how(assistant: Assistant) -> None:
    assert "FastAPI" in assistant.ask("how to give a model as rest api, which framework").text


def test_two_rows_that_are_named_are_both_given(assistant: Assistant) -> None:
    answer = assistant.ask("salary of fresher and senior")

    assert "₹4–8 LPA" in answer.text
    assert "₹25–45 LPA" in answer.text
    assert "₹12–22 LPA" not in answer.text


def test_of_two_rows_the_one_that_holds_what_is_asked_is_given(assistant: Assistant) -> None:
    answer = assistant.ask("who builds data pipelines, data scientist or data engineer")

    assert "infrastructure" in answer.text
    assert "notebooks" not in answer.text
