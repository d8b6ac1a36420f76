"""Whether something stands in a list: yes where it does, no only under a name that denies it, never for absence."""

from __future__ import annotations

import pytest

from assistant.answerers.draft import Draft, Notes, Quote
from assistant.answerers.membership import with_membership
from assistant.ask import Assistant
from assistant.question import read_question
from corpus.guide import Label, ListBlock, Section, Span
from corpus.parse import parse_guide

GUIDE = parse_guide(
    "sailor",
    """# Sailor: Career Guide

## Step 2 — Life on Board

Paid duties:

- Steering and night watch
- Cooking (optional on short trips)

Unpaid duties:

- Washing the deck

Knots to learn:

- Bowline — easier to start with
- Sheet bend (essential for sails)

**Top employers:** Harbour Board, Blue Lantern Trust and Coral Ferries.

**Where to learn:** the sailing school (free, and open to all) and the rowing club (with an entrance test)
""",
    form="markdown",
    source="sailor.md",
)
SECTION: Section = next(section for section in GUIDE.sections if section.number == 2)


def item_draft(words: str) -> Draft:
    """The answer from the one item that begins with some words."""
    notes = Notes()
    lists = [block for block in SECTION.blocks if isinstance(block, ListBlock)]
    block, item = next((block, item) for block in lists for item in block.items if item.text.startswith(words))
    assert block.lead_in is not None
    marks = "".join(notes.cite(quoted(span)) for span in (item, block.lead_in))
    return notes.draft(f"{block.lead_in.text.rstrip(':')}: **{item.text}** {marks}")


def label_draft(name: str) -> Draft:
    """The answer from the label line of this name."""
    notes = Notes()
    labels = [block for block in SECTION.blocks if isinstance(block, Label)]
    block = next(block for block in labels if block.name.text == name)
    return notes.draft(f"{name}: **{block.value.text.rstrip('.')}** {notes.cite(quoted(block.span))}")


def quoted(span: Span) -> Quote:
    return Quote(guide=GUIDE, section=SECTION, span=span)


def lead(question: str, draft: Draft) -> str | None:
    led = with_membership(read_question(question), draft)
    return led.text.partition(" **")[0] if led else None


@pytest.mark.parametrize(
    ("question", "words", "said"),
    [
        ("is steering paid?", "Steering", "Yes. Paid duties:"),
        ("is washing the deck unpaid", "Washing", "Yes. Unpaid duties:"),
        ("is washing the deck paid?", "Washing", "No. Unpaid duties:"),
        ("is washing paid or unpaid", "Washing", "The guide lists this under “Unpaid duties”:"),
        ("is cooking paid", "Cooking", "The guide lists this under “Paid duties”:"),  # it says "optional"
        ("is bowline easier to start with", "Bowline", "Yes. Knots to learn:"),
        ("is bowline required", "Bowline", "The guide lists this under “Knots to learn”:"),
        ("is sheet bend essential", "Sheet bend", "Yes. Knots to learn:"),
        ("is bowline part of step 2", "Bowline", "Yes. Knots to learn:"),
        ("is bowline in step 3", "Bowline", "The guide lists this under “Knots to learn”, in Step 2, Life on Board:"),
        ("can I skip the bowline", "Bowline", "The guide lists this under “Knots to learn”:"),
        ("is bowline a good knot", "Bowline", "The guide lists this under “Knots to learn”:"),
    ],
)
def test_an_item_is_told_with_what_its_list_says_of_it(question: str, words: str, said: str) -> None:
    assert lead(question, item_draft(words)) == said


@pytest.mark.parametrize(
    ("question", "name", "said"),
    [
        ("is coral ferries a top employer?", "Top employers", "Yes. Top employers:"),
        ("is coral ferries recruiting", "Top employers", "The guide lists this under “Top employers”:"),
        ("is the sailing school free?", "Where to learn", "Yes. Where to learn:"),
        (
            "is the rowing club free?",
            "Where to learn",
            "The guide lists this under “Where to learn”:",
        ),  # not it is free
    ],
)
def test_a_name_in_a_line_is_told_with_what_the_line_says_of_it(question: str, name: str, said: str) -> None:
    assert lead(question, label_draft(name)) == said


@pytest.mark.parametrize(
    "question",
    [
        "what is steering",  # asks for no yes or no
        "is steering taught in Goa",  # where is another question
        "is blue-steering paid",  # half of its name stands there
        "is navigation paid",  # absence says nothing
    ],
)
def test_nothing_is_said_of_what_the_entry_does_not_hold(question: str) -> None:
    assert lead(question, item_draft("Steering")) is None


def test_what_stands_under_a_denied_name_is_answered_no(assistant: Assistant) -> None:
    assert assistant.ask("Is PCA supervised?").text.startswith("No. Unsupervised learning algorithms")


def test_a_company_that_the_guide_names_is_answered_yes_with_the_line(other_assistant: Assistant) -> None:
    answer = other_assistant.ask("is Blue Lantern Trust among the top employers?")

    assert answer.text.startswith("Yes. ")
    assert "Coral Ferries" in answer.text
