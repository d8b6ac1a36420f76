"""Addresses that bring a browser to a quote on the page where the guide is published."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from assistant.web.published import published_href

PAGE = "https://school.example/guide"


@pytest.mark.parametrize(
    ("quote", "fragment"),
    [
        ("Read one book", "text=Read one book"),
        ("- **Read** [one book](https://x.example)", "text=Read one book"),
        ("## Part 1. Tools", "text=Part 1. Tools"),
        ("| Beginner | ₹4 | Much |", "text=Beginner,-₹4&text=Beginner-,₹4&text=₹4-,Much"),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", "text=one two three four five six,"
         "eight nine ten eleven twelve thirteen"),
        ("What to buy:\n\n- a hat\n- a veil", "text=What to buy:,a veil"),
        ("| Level | Pay |\n| --- | --- |\n| Beginner | ₹4 |\n| Master | ₹9 |", "text=Level,Master"),
        ("| only |", "text=only"),
        ("| a \\| b | c |", "text=a | b,-c&text=a | b-,c"),
    ],
)  # fmt: skip
def test_a_quote_is_named_as_a_reader_sees_it(quote: str, fragment: str) -> None:
    assert unquote(published_href(PAGE, quote)) == f"{PAGE}#:~:{fragment}"


def test_characters_with_a_meaning_of_their_own_are_encoded() -> None:
    href = published_href(PAGE, "Mid-level, R&D #1 100%")
    assert href == f"{PAGE}#:~:text=Mid%2Dlevel%2C%20R%26D%20%231%20100%25"


@pytest.mark.parametrize("quote", ["", "   ", "| --- | --- |"])
def test_a_quote_without_words_leads_to_the_page(quote: str) -> None:
    assert published_href(PAGE, quote) == PAGE
