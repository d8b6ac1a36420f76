"""Does a text support a word: by the word itself or by another word for the same thing."""

from __future__ import annotations

import re
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
    """The stems of a word and of every word for the same thing; of compounds the whole, not its parts."""
    others = load_language().groups.get(word, frozenset()) - {word}
    own = terms(word)
    joined = [term for term in own[1:] if term == re.sub(r"\W", "", own[0])]  # "btech" of "b.tech"
    return frozenset([*own[:1], *joined, *(terms(other)[0] for other in others)])


@lru_cache(maxsize=8_192)
def parts_of(word: str) -> frozenset[str]:
    """The stems of a compound's parts, which together stand for it ("entry level" for "entry-level"); else empty."""
    own = terms(word)
    return frozenset(own[1:]) - same_thing(word)


def stands_for(word: str, context: Set[str]) -> bool:
    """Whether a word stands in a context of stems, as such, in all its parts, or by another word for the same thing."""
    return not same_thing(word).isdisjoint(context) or bool(parts_of(word) and parts_of(word) <= context)


def lexical_support(word: str, context: Set[str]) -> float:
    """1.0 if `stands_for` holds, 0.0 otherwise."""
    return float(stands_for(word, context))


def kin(word: str, context: Set[str]) -> bool:
    """Whether a word of the same family stands in a context of stems ("scientist" beside "science")."""
    return len(word) > 5 and any(stem[:5] == word[:5] for stem in context)
