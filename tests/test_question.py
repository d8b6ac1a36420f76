"""What a question asks: kind of answer, step, experience, place, and the words that need support."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language import fold
from assistant.question import read_question, says_nothing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how much does a keeper earn?", "amount"),
        ("salary of a fresher", "amount"),
        ("how long does it take?", "duration"),
        ("how many steps are there?", "count"),
        ("explain gradient descent", "definition"),
        ("difference between a keeper and a pilot", "comparison"),
        ("demand vs supply ratio of keepers", "share"),
        ("show me the salary table", "table"),
        ("which companies hire keepers?", "organisation"),
        ("how often are exams held?", "frequency"),
        ("how old must a keeper be?", "age"),
        ("what share of keepers are women?", "share"),
        ("what is the full form of KP?", "definition"),
    ],
)
def test_the_likeliest_kind_of_answer_is_read(text: str, kind: str) -> None:
    assert kind in read_question(text).kinds


@pytest.mark.parametrize(
    ("text", "asks"),
    [("Who pays for the uniform?", False), ("who pays more, a shop or a firm?", True), ("what pays best?", True)],
)
def test_who_pays_for_something_asks_for_no_amount(text: str, asks: bool) -> None:
    assert read_question(text).asks("amount") is asks


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("how long does step 3 take", 3),
        ("what is the third step?", 3),
        ("step number 3 kya hai", 3),
        ("what about step three", 3),
        ("is the 3rd step hard", 3),
        ("phase 12 topics", 12),
        ("how many steps are there", None),
        ("3 weeks for the lamp", None),
        ("take the next step", None),
    ],
)
def test_the_step_is_read(text: str, step: int | None) -> None:
    assert read_question(text).step == step


@pytest.mark.parametrize(
    ("text", "experience"),
    [
        ("salary with 3 years experience", (3, 3)),
        ("salary for 2-4 years", (2, 4)),
        ("salary for 2–4 yrs", (2, 4)),
        ("salary after 5+ years", (5, 5)),
        ("I am 25 years old, what is the salary", None),
        ("salary in 2025", None),
    ],
)
def test_the_years_of_experience_are_read(text: str, experience: tuple[int, int] | None) -> None:
    assert read_question(text).experience == experience


def test_half_years_are_not_read_by_their_last_digit() -> None:
    assert read_question("salary after 4.5 years").experience != (5, 5)


@pytest.mark.parametrize(
    ("text", "yes_no"),
    [
        ("is Python enough?", True),
        ("do I need a degree", True),
        ("Sir, can I switch?", True),
        ("I am a tester. Will I get a job?", True),
        ("what is Python?", False),
        ("how long does it take", False),
    ],
)
def test_a_yes_or_no_question_is_known(text: str, yes_no: bool) -> None:
    assert read_question(text).yes_no is yes_no


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("salary in Germany", ("germany",)),
        ("salary in the US", ("us",)),
        ("tell us the salary", ()),
        ("us salary", ("us",)),
        ("can I work in us", ("us",)),
        ("which is better, uk or us", ("uk", "us")),
        ("do they feed us while we train", ()),
        ("will the software throw us out", ()),
        ("is it smooth for people like us", ()),
        ("pay in New York", ("new-york",)),
        ("my cousin lives in Canada, what does a fresher earn in India?", ("india",)),
    ],
)
def test_places_of_the_asking_clause_are_read(text: str, places: tuple[str, ...]) -> None:
    assert read_question(text).places == places


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("My paper is from 2022, will it do?", ()),
        ("I joined in 2019. What do I pay?", ()),
        ("have they raised the fee since 2020", ()),
        ("will the fee rise in 2031, or fall?", ("2031",)),
    ],
)
def test_a_year_that_only_tells_of_the_visitor_is_not_asked_about(text: str, years: tuple[str, ...]) -> None:
    assert read_question(text).calendar_years == years


def test_calendar_years_are_not_years_of_experience() -> None:
    question = read_question("salary in 2031")

    assert question.calendar_years == ("2031",)
    assert question.experience is None


def test_framing_words_and_numbers_need_no_support() -> None:
    assert read_question("Sir, please tell me what is the salary of 2 freshers?").content == ("salary", "freshers")


def test_a_year_of_the_visitors_past_is_not_asked_about() -> None:
    assert read_question("Which topics should I revise? I left school in 2016.").calendar_years == ()
    assert read_question("I left school in 2016. What will a keeper earn in 2030?").calendar_years == ("2030",)


def test_a_told_sentence_tells_with_all_its_clauses() -> None:
    question = read_question("My kids use it for homework and I, an old accountant, got curious. Which lamp is it?")

    assert question.asking == "which lamp is it"


def test_a_short_sentence_beside_a_question_says_what_is_asked_about() -> None:
    assert "pune" in read_question("What does a fresher earn? In Pune.").asking


def test_what_only_tells_of_the_visitor_is_not_what_is_asked() -> None:
    question = read_question("I am a nurse. What does a keeper earn?")

    assert "nurse" in question.content
    assert "nurse" not in question.asked
    assert "keeper" in question.asked


@pytest.mark.parametrize("text", ["", "please", "that one"])
def test_a_message_without_a_name_or_a_kind_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["salary", "step 2", "Docker", "how long does it take?"])
def test_a_message_with_a_name_or_a_kind_says_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("What’s the “Salary” — 4–8 LPA?", "whats the salary - 4-8 lpa"),
        ("C++ and C#, Node.js!", "c++ and c# node.js"),
        ("₹4,000 & 50%", "₹4 000 & 50%"),
        ("  END.  ", "end"),
    ],
)
def test_folding_keeps_what_names_something(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(max_size=120))
def test_folding_twice_is_folding_once_and_reading_never_fails(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    question = read_question(text)
    assert set(question.asked) <= set(question.content) <= set(question.words)


def test_the_total_of_an_amount_adds_up_no_times() -> None:
    assert "total" not in read_question("what is the total cost of training?").kinds
    assert "total" in read_question("what is the total time of all steps?").kinds


def test_paying_somebody_is_not_asking_for_pay() -> None:
    assert not read_question("what should I do before I pay a school?").asks("amount")
    assert read_question("what do hospitals pay?").asks("amount")
