"""A person of whom the quotes do not speak: an agent, a neighbour, a doctor.

A paraphrase names the people of its quotes in another way only by a few general words: customers, employers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.context import subject_terms
from assistant.grounding.backing import Backing
from assistant.grounding.kinds import is_said, without_idioms
from assistant.grounding.text import data, without_contraction, words
from assistant.support import stems


def person_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Persons of a sentence (plain text) who are neither in its quotes nor in what the visitor `asked`."""
    allowed = subject_terms(backing.guide) | stems(asked) | backing.named_before
    for word in words(without_idioms(sentence)):
        lower = without_contraction(word.lower)
        if lower in _persons() and not stems(lower) <= allowed and not is_said(lower, backing):
            yield f"The quotes that the sentence cites do not speak of “{word.text}”."
            return


@cache
def _persons() -> frozenset[str]:
    raw: Any = data()
    listed = {word for group in raw["kinds"]["person"].split() for word in group.split("/")}
    return frozenset(listed) - frozenset(raw["persons"]["general"].split())
