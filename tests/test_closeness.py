"""A model's sentence stays near its quotes' wording, or it is asked for once more."""

from __future__ import annotations

import pytest
from grounded_drafts import draft_over

from assistant.answerers.draft import Draft
from assistant.answerers.trimming import trimmed
from assistant.grounding import faults
from corpus.parse import parse_guide

TEXT = """# Cooper

## Trade

Barrels are shaped over a fire of oak chips, and the hoops are driven cold. A helper may sweep the yard alone.
Trainees pay half of each course, and those with a guild card nothing save the exam. About 36% of each year make
journeyman, one in ten master. Nobody may fire a cask alone before the second year. The yard lends aprons, not boots.
The guild's certificate stays valid for 4 years. Cellar work is dull. The trial is a six-hour one after nine weeks.

## Yard

Apprentices plane staves in the yard; journeymen fit heads at the bench. Staves are sawn, dried, bent and then
hooped. Oak beats pine for wine. The licence is renewed every three years. A cooper seldom works nights.
Almost every cask leaks at first. Of the helpers 40% stay. Bring the adze or croze. Rivets lie in the forge,
wedges in the shed. The bung is cut with a tapered drill and the head is laid by hand. Learners are taken from
18 to 40.

What the guild does not ask:

- a school certificate
- a running test

| Question | In a guild yard | In a factory |
| --- | --- | --- |
| Who picks the wood | The master | A buying office |

| Level | Pay |
| --- | --- |
| Helper, no card | ₹14,000 |

## All Cellars Test

**Is the test hard?** No. Nine in ten pass it.

**Can I start at 40?** The oldest beginner was 52.
"""

GUIDE = parse_guide("cooper", TEXT, form="markdown", source="cooper.md")


def draft(text: str, words: str, asked: str = "") -> Draft:
    return draft_over(GUIDE, text, words, asked=asked)


def check(text: str, words: str, asked: str = "") -> list[str]:
    return faults(draft(text, words, asked))


@pytest.mark.parametrize(
    ("text", "words", "asked"),
    [
        ("Hoops are driven cold [1].", "Barrels are", ""),
        ("You take the hoops and they are driven cold [1].", "Barrels are", ""),
        ("Trainees pay half of each course [1].", "Trainees pay", ""),
        ("One in ten of each year make master [1].", "About 36%", ""),
        ("No, the guild does not ask for a running test [1].", "a running test", ""),
        ("In a factory a buying office picks the wood [1].", "Who picks", ""),
        ("A helper with no card gets ₹14,000 [1].", "Helper, no card", ""),
        ("No, nine in ten pass the test [1].", "Is the test hard", ""),
        ("In the All Cellars Test nine in ten pass [1].", "Is the test hard", ""),
        (
            "The newest certificate stays valid for 4 years [1].",
            "The guild's",
            "is the newest certificate valid for long?",
        ),
        ("The yard lends aprons, and no boots [1].", "The yard lends", ""),
        ("The trial of six hours is after nine weeks [1].", "The trial", ""),
        ("Heads are fitted at the bench by journeymen [1].", "Apprentices plane", ""),
        ("Staves are sawn, dried and then hooped [1].", "Staves are sawn", ""),
        ("For wine oak beats pine [1].", "Oak beats", ""),
        ("Almost every cask leaks [1].", "Almost every", ""),
        ("Wedges lie in the shed [1].", "Rivets lie", ""),
    ],
)
def test_what_cuts_joins_and_turns_a_quote_is_near_it(text: str, words: str, asked: str) -> None:
    assert check(text, words, asked) == []


@pytest.mark.parametrize(
    ("text", "words", "fault"),
    [
        ("Barrels are shaped over a fire of beech chips [1].", "Barrels are", "“beech”"),
        ("The trial is a nine-hour one [1].", "The trial", "“nine-hour”"),
        ("The trial is a six-hour one after six weeks [1].", "The trial", "“six”"),
        ("The guild's licence stays valid for 4 years [1].", "The guild's", "“licence”"),
        ("The guild's certificate stays valid for at most 4 years [1].", "The guild's", "“most”"),
        ("Cellar work is not dull [1].", "Cellar work", "where its passage does not"),
        ("A helper may not sweep the yard alone [1].", "A helper may", "where its passage does not"),
        ("A helper with a card gets ₹14,000 [1].", "Helper, no card", "leaves out a “not”"),
        ("The guild does ask for a running test [1].", "a running test", "leaves out a “not”"),
        ("The yard lends aprons and boots [1].", "The yard lends", "leaves out a “not”"),
        ("About 36% of each year make master [1].", "About 36%", "says of one thing"),
        ("Trainees pay nothing save the exam [1].", "Trainees pay", "says of one thing"),
        ("In a factory the master picks the wood [1].", "Who picks", "says of one thing"),
        ("The test is hard for journeymen [1].", "Is the test hard", "“journeymen”"),
        ("Apprentices fit heads at the bench [1].", "Apprentices plane", "joins two statements"),
        ("Staves are sawn, bent, dried and then hooped [1].", "Staves are sawn", "in another order"),
        ("Pine beats oak for wine [1].", "Oak beats", "the other way round"),
        ("The licence is renewed every year [1].", "The licence", "leaves out “three”"),
        ("A cooper never works nights [1].", "A cooper seldom", "“never” outright"),
        ("Every cask leaks at first [1].", "Almost every", "“Every” outright"),
        ("Of the helpers 40 stay [1].", "Of the helpers", "“40%” and not 40"),
        ("Bring the adze and croze [1].", "Bring the adze", "says “and” where"),
        ("Wedges lie in the forge [1].", "Rivets lie", "says of one thing"),
        ("The head is cut with a tapered drill [1].", "The bung", "“head” stands where the passage has “bung”"),
    ],
)
def test_what_leaves_the_wording_is_named(text: str, words: str, fault: str) -> None:
    assert fault in " ".join(check(text, words))


def test_words_that_turn_a_sentence_are_not_lent_by_the_question() -> None:
    longest = "The guild's certificate stays valid for 4 years, longer than others [1]."
    assert "“longer”" in " ".join(check(longest, "The guild's", "is it valid for longer than others"))


def test_yes_and_no_are_left_out_where_only_a_figure_of_the_question_makes_them_true() -> None:
    asked = "can I start at 45?"
    assert "“Yes” or “no”" in " ".join(check("No, learners are taken from 18 to 40 [1].", "Learners are", asked))
    assert check("Learners are taken from 18 to 40 [1].", "Learners are", asked) == []


def test_the_question_said_again_states_nothing() -> None:
    assert check("Is the trial hard? It is a six-hour one [1].", "The trial", "is the trial hard") == []


def test_a_sentence_in_free_words_is_asked_for_again() -> None:
    free = check("The certificate keeps its validity for 4 years [1].", "The guild's")
    assert free == ["The cited passage does not have the word “keeps”."]


def test_a_later_sentence_in_free_words_is_left_out() -> None:
    short = trimmed(draft("Hoops are driven cold [1]. The flame comes from oak chips [1].", "Barrels are"))
    assert short is not None
    assert short.text == "Hoops are driven cold [1]."


def test_every_sentence_of_a_guide_is_near_itself() -> None:
    """The second try can always take the passage's own words."""
    for line in (
        "Barrels are",
        "A helper may",
        "Trainees pay",
        "About 36%",
        "Nobody may",
        "The yard lends",
        "The guild's",
    ):
        quote = draft("x [1].", line).quotes[0]
        assert check(f"{quote.span.text.rstrip('.')} [1].".replace("\n", " "), line) == []
