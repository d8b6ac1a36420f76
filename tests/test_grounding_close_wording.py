"""Replies that stay near the guide's wording, as the prompts ask: cut, joined and turned to the question."""

from __future__ import annotations

from functools import partial

import pytest
from grounded_drafts import faults_of

from assistant.figure_kinds import gives_figure
from assistant.question import read_question
from corpus.parse import parse_guide

TEXT = """# Beekeeper

## Trade

Women hold 22% of the hives, up from 9% in 2015. Swarm fever comes from combs handled without smoke, and there is no
cure for it; mite fever comes from old frames. Without a permit from the hill council no hive may be moved.
Nobody should sell honey before the third summer.

## Questions

**Q: Must I own land?**
A: No. You need to know whose meadow is in flower; two hives fit on a roof.
"""

check = partial(faults_of, parse_guide("beekeeper", TEXT, form="markdown", source="beekeeper.md"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Women held 9% of the hives in 2015 [1]. They now hold 22% [1].", "Women hold"),
        ("Swarm fever comes from combs handled without smoke [1]. There is no cure for it [1].", "Swarm fever"),
        ("Not before the third summer: nobody should sell honey earlier [1].", "Nobody should"),
        ("No, you need not own land [1]. Two hives fit on a roof [1].", "Must I own"),
    ],
)
def test_what_stays_near_its_quote_holds(text: str, words: str) -> None:
    assert not check(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Women held 9% of the hives in 2021 [1].", "Women hold"),
        ("Women hold 9% of the hives now [1].", "Women hold"),
        ("Without a permit from the hill council a hive may be moved [1].", "Without a permit"),
        ("You may sell honey before the third summer [1].", "Nobody should"),
        ("You should sell honey earlier [1].", "Nobody should"),
        ("No, you need not know whose meadow is in flower [1].", "Must I own"),
    ],
)
def test_what_only_looks_near_does_not(text: str, words: str) -> None:
    assert check(text, words)


def test_real_time_is_no_time() -> None:
    assert gives_figure(read_question("What is the point of a real-time system?"), "It shares out the processor.")
    assert gives_figure(read_question("hive call time"), "The call is at 1:30 pm.")
    assert not gives_figure(read_question("How much time does it take?"), "It takes patience.")
