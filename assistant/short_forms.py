"""Short forms that a guide spells out once: "Certified Fire Officer (CFO)".

From there on it says one or the other, and so do those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache

from assistant.support import stems
from corpus.guide import Guide

_IN_BRACKETS = re.compile(r"((?:[\w’'-]+[ ,]+){1,9})\(([A-Z][\w&]*[A-Z])s?\)")


def spelt_out_in(text: str) -> Iterator[tuple[str, str]]:
    """The short forms in brackets behind the words that they are made of, each as (short form, words).

    Made of the first letters of all words before, or of those in capitals alone ("Institute of Banking (IB)").
    """
    for before, short in _IN_BRACKETS.findall(text):
        letters = short.lower().replace("&", "")
        for made_of in (r"\b[A-Za-z]\w*", r"\b[A-Z]\w*"):
            words = re.findall(made_of, before)
            at = "".join(word[0].lower() for word in words).rfind(letters)
            if at >= 0:
                yield short, " ".join(words[at : at + len(letters)])
                break


@lru_cache(maxsize=256)
def short_forms(guide: Guide) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The short forms that a guide spells out: the stems of each, and of the words that it stands for."""
    return tuple((stems(short), stems(words)) for short, words in dict.fromkeys(spelt_out_in(guide.text)))


def with_short_forms(said: Set[str], guide: Guide) -> frozenset[str]:
    """Stems of a text with those of the short forms whose words it all says."""
    return frozenset(said).union(*(short for short, words in short_forms(guide) if words <= said))
