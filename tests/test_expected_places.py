"""What the guide's owner surely expects to answer a question, whatever its words look like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from index_sample import index_dir_with_model, write_guide

from assistant.ask import Assistant
from assistant.gate import Rule
from assistant.settings import load_settings
from assistant.wiring import build_assistant

COOPER = """# Cooper: Career Guide

Coopers build casks of oak.

## Step 1 — Learn to shape staves

Follow the steps in their order, since a cask forgives nothing.

In the yard a cooper mostly:

- Splits and dries the oak
- Bends staves over a fire
- Trades news with brewers, foresters and carters
- Repairs what leaks

**Time:** 5 months

## Step 2 — Raise a cask

Hooping is what tells a cooper from a carpenter.

**Why it counts:** Breweries struggle to find people. Those who can hoop and char are sought after.

**Extra:** Keep a notebook of every cask, with its oak, its hoops and its buyer, and show it at the guild fair, at the
brewery and to whoever asks for it. Talking well about your own casks wins apprentices their places.

**Time:** 7 months

## Who moves easily

The shortest way is open to joiners and wheelwrights.

## Courses

Morning and evening classes are held at the Old Quay yard.
"""
QUESTIONS = """\
covered:
  - answer: "Trades news with brewers, foresters and carters"
    questions:
      - whom does a cooper deal with at work
      - which people does a cooper work with
      - does a cooper have company or is it lonely work
      - who are the people around a cooper
  - answer: "Hooping is what tells a cooper from a carpenter."
    questions:
      - why learn hooping
      - why is raising a cask worth learning
      - what sets a cooper apart from a carpenter
  - answer: "Keep a notebook of every cask"
    questions:
      - does talking about my own casks matter
      - does it help to explain my casks
      - should i keep notes of casks
  - answer: "The shortest way is open to joiners and wheelwrights."
    questions:
      - I am a joiner with five years of work, is the move easier for me
      - who among working people moves most easily
      - do people with my years as a wheelwright have it easier or harder
  - answer: "Morning and evening classes are held at the Old Quay yard."
    questions:
      - where are the classes held
      - in which part of town are your classes
      - are there evening classes
  - answer: "Breweries struggle to find people."
    questions:
      - do breweries hire coopers in 2027
uncovered:
  - topic: fees
    say: "The guide gives no fees."
    questions: [what is the fee, how much do the classes cost, course fee, fee of evening classes]
  - topic: start
    say: "The guide gives no dates."
    questions: [when does the next class begin, start date of the course]
  - topic: other countries
    say: "The guide is about one country."
    questions: [what does a cooper do in France, pay of a cooper in Spain]
"""


@pytest.fixture(scope="module")
def cooper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("cooper")
    guides = write_guide(folder / "guides", text=COOPER, name="cooper.md")
    (guides / "cooper.questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    settings = load_settings(guides_dir=guides, index_dir=index_dir_with_model(folder / "indexes"))
    assistant = build_assistant(settings)
    yield assistant
    assistant.index.close()


def opened(assistant: Assistant, question: str) -> str:
    """The answer as it would be with the gate open: seven passages and twenty questions judge nothing."""
    return assistant.opened(assistant.turn(question)).answer.text


@pytest.mark.parametrize("question", ["which people does a cooper work with day by day", "a cooper works with whom"])
def test_one_item_is_told_where_it_is_expected_and_not_its_list(cooper: Assistant, question: str) -> None:
    text = opened(cooper, question)

    assert "brewers, foresters and carters" in text
    assert "Repairs what leaks" not in text


def test_the_whole_list_is_told_where_no_item_is_expected(cooper: Assistant) -> None:
    text = opened(cooper, "what does a cooper do in the yard")

    assert "Splits and dries the oak" in text
    assert "Repairs what leaks" in text


def test_a_line_that_says_why_comes_before_the_expected_sentence_that_does_not(cooper: Assistant) -> None:
    assert "Breweries struggle" in opened(cooper, "why is raising a cask worth learning?")
    assert "Hooping is what tells" in opened(cooper, "what sets a cooper apart from a carpenter?")


def test_of_a_label_the_later_sentence_is_told_alone_where_the_question_is_about_it(cooper: Assistant) -> None:
    later = opened(cooper, "does talking well about my own casks matter?")

    assert later.startswith("Talking well about your own casks")
    assert "Keep a notebook" in opened(cooper, "what is the extra in step 2?")


def test_what_is_surely_expected_is_told_whatever_kind_of_answer_was_read(cooper: Assistant) -> None:
    asked = cooper.turn("I am a joiner with five years of work, is the move easier for me?")

    assert "joiners and wheelwrights" in cooper.opened(asked).answer.text


def test_the_expected_questions_judge_together(cooper: Assistant) -> None:
    def said(question: str) -> float:
        return cooper.index.search(question).anticipated.expected["cooper"].covered

    assert min(map(said, ["in what area are classes held", "which persons does a cooper meet"])) > 0.4
    assert max(map(said, ["what do evening classes cost", "on what date will classes begin"])) < 0.2


def test_what_is_surely_expected_is_no_near_miss_but_for_another_year_or_place(cooper: Assistant) -> None:
    classes = cooper.turn("in which part of town are your classes?")
    unlike = cooper.turn("in which part of town are your carpenters?")
    year = cooper.turn("do breweries hire coopers in 2027?")

    assert "Old Quay" in classes.answer.text
    assert unlike.verdict is not None and Rule.NEAR_MISS in unlike.verdict.rules
    assert year.verdict is not None and Rule.NEAR_MISS in year.verdict.rules
