"""Which passages hold the kind of answer that is asked for."""

from __future__ import annotations

import pytest

from assistant.defining import spells_out
from assistant.figure_kinds import FIGURE_OF_KIND, gives_figure
from assistant.fits import kinds_fit
from assistant.guide_columns import GuideColumns
from assistant.passage_facts import PassageFacts
from assistant.question import read_question
from corpus.parse import parse_guide
from corpus.passages import PassageKind, guide_passages

GUIDE = parse_guide(
    "pilot",
    """# Becoming a harbour pilot

The licence is valid for three years. The first year is spent in port.
""",
    form="markdown",
    source="pilot.md",
)


@pytest.mark.parametrize("text", ["AED 4,500–6,500", "Rs. 500", "68,000 AUD", "₹3 lakh"])
def test_money_is_known_by_its_sign_or_its_code(text: str) -> None:
    assert FIGURE_OF_KIND["amount"].search(text)


@pytest.mark.parametrize(
    ("text", "spells_it_out"),
    [
        ("Take the Digital Harbour Chart (DHC) course first.", True),
        ("A DHC is a chart on a screen.", True),
        ("The DHC is filled from school marks.", False),
        ("Ask the harbour office (DHC).", False),
    ],
)
def test_initials_are_spelt_out_behind_their_words_or_by_a_sentence_that_says_so(
    text: str, spells_it_out: bool
) -> None:
    guide = parse_guide("pilot", f"# Becoming a harbour pilot\n\n{text}\n", form="markdown", source="pilot.md")
    said = next(passage for passage in guide_passages(guide) if passage.kind is PassageKind.SENTENCE)

    assert spells_out(read_question("DHC full form"), guide, said) is spells_it_out


def test_a_time_in_words_is_a_time_and_an_ordinal_is_none() -> None:
    said = [passage for passage in guide_passages(GUIDE) if passage.kind is PassageKind.SENTENCE]
    columns = GuideColumns.of([PassageFacts.of(GUIDE, passage) for passage in said])
    fits = kinds_fit(read_question("how long is the licence valid"), columns).tolist()

    assert fits == [True, False]


@pytest.mark.parametrize("text", ["A pilot gets four to eight lakh rupees.", "About twenty-two lakh a year."])
def test_an_amount_in_words_is_the_figure_that_is_asked_for(text: str) -> None:
    assert gives_figure(read_question("what does a harbour pilot earn"), text)


def test_an_answer_without_the_figure_does_not_give_it() -> None:
    assert not gives_figure(read_question("what does a harbour pilot earn"), "A pilot is paid by the month.")
