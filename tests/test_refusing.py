"""A model's own word that the passages do not answer: told from honest negatives, and from a guide's own words."""

from __future__ import annotations

import pytest

from assistant.answer import AnswererName
from assistant.answerers.draft import Draft, Quote
from assistant.answerers.refusing import refuses, reply_faults
from assistant.answerers.trimming import trimmed
from corpus.guide import Span
from corpus.parse import parse_guide

TEXT = """# Baker

## Pay

A beginner earns ₹2–3 LPA. After five years a baker earns ₹6–8 LPA.

## Studies

A degree is not required. This guide does not cover the fees of schools.
"""
GUIDE = parse_guide("baker", TEXT, form="markdown", source="baker.md")
SILENCE = "A sentence tells what the passages do not say"


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    section = next(one for one in GUIDE.sections if any(words in block.span.text for block in one.blocks))
    return Quote(guide=GUIDE, section=section, span=Span(start=start, end=start + len(words), text=words))


QUOTES = (
    quote("A beginner earns ₹2–3 LPA."),
    quote("A degree is not required. This guide does not cover the fees of schools."),
)


@pytest.mark.parametrize(
    "reply",
    [
        "NOT IN THE GUIDE",
        "**NOT IN THE GUIDE**",
        "Not in the guide. Please ask a counsellor.",
        "NONE",
        "The guide does not mention which companies hire bakers [1].",
        "I could not find where the batches are held [1].",
        "I'm sorry, but the passages do not say what a beginner earns in Goa [1].",
        "Sorry, I cannot answer that from the passages.",
        "Unfortunately, the provided passages don’t contain any information about batches.",
        "The passages give no preference between the two schools [1].",
        "None of the passages mention working hours.",
        "No passage says which oven to buy [2].",
        "There is no information about batches in the passages.",
        "There is not enough information to answer.",
        "I don't have any information about that.",
        "I do not know.",
        "The owner of the school is not mentioned in the guide [2].",
        "It is unclear from the text which oven is best.",
        "Based on the passages, I am unable to say which companies hire [1].",
        "The guide does not say. It does not name any company either [1]. Please ask a counsellor.",
        "This question cannot be answered from the passages.",
        "Passage 1 does not specify the city [1].",
    ],
)
def test_a_reply_that_only_says_that_nothing_is_said_is_a_refusal(reply: str) -> None:
    assert refuses(reply, QUOTES)


@pytest.mark.parametrize(
    "reply",
    [
        "A degree is not required [2].",
        "You do not need a degree [2].",
        "No, a degree is not required [2].",
        "Bakers do not know their hours in advance [1].",
        "A beginner earns ₹2–3 LPA [1].",
        "A beginner earns ₹2–3 LPA [1]. The guide does not mention Goa [1].",
        "The guide does not mention Goa, but a beginner earns ₹2–3 LPA [1].",
        "A beginner earns ₹2–3 LPA, but the guide does not mention Goa [1].",
        "The guide does not recommend a degree [2].",
        "Never say “I do not want to” to a customer [1].",
        "A baker does not give up when no one finds the shop [1].",
        "",
    ],
)
def test_an_answer_with_a_not_in_it_is_no_refusal(reply: str) -> None:
    assert not refuses(reply, QUOTES)


def test_what_the_guide_itself_says_that_it_leaves_out_is_an_answer() -> None:
    assert not refuses("The guide does not cover the fees of schools [2].", QUOTES)
    assert refuses("The guide does not cover working hours [2].", QUOTES), "that is not what it says"
    assert refuses("The guide does not cover the fees of schools [1].", QUOTES), "that is not where it says so"


def draft(text: str) -> Draft:
    return Draft(text=text, quotes=QUOTES, answerer=AnswererName.GENERATIVE)


def test_inside_a_longer_reply_such_a_sentence_is_a_fault_and_is_dropped() -> None:
    longer = draft("A beginner earns ₹2–3 LPA [1]. The guide does not say what a beginner earns later [1].")
    assert any(fault.startswith(SILENCE) for fault in reply_faults(longer))
    short = trimmed(longer)
    assert short is not None
    assert short.text == "A beginner earns ₹2–3 LPA [1]."


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [
        ("The guide does not say what a beginner earns, but after five years it is ₹6–8 LPA [1].", True),
        ("The guide does not mention Goa, but a beginner earns ₹2–3 LPA [1].", False),
        ("The guide does not cover the fees of schools [2].", False),
        ("A degree is not required [2].", False),
    ],
)
def test_a_sentence_that_goes_on_may_name_what_the_guide_nowhere_has(text: str, is_fault: bool) -> None:
    assert any(fault.startswith(SILENCE) for fault in reply_faults(draft(text))) is is_fault
