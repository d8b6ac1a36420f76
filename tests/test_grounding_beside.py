"""What a model adds beside its quotes is a fault: a clause, a verdict, advice, a shrug, a rank; and mixed pairs too."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from corpus.parse import parse_guide

TEXT = """# Cooper

## Trade

A cooper builds casks of oak for breweries. Learners sweep the yard in the first weeks. The workshop stands behind
the harbour and opens on weekdays. A trade school is not required, although a joinery course gives a head start. Most
casks are used again for vinegar. Coopers are paid ₹22,000 a month in small yards. The housing is given free of rent.
Hoops are driven by hand. Use a drawknife for staves. Cooperage is among the top four slowest-dying crafts.

Know two things: the croze (for grooves) and the adze (for trimming).

Many coopers have a parent in the trade. A
contract of the yard is signed with at least one witness. Orders are ahead of hands by about 5 to 1. A cask of the
first class may be filled eight times at most. Experienced coopers earn ₹48,000 a month by the sea. A yard pays back
the fee of ₹9,000 if the learner stays for the winter. The guild was closed in 2019. Even newcomers are invited.
Lids are made of oak, cork and rubber.

## Stages

### Stage 1: Staves

Time: 3 weeks

### Stage 2: Hoops

Time: 5 weeks

## Three woods

- Oak: strong, keeps wine
- Chestnut: cheap, keeps fish
- Smoked Ash Wood (SAW) for handles
- Green Pine Wood (GPW) for crates

## Pay by yard

| Yard | Pay |
| --- | --- |
| Brewery | ₹31,000 |
| Yard (non-oak work) | ₹27,000 |
| Distillery | ₹36,000 |
"""

check = partial(faults_of, parse_guide("cooper", TEXT, form="markdown", source="cooper.md"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Coopers earn ₹22,000 a month in small yards, and smokers need not bother [1].", "₹22,000"),
        ("Learners sweep the yard at first, supervised by a nun [1].", "Learners sweep"),
        ("The workshop is behind the harbour and has a swimming pool [1].", "The workshop"),
        ("No trade school is required, but a passport is [1].", "A trade school"),
        ("Coopers earn ₹22,000 a month in small yards, which ruins their eyesight [1].", "₹22,000"),
    ],
)
def test_a_clause_of_which_the_quotes_have_no_word_is_a_fault(text: str, words: str) -> None:
    assert check(text, words)


@pytest.mark.parametrize(
    "text",
    [
        "Casks are dead [1].",
        "Most casks go on to hold vinegar, you fool [1].",
        "Women use most casks again for vinegar [1].",
        "Quit school, as most casks are used again for vinegar [1].",
        "You should sell the cask that was used for vinegar [1].",
    ],
)
def test_verdicts_and_grave_advice_need_a_quote(text: str) -> None:
    assert check(text, "Most casks")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Casks are the best containers for vinegar [1].", "Most casks"),
        ("A drawknife is the most important tool for staves [1].", "Use a drawknife"),
        ("The workshop behind the harbour is the largest of all [1].", "The workshop"),
    ],
)
def test_a_rank_that_the_quotes_do_not_give_is_a_fault(text: str, words: str) -> None:
    assert check(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Use the adze for grooves and the croze for trimming [1].", ["the croze"]),
        ("Chestnut keeps wine [1][2].", ["Oak:", "Chestnut:"]),
        ("SAW goes into crates, GPW into handles [1][2].", ["(SAW)", "(GPW)"]),
    ],
)
def test_the_name_of_one_pair_with_the_content_of_another_is_a_fault(text: str, words: list[str]) -> None:
    assert check(text, *words)


def test_many_and_at_least_one_are_not_all() -> None:
    assert check("All coopers have a parent in the trade [1].", "Many coopers")
    assert check("All witnesses sign a contract of the yard [1].", "A contract of")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("By the sea coopers earn ₹48,000 a month [1].", "Experienced"),
        ("The guild was closed until 2019 [1].", "The guild"),
        ("Only newcomers are invited [1].", "Even newcomers"),
        ("Newcomers in particular are invited [1].", "Even newcomers"),
        ("Lids are made of cork, rubber and velvet [1].", "Lids are"),
    ],
)
def test_a_scope_that_is_dropped_or_narrowed_and_a_wrong_member_are_faults(text: str, words: str) -> None:
    assert check(text, words)


def test_an_answer_about_a_stage_rests_on_that_stage() -> None:
    asked = "How long does stage 1 take?"
    assert check("It takes 5 weeks [1].", "5 weeks", asked=asked)
    assert not check("It takes 3 weeks [1].", "3 weeks", asked=asked)
    assert not check("Stage 2 takes 5 weeks [1].", "5 weeks", asked=asked)
