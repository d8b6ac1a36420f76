"""Words by which a text denies or limits, counted and found."""

from __future__ import annotations

import re

from assistant.grounding.clauses import Clause, turning_words
from assistant.grounding.signs import meaning
from assistant.grounding.text import words

MODAL = frozenset({"CAN", "NEED", "ENOUGH"})
DENIES = re.compile(
    r"\b(?:not|no|never|cannot|nobody|none|neither|nor|without|nothing|hardly|barely|rarely|seldom|scarcely|lacks?"
    r"|rare|avoid|fails?|refuses?)\b|n't\b",
    re.I,
)


def denials_in(clause: Clause) -> int:
    """How many words of a clause deny."""
    return len(DENIES.findall(clause.text)) + sum(word.lower in turning_words() for word in words(clause.text))


def hits(own: frozenset[str], other: frozenset[str]) -> int:
    """How many tokens of one text another has, in these or other words."""
    return sum(token in other or (not token.isupper() and not meaning(token).isdisjoint(other)) for token in own)
