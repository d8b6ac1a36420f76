"""What only looks like a near miss is answered, and what only looks answered is declined: roles, money, times."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome, Reason
from assistant.ask import Assistant
from assistant.question import read_question
from assistant.short_forms import spelt_out_in

GUIDE = """# How to Become a Well Digger

A well digger sinks wells for farms and villages.

## The Work

Doctors warn well diggers of dust, because it settles in the lungs. The depth tester is bought by the owner of the well.

## Words

- **WSC**: Well Sinkers Certificate, awarded on passing the test.
- Cutting pump costs, the fee that farmers pay for each hour.

While training in the sand pit, the tools are free. Never use a pump of your own there.

## Well Digger or Mason

A mason lays bricks above the ground. The two meet in well auditing, which pays ₹9–12 LPA.

## Pay

| Level | Yearly pay |
| --- | --- |
| Fresher | ₹2–3 LPA |
| Licensed foreman | ₹5–7 LPA |
"""


@pytest.fixture(scope="module")
def wells(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("well-digger.md", GUIDE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("do I need to purchase depth tester", "bought by the owner"),
        ("what do doctors warn us of", "dust"),
        ("well auditor pay", "₹9–12 LPA"),
    ],
)
def test_a_word_for_a_role_that_is_not_asked_about_is_no_other_role(wells: Assistant, text: str, found: str) -> None:
    answer = wells.ask(text)

    assert answer.outcome is Outcome.ANSWERED
    assert found in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "how much does a licensed contractor earn",
        "plumber pay",
        "is a plumber better than a well digger",
        "plumber jobs",
    ],
)
def test_a_role_that_is_asked_about_is_another(wells: Assistant, text: str) -> None:
    assert wells.ask(text).reason is Reason.OTHER_ROLE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wsc full form", "Well Sinkers Certificate"),
        ("pump cost meaning", "the fee that farmers pay"),
        ("while training in the sand pit do I have to pay for tools", "free"),
    ],
)
def test_a_cost_that_is_only_named_is_no_amount_asked_for(wells: Assistant, text: str, found: str) -> None:
    answer = wells.ask(text)

    assert answer.outcome is Outcome.ANSWERED
    assert found in answer.text


def test_what_is_asked_under_a_condition_may_be_yes_or_no() -> None:
    assert read_question("while studying do I have to pay").yes_no
    assert not read_question("if I fail how much do I pay").yes_no
    assert not read_question("what documents do I need").yes_no


def test_a_short_form_is_spelt_out_before_or_behind_its_words() -> None:
    said = "The **NAC**: National Apprenticeship Certificate, and the DoE (Department of Education). ITI: final exam."

    assert dict(spelt_out_in(said)) == {"NAC": "National Apprenticeship Certificate"}
    assert dict(spelt_out_in("DOE – Department of Education of the state")) == {"DOE": "Department of Education"}
