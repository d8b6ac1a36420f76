"""Each country is a place of its own, and a region another: what is said of one country is said of no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from assistant.answer import Outcome, Reason
from assistant.ask import Assistant
from assistant.language import load_language, read_data
from assistant.question import read_question

GUIDE = """# Diver

A diver works under water.

## Pay abroad

| Country | Yearly pay |
| --- | --- |
| India | ₹4–8 LPA |
| Saudi Arabia | SAR 96,000 |
| South Africa | ZAR 300,000 |
| Dubai (UAE) | AED 120,000 |

## Licences

In India divers need a licence from the port. The Gulf states want a medical certificate and two years of practice.

## The test

The port held one test in 2024. Of 80 divers, 12 failed.
"""


@pytest.fixture(scope="module")
def diver(over_text: Callable[[str, str], Assistant]) -> Assistant:
    return over_text("diver.md", GUIDE)


def test_a_word_names_one_place() -> None:
    counts = Counter(word for group in read_data("places.toml")["places"] for word in group.split())

    assert [word for word, times in counts.items() if times > 1] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("saudi", "qatar"), ("kuwait", "oman"), ("nigeria", "kenya"), ("south-africa", "egypt"), ("kerala", "kochi")],
)
def test_two_countries_are_never_one_place(one: str, other: str) -> None:
    language = load_language()

    assert language.place_of[one] != language.place_of[other]
    assert other not in language.places[one]


def test_a_region_stands_for_its_countries_and_none_of_them_for_it() -> None:
    places = load_language().places

    assert {"gulf", "middle-east"} <= places["riyadh"]
    assert places["gulf"].isdisjoint(places["dubai"] - places["gulf"])
    assert "india" not in places["gulf"]


def test_a_country_named_with_the_word_of_a_region_is_not_that_region() -> None:
    assert read_question("pay in south africa").places == ("south-africa",)
    assert read_question("pay in africa").places == ("africa",)


@pytest.mark.parametrize(
    ("question", "figure"),
    [("salary in Saudi Arabia", "96,000"), ("salary in South Africa", "300,000"), ("salary in the UAE", "120,000")],
)
def test_the_country_asked_about_is_answered(diver: Assistant, question: str, figure: str) -> None:
    assert figure in diver.ask(question).text


@pytest.mark.parametrize("country", ["Qatar", "Kuwait", "Oman", "Bahrain", "Nigeria", "Kenya", "Egypt"])
def test_the_pay_of_another_country_is_none_of_the_one_asked_about(diver: Assistant, country: str) -> None:
    assert diver.ask(f"What is the salary in {country}?").reason is Reason.OTHER_PLACE


def test_what_a_guide_says_of_a_region_is_no_other_place_for_its_countries(diver: Assistant) -> None:
    assert "The Gulf states want" in diver.ask("What do divers need in the Gulf?").text
    assert diver.ask("What do divers need in Qatar?").reason is not Reason.OTHER_PLACE


def test_places_that_are_compared_may_each_have_a_row(diver: Assistant) -> None:
    assert diver.ask("yearly pay Saudi Arabia vs South Africa").outcome is Outcome.ANSWERED
    assert diver.ask("yearly pay Saudi Arabia vs Kenya").reason is Reason.OTHER_PLACE


def test_a_year_of_the_same_paragraph_is_the_guides(diver: Assistant) -> None:
    assert diver.ask("How many divers failed in 2024?").outcome is Outcome.ANSWERED
    assert diver.ask("How many divers failed in 2023?").reason is Reason.OTHER_YEAR
