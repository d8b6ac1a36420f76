"""Short forms that a guide spells out once: "Certified Fire Officer (CFO)", "CFO: Certified Fire Officer, …".

From there on it says one or the other, and so do those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from assistant.support import stems
from corpus.guide import Guide

_IN_BRACKETS = re.compile(r"((?:[\w’'-]+[ ,]+){1,9})\(([A-Z][\w&]*[A-Z])s?\)")
_BEHIND = re.compile(r"\b([A-Z][A-Z&]*[A-Z])[*_]{0,3}(?:\s?:[*_]{0,3}|\s[—–-]|\s?\()\s*((?:[\w’'-]+ ){0,9}[\w’'-]+)")
_SMALL = frozenset(["a", "an", "and", "for", "in", "of", "on", "the", "to"])


def spelt_out_in(text: str) -> Iterator[tuple[str, str]]:
    """The short forms in brackets behind the words that they are made of, or before these, as (short form, words).

    Made of the words' first letters, or of letters in their order from a word in capitals on ("Bachelor of
    Physiotherapy (BPT)"). What stands behind a short form counts only if it is made of the first letters.
    """
    for before, short in _IN_BRACKETS.findall(text):
        words, letters = re.findall(r"[\w’'-]+", before), short.lower().replace("&", "")
        initials = "".join(word[0].lower() for word in words)
        if initials.endswith(letters):
            yield short, " ".join(words[-len(letters) :])
        elif made_of := _made_of(letters, words):
            yield short, made_of
    for short, behind in _BEHIND.findall(text):
        if first := _first_words(short.lower().replace("&", ""), re.findall(r"[\w’'-]+", behind)):
            yield short, first


def _first_words(letters: str, words: Sequence[str]) -> str | None:
    """The words from the first on whose first letters a short form is made of; small words may be left out."""
    left = letters
    for place, word in enumerate(words):
        if word[0].lower() == left[0]:
            left = left[1:]
        elif place == 0 or word not in _SMALL:
            return None
        if not left:
            return " ".join(words[: place + 1])
    return None


def _made_of(letters: str, words: Sequence[str]) -> str | None:
    """The last words, from one in capitals that begins as the short form does, that hold its letters in their order."""
    for start in reversed(range(len(words))):
        if words[start][0].isupper() and words[start][0].lower() == letters[0]:
            said = " ".join(words[start:])
            if re.search(".*".join(map(re.escape, letters)), said.lower()):
                return said
    return None


@lru_cache(maxsize=256)
def short_forms(guide: Guide) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The short forms that a guide spells out: the stems of each, and of the words that it stands for."""
    return tuple((stems(short), stems(words)) for short, words in dict.fromkeys(spelt_out_in(guide.text)))


def with_short_forms(said: Set[str], guide: Guide) -> frozenset[str]:
    """Stems of a text with those of the short forms whose words it all says."""
    return frozenset(said).union(*(short for short, words in short_forms(guide) if words <= said))
