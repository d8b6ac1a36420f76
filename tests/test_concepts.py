"""Concepts of career questions: asked for in a visitor's words, said in a guide's."""

from __future__ import annotations

import re

import pytest

from assistant.concepts import concepts, concepts_asked, concepts_said
from assistant.language import fold, pattern_of

PAIRS = [  # concept, as a visitor asks for it, as a guide says it
    ("remote work", "can a fresher get wfh", "Around a third of the posts are hybrid."),
    ("stress", "is there a lot of pressure", "Most keepers call the job stressful in spring."),
    ("age", "I am 42, is that ok", "There is no upper age limit."),
    ("age", "am I too old for this", "Our oldest learner was 51."),
    ("machines take the work", "will AI replace us", "ChatGPT has cut the time spent on reports."),
    ("who may begin", "what is the eligibility", "A pass in Class 12 is enough."),
    ("without a degree", "do I need a degree", "Graduates of any stream are taken."),
    ("whom it does not suit", "who should stay away from it", "It is a poor fit for people who dislike noise."),
    ("the worst of it", "what do people hate most", "The least liked part is the paperwork."),
    ("programming", "is coding needed", "Nobody asks for programming."),
    ("a gap in the career", "I have a gap of 3 years", "A career break is seldom asked about."),
    ("a rise in pay", "how much hike on switching", "A rise of 30% is common at the first change of job."),
    ("beside a job", "can I learn with a job", "It can be learnt alongside, on weekends."),
    ("fees and costs", "is that book paid", "The book is free."),
    ("pay of beginners", "how much does a fresher get paid", "| Trainee | Under 1 year | 3 |"),
    ("interviews", "how many rounds are there", "The interview has three parts."),
    ("full form", "XYZ full form", "The letters stand for something long."),
]


@pytest.mark.parametrize(("name", "question", "text"), PAIRS)
def test_a_concept_is_recognised_on_both_sides(name: str, question: str, text: str) -> None:
    assert name in {asked.concept.name for asked in concepts_asked(fold(question))}
    assert name in concepts_said(text)


@pytest.mark.parametrize(
    "question", ["how long does step 2 take", "what does a fresher earn", "tools for deployment", "what is sql"]
)
def test_a_question_that_names_what_it_asks_needs_no_concept(question: str) -> None:
    names = {asked.concept.name for asked in concepts_asked(fold(question))}

    assert not names & {"age", "stress", "remote work", "women", "fit body", "whom it does not suit"}


def test_the_words_that_ask_for_a_concept_are_told() -> None:
    (asked,) = [one for one in concepts_asked("will i get work from home") if one.concept.name == "remote work"]

    assert asked.words == {"work", "from", "home"}


def test_figures_that_are_no_age_ask_for_no_age() -> None:
    for question in ("i am at 45 percent", "i have 20 projects", "at 60 hours a week"):
        assert "age" not in {asked.concept.name for asked in concepts_asked(fold(question))}


def test_the_data_names_each_concept_once_and_in_lower_case_patterns() -> None:
    names = [concept.name for concept in concepts()]

    assert len(names) == len(set(names)) > 30
    for concept in concepts():
        for pattern in (concept.asked.pattern, concept.said.pattern):
            assert not re.search(r"(?<!\\)[A-Z]", pattern), "texts are folded to lower case before they are matched"


def test_a_pattern_may_be_a_list_of_alternatives_each_of_whole_words() -> None:
    listed = pattern_of(["night (?:shifts?|duty)", "over ?time"])

    assert listed.findall("overtime, night shifts and night shifting") == ["overtime", "night shifts"]
    assert listed.pattern == pattern_of(r"\b(?:night (?:shifts?|duty)|over ?time)\b").pattern
