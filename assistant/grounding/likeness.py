"""Which words of two short texts say the same: stems of what is no grammar, by sense or as a paraphrase has them."""

from __future__ import annotations

from functools import lru_cache

from assistant.grounding.text import near_senses, paraphrases, senses, stem, without_contraction, words
from index.lexical import STOP_WORDS


@lru_cache(maxsize=16_384)
def content_of(text: str) -> tuple[str, ...]:
    """The stems of a plain text's words in order, without those of grammar."""
    lower = (without_contraction(word.lower) for word in words(text))
    return tuple(stem(word) for word in lower if word not in STOP_WORDS)


def shared(mine: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """The stems of one text that another one has, or has another word for."""
    return frozenset(one for one in mine if one in theirs or not _meant(one).isdisjoint(theirs))


@lru_cache(maxsize=16_384)
def _meant(one: str) -> frozenset[str]:
    return senses(one) | near_senses(one) | paraphrases(one)
