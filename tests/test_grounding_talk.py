"""Replies as talkative models word them: talk, restated amounts, Hindi beside English, tables, and their faults."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from assistant.grounding.asides import without_asides
from assistant.grounding.hinglish import in_english
from assistant.grounding.text import plain
from corpus.parse import parse_guide

TEXT = """# Bookbinder

## Time

Training takes 15 months. A trial lasts 130 minutes. Glue sets in 15 days. The shop opens at 4:30 am. The tour lasts
6-12 months. Few get a key before the eighteenth month. The road takes 44 weeks. The first commission comes in the
sixth week. Leather is soaked for weeks. You carry the key once in six weeks. The old course took 16 years, the
new one takes 12 years. Subsidy is 80% of the price, up to ₹8 lakh. Nobody looks beyond 14 pages. Four binders in ten
complain of a stiff neck. Beginners hardly ever get a key. Leave out gilding if you are short of time. No degree is
required. Orders shrank by 6% even as the total grew. Demand is ahead of supply by roughly 3 to 1. The key must never
be lent. Sewing takes 35% of the hours, gluing 25%, orders 20% and costs 12%.

## Monthly pay

| Level | Years | Small bindery | Large bindery | Upper age |
| --- | --- | --- | --- | --- |
| Helper | 0-1 | ₹3,800 | ₹6,200 | 24 years |
| Binder | 1-4 | ₹7,400 | ₹12,500 | 30 years |

## Yearly pay

| Level | Small bindery | Large bindery |
| --- | --- | --- |
| Helper | ₹3.8 LPA | ₹6.2 LPA |
| Master Gilder Artist | ₹9 LPA | ₹14 LPA |
"""
check = partial(faults_of, parse_guide("bookbinder", TEXT, form="markdown", source="bookbinder.md"))
FEES = "| Helper | ₹3.8 LPA | ₹6.2 LPA |"
MONTHLY = "| Helper | 0-1 | ₹3,800 | ₹6,200 | 24 years |"
BINDER = "| Binder | 1-4 | ₹7,400 | ₹12,500 | 30 years |"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Training takes 15 months", "That said, training takes 15 months, so don't worry [1]."),
        ("Training takes 15 months", "Great choice! The good news is that training takes 15 months [1]."),
        ("Training takes 15 months", "Haan ji, training takes 15 months, theek hai [1]. Hope this helps!"),
        ("A trial lasts 130 minutes", "A trial lasts 2 hours and 10 minutes [1]."),
        ("The shop opens at 4:30", "The shop opens at half past four in the morning [1]."),
        ("comes in the sixth week", "The first commission comes in week six [1]."),
        ("hardly ever get a key", "Beginners almost never get a key [1]."),
        (FEES, "| | Small bindery | Large bindery |\n|---|---|---|\n| Helper | ₹3.8 LPA [1] | ₹6.2 LPA [1] |"),
    ],
)
def test_talk_and_restated_amounts_pass(words: str, text: str) -> None:
    assert check(text, words) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Training takes 15 months", "That said, training takes a year and five months, so don't worry [1]."),
        ("Training takes 15 months", "Great choice! Training guarantees a job. It takes 15 months [1]."),
        ("A trial lasts 130 minutes", "A trial runs for just over three hours [1]."),
        ("Glue sets in 15 days", "Glue needs around three weeks to set [1]."),
        ("The shop opens at 4:30", "The shop opens at half past five in the morning [1]."),
        ("The tour lasts", "The tour lasts between three months and a year [1]."),
        ("before the eighteenth month", "It's usually two years before you get a key [1]."),
        ("comes in the sixth week", "The first commission comes in month six [1]."),
        ("soaked for weeks", "Leather is soaked for hours [1]."),
        ("the new one takes 12 years", "The new course is six years shorter [1]."),
        ("Subsidy is 80%", "The subsidy is 80% of the price, at least ₹8 lakh [1]."),
        ("No degree is required", "Degree ki zaroorat hai [1]."),
        ("ahead of supply", "Supply outstrips demand by about three to one [1]."),
        ("The key must never", "The key should always be lent [1]."),
        ("Sewing takes 35%", "Sewing takes the smallest slice at 35% of the hours [1]."),
        (MONTHLY, "A helper earns ₹3,800 a year in a small bindery [1]."),
        (BINDER, "With one to four months in, a binder gets ₹7,400 in a small bindery [1]."),
        (FEES, "A helper gets ₹3.9 and ₹6.2 LPA respectively [1]."),
        (FEES, "| | Small bindery | Large bindery |\n|---|---|---|\n| Helper | ₹6.2 LPA [1] | ₹3.8 LPA [1] |"),
    ],
)
def test_what_talk_and_restatements_hide_is_caught(words: str, text: str) -> None:
    assert check(text, words) != []


def test_an_order_word_with_a_hyphen_breaks_nothing() -> None:
    assert isinstance(check("Training takes 15 months, as a closed-book course [1].", "Training takes 15 months"), list)


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("That said, it takes a year [1].", "it takes a year [1]."),
        ("It takes a year, so don't worry [1].", "It takes a year[1]."),
        ("It is worth it [1].", "It is worth it [1]."),
        ("Don't worry about the test [1].", "Don't worry about the test [1]."),
    ],
)
def test_only_whole_phrases_of_talk_are_left_out(sentence: str, left: str) -> None:
    assert without_asides(sentence) == left


def test_hindi_words_read_as_english_only_beside_hindi() -> None:
    assert in_english("Degree ki zaroorat nahi hai").split() == ["Degree", "need", "not"]
    assert in_english("Bring me the main test") == "Bring me the main test"


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("a year and three months", "15 months"),
        ("once a year and two days at a time", "once a year and two days at a time"),
        ("quarter to six", "5:45"),
        ("every third week", "every 3 weeks"),
        ("six decades", "60 years"),
    ],
)
def test_spoken_amounts_are_put_into_figures(said: str, figures: str) -> None:
    assert plain(said) == figures
