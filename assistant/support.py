"""Does a text support a word: by the word itself or by another word for the same thing."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from assistant.language import load_language
from index.lexical import terms


@lru_cache(maxsize=32_768)
def stems(text: str) -> frozenset[str]:
    """The index terms of a text as a set; remembered, since questions meet the same guide texts again and again."""
    return frozenset(terms(text))


@lru_cache(maxsize=8_192)
def same_thing(word: str) -> frozenset[str]:
    """The stems of a word and of every word for the same thing; of a compound among those the whole, not its parts."""
    others = load_language().groups.get(word, frozenset()) - {word}
    return frozenset([*terms(word), *(terms(other)[0] for other in others)])


def lexical_support(word: str, context: Set[str]) -> float:
    """1.0 if the word, or a word for the same thing, stands in a context of stems; 0.0 otherwise."""
    return float(not same_thing(word).isdisjoint(context))
