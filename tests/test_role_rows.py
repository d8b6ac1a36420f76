"""What a role does is told by its sentence and by its row in a table of roles, where both are short."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from index_sample import index_dir_with_model, write_guide

from assistant.ask import Assistant
from assistant.settings import load_settings
from assistant.wiring import build_assistant

RIGGER = """# Ship Rigger: Career Guide

A ship rigger fits masts and ropes and keeps them fit to sail.

## Who does what

| Role | Focus |
| --- | --- |
| Sail maker | Cuts and sews the cloth |
| Ship rigger | Carries the cloth aloft and sets it |
| Shipwright | Builds the hull |

## Pay

| Role | Monthly pay |
| --- | --- |
| Sail maker | ₹22,000 |
| Ship rigger | ₹31,000 |

## Rigging and sailing

Rigging asks whether the ropes will hold, and sailing asks where the wind is.
"""
ROW = "Carries the cloth aloft and sets it"


@pytest.fixture(scope="module")
def rigger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("rigger")
    guides = write_guide(folder / "guides", text=RIGGER, name="ship-rigger.md")
    assistant = build_assistant(load_settings(guides_dir=guides, index_dir=index_dir_with_model(folder / "indexes")))
    yield assistant
    assistant.index.close()


def opened(assistant: Assistant, question: str) -> str:
    return assistant.opened(assistant.turn(question)).answer.text


def test_the_row_of_the_role_is_told_beside_its_sentence(rigger: Assistant) -> None:
    answer = rigger.opened(rigger.turn("what does a ship rigger do")).answer

    assert "fits masts and ropes" in answer.text
    assert ROW in answer.text
    assert len(answer.citations) == 2


def test_a_row_that_is_the_answer_is_told_once(rigger: Assistant) -> None:
    assert opened(rigger, "what is the focus of a sail maker").count("Cuts and sews the cloth") == 1


@pytest.mark.parametrize(
    "question",
    [
        "what does a ship rigger earn",  # a figure
        "what does rigging ask",  # the trade, and not who does it
        "does a ship rigger keep masts fit to sail",  # yes or no
    ],
)
def test_the_row_is_left_out_where_something_else_is_asked(rigger: Assistant, question: str) -> None:
    assert ROW not in opened(rigger, question)
