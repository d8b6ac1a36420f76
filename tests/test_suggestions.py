"""Questions offered next: made from the guide's parts, each answered, none the one just asked."""

from __future__ import annotations

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.suggestions import Suggestions, section_questions
from corpus.guide import Label, Table
from corpus.parse import parse_guide

TEXT = """# Diver

## Step 2 — Dive deep

| Level | Pay |
| --- | --- |
| New | ₹4 |
| Old | ₹8 |

What to pack:

- Mask

**Time:** 3 weeks

**Source:** a survey

## FAQ

### Is it cold?

Yes, it is.
"""
GUIDE = parse_guide("diver", TEXT, form="markdown", source="diver.md")


def names_all(question: str, words: str) -> bool:
    """Whether a suggested question is one and names all these words."""
    return question.endswith("?") and all(word in question.lower() for word in words.split())


def test_every_kind_of_block_gives_a_question_that_names_it() -> None:
    questions = [question for section in GUIDE.sections for question in section_questions(section)]

    named = ["pay new", "pay old", "pack step 2", "time step 2", "is it cold"]
    assert len(questions) == len(named)  # a source is where figures come from, and no question
    assert all(names_all(question, words) for question, words in zip(questions, named, strict=True)), questions


def test_only_one_kind_of_block_may_be_asked_for() -> None:
    section = next(section for section in GUIDE.sections if section.number == 2)

    (timed,) = section_questions(section, only=Label)
    new, old = section_questions(section, only=Table)

    assert names_all(timed, "time step 2")
    assert names_all(new, "pay new")
    assert names_all(old, "pay old")


def test_the_starters_are_three_different_questions_that_are_answered(assistant: Assistant) -> None:
    starters = assistant.suggestions.starters()

    assert len(set(starters)) == 3
    assert [question for question in starters if assistant.ask(question).outcome is not Outcome.ANSWERED] == []


def test_the_starters_come_from_different_kinds_of_blocks(assistant: Assistant, other_assistant: Assistant) -> None:
    for made in (assistant, other_assistant):
        (guide,) = made.index.guides.values()
        of_tables = {q for section in guide.sections for q in section_questions(section, only=Table)}
        assert sum(starter in of_tables for starter in made.suggestions.starters()) <= 1


def test_what_is_not_answered_is_never_offered(assistant: Assistant) -> None:
    silent = Suggestions(assistant.index, lambda question: False)
    choosy = Suggestions(assistant.index, lambda question: "Step" in question)

    assert silent.starters() == ()
    assert choosy.starters()
    assert all("Step" in question for question in choosy.starters())


def test_each_question_is_tried_once_only(assistant: Assistant) -> None:
    tried: list[str] = []

    def is_answered(question: str) -> bool:
        tried.append(question)
        return True

    suggestions = Suggestions(assistant.index, is_answered)
    suggestions.starters()
    suggestions.starters()

    assert len(tried) == len(set(tried)) == 3


def test_suggestions_lie_near_what_was_asked(assistant: Assistant) -> None:
    answer = assistant.ask("how long does step 4 take?")

    assert answer.suggestions
    assert all(any(f"Step {n}" in question for n in (3, 4, 5, 6)) for question in answer.suggestions), (
        answer.suggestions
    )


def test_a_decline_offers_questions_that_are_answered(assistant: Assistant) -> None:
    answer = assistant.ask("what does a fresher earn in Germany?")

    assert answer.outcome is Outcome.DECLINED
    assert answer.suggestions
    assert [q for q in answer.suggestions if assistant.ask(q).outcome is not Outcome.ANSWERED] == []


def test_a_question_sent_as_it_was_suggested_is_not_suggested_again(assistant: Assistant) -> None:
    first = assistant.suggestions.starters()[0]

    assert first not in assistant.ask(first).suggestions
