"""English plurals of names in a Hindi question, which says "how many paper" and "all phase" as often as not."""

from __future__ import annotations

import re

from assistant.hindi.clause import MONEY, QUALITIES, TIMES
from assistant.language import read_data

_UNCOUNTED = frozenset(read_data("hindi.toml")["grammar"]["uncounted"].split()) | TIMES | MONEY | QUALITIES
_PREPOSITIONS = frozenset({"in", "of", "for", "at", "from", "on", "with", "to"})


def in_plural(words: list[str]) -> list[str]:
    """The words of a phrase with the noun that they end in, before any "in ..." and quality, in the plural."""
    end = next((at for at, word in enumerate(words) if at and word in _PREPOSITIONS), len(words)) - 1
    while end > 1 and words[end] in QUALITIES:
        end -= 1
    noun = words[end]
    if not re.fullmatch(r"[a-z]{3,}", noun) or noun in _UNCOUNTED or noun.endswith(("s", "ing", "ed")):
        return words
    if re.search(r"[^aeiou]y$", noun):
        plural = f"{noun[:-1]}ies"
    else:
        plural = f"{noun}es" if noun.endswith(("ch", "sh", "x", "z")) else f"{noun}s"
    return [*words[:end], plural, *words[end + 1 :]]
