"""Who does something, and what something is: told by what says so, and declined where the guide only names it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Outcome
from assistant.ask import Assistant

GUIDE = """# How to Become a Bell Founder

A bell founder (also called a bellmaker, or simply a caster) casts bells of bronze.

## A Day in the Foundry

On a typical day a bell founder:

- Sweeps moulds with aids such as a strickle and a loam board
- Checks the furnace

## The Entry Test

Our own is the Bronze Founders Entry Test (BFET), held in June. It is marked by the guild in Pune.

| Paper | Questions |
| --- | --- |
| Drawing | 60 |
| Metals | 40 |

**Certificates worth having:** pyrometry (5 days), rope splicing (2 days) and first aid (1 day)

## About the Foundry School

The Pune Foundry School was founded in 2009 and has 24 places. The museum beside it was set up by Asha Rao.

## Tools

| Task | Tools |
| --- | --- |
| Moulding | Trowel, strickle |
| Tuning | Lathe, monochord |

Use in the workshop:

- Monochord — for comparing overtones by ear
- Trowel — for spreading loam
"""


@pytest.fixture(scope="module")
def bells(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("bell-founder.md", GUIDE)


@pytest.mark.parametrize(
    "question", ["who sets the drawing paper", "who teaches metals", "who conducts the drawing paper"]
)
def test_who_does_something_is_not_told_by_what_only_names_it(bells: Assistant, question: str) -> None:
    assert bells.ask(question).outcome is Outcome.DECLINED


def test_who_does_something_is_told_where_the_guide_says_by_whom(bells: Assistant) -> None:
    assert "by the guild" in bells.ask("who marks the BFET").text


@pytest.mark.parametrize("question", ["what is a strickle", "explain rope splicing", "what is pyrometry"])
def test_an_example_and_an_enumeration_explain_nothing(bells: Assistant, question: str) -> None:
    assert bells.ask(question).outcome is Outcome.DECLINED


@pytest.mark.parametrize(
    ("question", "said"),
    [("explain monochord", "for comparing overtones"), ("what is BFET", "Bronze Founders Entry Test (BFET)")],
)
def test_what_something_is_is_told_by_what_is_about_it(bells: Assistant, question: str, said: str) -> None:
    answer = bells.ask(question)

    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert said in answer.text


@pytest.mark.parametrize("name", ["bellmaker", "caster"])
def test_other_names_in_brackets_are_read_as_the_career(bells: Assistant, name: str) -> None:
    assert bells.ask(f"what does a {name} do all day").interpreted_as == "what does a bell founder do all day"


def test_a_year_says_not_by_whom_something_was_founded(bells: Assistant) -> None:
    assert bells.ask("who founded the Pune Foundry School").outcome is Outcome.DECLINED
    assert "2009" in bells.ask("when was the Pune Foundry School founded").text
    assert "Asha Rao" in bells.ask("who set up the museum").text
