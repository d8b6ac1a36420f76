"""Which lines of a plain text are headings: by-lines, runs of labels and a FAQ in sentence case are told from them."""

import pytest

from corpus.guide import FaqPair, Guide, Label, ListBlock
from corpus.parse import parse_guide


def parsed(text: str) -> Guide:
    return parse_guide("some-role", text, form="plain", source="some-role")


def headings(guide: Guide) -> list[str]:
    return [section.heading.text for section in guide.sections if section.heading]


@pytest.mark.parametrize(
    "line",
    [
        "Published by the careers desk of Alder House",
        "Last checked: October 2026",
        "Reading time 12 minutes",
        "Careers in Glass / Craft / 9 min read",
    ],
)
def test_what_stands_below_the_title_and_heads_nothing_is_text(line):
    guide = parsed(
        f"How to become a glazier\n\n{line}\nEdition: third\n\nA glazier cuts and fits glass.\n\n"
        "What it pays\n\nFresher: ₹2 lakh\nMaster: ₹6 lakh\n"
    )
    assert headings(guide) == ["How to become a glazier", "What it pays"]


def test_a_heading_right_below_the_title_stays_one():
    guide = parsed("How to become a glazier\n\nAt a glance\n\nAge: 18\n\nWhat it pays\n\nA glazier earns ₹2 lakh.\n")
    assert headings(guide) == ["How to become a glazier", "At a glance", "What it pays"]


def test_no_line_in_a_run_of_labels_is_a_heading():
    guide = parsed(
        "How to become a glazier\n\nAt a glance\n\n"
        "Also called: glass fitter, window maker, glass cutter and pane setter in some workshops\n"
        "Main Course: Diploma in Glass and Glazing Work (DGGW)\n"
        "Toughest paper: strength of panes, which three in ten fail at the very first attempt\n"
        "Safety Office: Central Board of Glass Works\n\nWhat it pays\n\nA glazier earns ₹2 lakh.\n"
    )
    assert headings(guide) == ["How to become a glazier", "At a glance", "What it pays"]
    assert [type(block) for block in guide.sections[1].blocks] == [Label] * 4


FAQ = """How to become a glazier

What it pays

A glazier earns ₹2 lakh.

{heading}

Is it heavy work?

Not at all

I studied commerce. Is there a way?

Yes. Commerce students pass a bridge course first.

Who hires

- Glass works: Alder, Birch
- Builders: Cedar, Elm

Half of them hire in June.
"""


@pytest.mark.parametrize("heading", ["Frequently asked questions", "What parents ask", "Questions that are put to us"])
def test_a_faq_in_sentence_case_ends_at_the_next_heading_in_sentence_case(heading):
    guide = parsed(FAQ.format(heading=heading))
    assert headings(guide) == ["How to become a glazier", "What it pays", heading, "Who hires"]
    pairs = [block for block in guide.sections[-2].blocks if isinstance(block, FaqPair)]
    assert [pair.question.text for pair in pairs] == ["Is it heavy work?", "I studied commerce. Is there a way?"]
    assert isinstance(guide.sections[-1].blocks[0], ListBlock)


def test_questions_of_an_interview_are_a_list_and_no_faq():
    guide = parsed(
        "How to become a glazier\n\nWhat interviewers ask\n\nThey ask these:\n\n1. Which tool cuts a pane?\n"
        "2. What do you check first?\n\nWear closed shoes to the test.\n\nWho hires\n\nBuilders hire all year.\n"
    )
    assert headings(guide) == ["How to become a glazier", "What interviewers ask", "Who hires"]
    asked = guide.sections[1].blocks[0]
    assert isinstance(asked, ListBlock) and len(asked.items) == 2
    assert not any(isinstance(block, FaqPair) for section in guide.sections for block in section.blocks)
