"""What a real model of 1.5 billion parameters wrote under prompts 2 and 3, and the check let through at first."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from corpus.parse import parse_guide

TEXT = """# Potter

## Tools

| Kind | Names |
| --- | --- |
| Centring aid | Bat, gauge |
| Kiln | Front loader |

## Steps

A glaze is a coat of ground glass that melts in the kiln. The first term takes 4–6 weeks. The second term takes
8–12 weeks. A potter uses a rib for smoothing.
"""


check = partial(faults_of, parse_guide("potter", TEXT, form="markdown", source="potter.md"))


@pytest.mark.parametrize(
    ("asked", "text", "words", "fault"),
    [
        ("centring aid", "[1] The centring aids are bat and gauge.", ["Centring"], "cites nothing"),
        ("how many weeks in all?", "4–6 weeks [1] [2].", ["first term", "second term"], "“8-12 weeks”"),
    ],
)
def test_it_is_a_fault(asked: str, text: str, words: list[str], fault: str) -> None:
    assert any(fault in found for found in check(text, *words, asked=asked))


@pytest.mark.parametrize(
    ("asked", "text", "words"),
    [
        ("centring aid", "Centring aids are the bat and the gauge [1].", ["Centring"]),
        ("what is a glaze", "A glaze is a coat of ground glass [1].", ["A glaze"]),
        ("how long are the terms", "4–6 weeks [1] and then 8–12 weeks [2].", ["first term", "second term"]),
        ("how long is the first term", "The first term takes 4–6 weeks [1].", ["first term"]),
        (
            "how long is it and what is a rib for",
            "It takes 4–6 weeks, and a rib is for smoothing [1] [2].",
            ["first", "rib"],
        ),
    ],
)
def test_its_neighbour_is_none(asked: str, text: str, words: list[str]) -> None:
    assert check(text, *words, asked=asked) == []
