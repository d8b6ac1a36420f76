"""What is asked of a thing, told by the words of a question; what chooses among things and asks for reasons."""

from __future__ import annotations

import pytest

from assistant.aspect_misses import aspects, aspects_asked
from assistant.choice_misses import choices
from assistant.language import pattern_of, read_data
from assistant.question import read_question


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("for how many years is the licence valid", ["validity"]),
        ("is the degree valid in other states", []),
        ("how long is maternity leave", ["leave for parents"]),
        ("at what age do they retire", ["end of service"]),
        ("what interest does the bank take", ["interest"]),
        ("I have an interest in maths", []),
        ("cut-off for obc", ["backward classes", "cut-off"]),
        ("what is the cut off date", []),
        ("minimum height and weight", ["height", "weight"]),
        ("what height of the tower may I climb", []),
        ("which book is best", ["books"]),
        ("how do I book a slot", []),
        ("can my wife come along", ["spouse"]),
        ("which laptop should I buy", ["device to buy"]),
    ],
)
def test_what_is_asked_of_a_thing_is_told_by_its_words(text: str, names: list[str]) -> None:
    assert sorted(aspect.name for aspect in aspects_asked(read_question(text))) == sorted(names)


def test_every_aspect_is_said_by_the_words_that_ask_for_it_or_by_others() -> None:
    names = [aspect.name for aspect in aspects()]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "chooses"),
    [
        ("best private college in Pune", True),
        ("which institute is best for this", True),
        ("which college has the lowest fee", False),
        ("good college fees", False),
        ("which company spade should I buy", True),
        ("which company hires most", False),
    ],
)
def test_the_best_of_its_kind_is_a_choice_and_the_cheapest_is_none(text: str, chooses: bool) -> None:
    assert any(choice.asked.search(text.lower()) for choice in choices()) is chooses


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("women are 12% of the learners.", False),
        ("pay fell in 2022 and has recovered since then.", False),
        ("few stay, because the ladder is hard.", True),
        ("the tape is read by a laser after some had cheated.", True),
    ],
)
def test_a_reason_is_given_by_words_that_give_one(text: str, gives: bool) -> None:
    assert bool(pattern_of(read_data("reasons.toml")["given"]).search(text)) is gives
