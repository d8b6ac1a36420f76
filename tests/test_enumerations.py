"""Names listed with commas, and what is counted of them."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Outcome
from assistant.answerers.enumerations import names_listed
from assistant.ask import Assistant


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Flask, FastAPI, Docker", ("Flask", "FastAPI", "Docker")),
        ("Git and GitHub", ("Git", "GitHub")),
        ("MLflow, Weights & Biases", ("MLflow", "Weights & Biases")),
        ("Acme, Birch and a growing number of start-ups", ("Acme", "Birch")),
        ("Acme, Birch, along with many others", ("Acme", "Birch")),
        ("Rope Engineer, Light Engineer, and Fog Keeper are in demand, here and abroad", None),
        ("Docker", ()),
        ("Keep the light burning through the whole long night, and call the harbour master at once if it fails", ()),
        ("₹4,000 a month, plus food", ("₹4,000 a month", "plus food")),
    ],
)
def test_names_are_read_from_a_text(text: str, names: tuple[str, ...] | None) -> None:
    assert names_listed(text) == (("Rope Engineer", "Light Engineer", "Fog Keeper") if names is None else names)


def counted(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.worked_out is not None and "counted" in answer.worked_out.how
    return answer


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("how many related roles are compared?", 4),  # rows of a table
        ("how many experience levels are in the salary table", 4),
        ("how many visualisation tools are there", 3),  # names in a cell
        ("how many ml libraries are in the tech stack", 4),
        ("how many tools are in the whole tech stack", 20),  # names in all cells
        ("how many emerging roles are there", 3),  # names in a label line
        ("how many top companies are listed", 6),  # an open end is none
        ("how many project ideas are given", 4),  # items of a list
    ],
)
def test_what_the_guide_lists_is_counted_and_said_so(assistant: Assistant, question: str, number: int) -> None:
    assert f"**{number}**" in counted(assistant, question).text


@pytest.mark.parametrize("question", ["how many ML engineers work at Swiggy?", "how many people does Flipkart hire"])
def test_names_in_a_list_are_not_counted_for_what_is_asked_about_one_of_them(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).outcome is Outcome.DECLINED
