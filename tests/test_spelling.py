"""Misspelt words are put right towards the guide's words, and known words are never touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ask import Assistant
from assistant.spelling import Speller

WORDS = dict.fromkeys(["developers", "deployment", "portfolio", "mathematics", "lighthouse", "keeper", "keepers"], 1)
MODEL = {"developer", "devotion", "house"}
SPELLER = Speller(WORDS, MODEL.__contains__)


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("how to make a portfollio?", "how to make a portfolio?"),
        ("DEPLOYMNET tools", "deployment tools"),
        ("lighthuose keeper", "lighthouse keeper"),
        ("mathmatics, please!", "mathematics, please!"),
    ],
)
def test_a_misspelt_word_is_put_right_and_all_else_kept(text: str, corrected: str) -> None:
    assert SPELLER.corrected(text) == corrected


@pytest.mark.parametrize(
    "text",
    [
        "DevOps",  # must not become "developers"
        "devotion",  # the model knows it
        "house",
        "Germany",  # a place
        "scholarship",
        "cricket",
        "xeeper",  # another first letter
        "C++ & ₹4–8 LPA",
        "",
    ],
)
def test_what_is_known_or_too_far_is_left_alone(text: str) -> None:
    assert SPELLER.corrected(text) == text


GUIDE = Speller(
    dict.fromkeys(
        ["speciality", "colour", "centre", "flights", "writing", "tableau", "starting", "director", "loans"], 3
    ),
    {"house"}.__contains__,
)


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("specialty", "speciality"),
        ("color of the center", "colour of the centre"),
        ("flites", "flights"),
        ("riting", "writing"),
        ("tablo", "tableau"),
        ("startin", "starting"),
        ("directer", "director"),
    ],
)
def test_another_right_spelling_and_what_is_spelled_as_it_sounds_are_put_right(text: str, corrected: str) -> None:
    assert GUIDE.corrected(text) == corrected


@pytest.mark.parametrize("name", ["commis", "logins", "articled", "wazuh", "sommelier", "figma", "mudra"])
def test_a_name_that_no_guide_knows_does_not_become_a_plain_word(name: str) -> None:
    speller = Speller(
        {"comes": 5, "come": 5, "loans": 9, "article": 9, "figure": 3, "salary": 9}, {"house"}.__contains__
    )

    assert speller.corrected(f"{name} salary") == f"{name} salary"


def test_two_words_equally_near_are_no_correction() -> None:
    speller = Speller({"batters": 1, "betters": 1}, {"x"}.__contains__)

    assert speller.corrected("btters") == "btters"


def test_of_two_words_equally_near_the_one_used_clearly_more_is_meant() -> None:
    speller = Speller({"batters": 9, "betters": 1}, {"x"}.__contains__)

    assert speller.corrected("btters") == "batters"


@pytest.mark.parametrize(("text", "corrected"), [("stpe 5", "step 5"), ("waht tiem", "what time"), ("hvae", "have")])
def test_the_words_questions_are_built_with_are_put_right_too(text: str, corrected: str) -> None:
    assert SPELLER.corrected(text) == corrected


def test_a_name_in_capitals_inside_a_sentence_is_left_alone() -> None:
    assert SPELLER.corrected("does Deploymnet pay") == "does Deploymnet pay"
    assert SPELLER.corrected("does deploymnet pay") == "does deployment pay"


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_correcting_twice_is_correcting_once(text: str) -> None:
    once = SPELLER.corrected(text)

    assert SPELLER.corrected(once) == once


@pytest.mark.parametrize(
    ("misspelt", "right"),
    [
        ("what does a freshar earn", "₹4–8 LPA"),
        ("senoir salary", "₹25–45 LPA"),
        ("salry of mid level", "₹12–22 LPA"),
        ("tools for visualisaton", "Seaborn"),
        ("top hirng compnies in India", "Razorpay"),
    ],
)
def test_a_misspelt_question_gets_the_answer_of_the_right_one(assistant: Assistant, misspelt: str, right: str) -> None:
    answer = assistant.ask(misspelt)

    assert right in answer.text
    assert answer.question == misspelt


def test_a_misspelt_near_miss_is_still_declined(assistant: Assistant) -> None:
    assert assistant.ask("salry in Germny").outcome == "declined"
    assert assistant.ask("devops enginer salry").outcome == "declined"
