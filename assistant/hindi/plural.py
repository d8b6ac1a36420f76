"""Names in a Hindi question as English has them: where they end, whether they are several, and their plurals.

Hindi says "how many paper" and "all phase" as often as not.
"""

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


_PEOPLE = frozenset({"people", "women", "men", "children"})
_MOST = frozenset({"best", "highest", "lowest", "biggest"})


def is_plural(word: str) -> bool:
    """Whether a word is several things."""
    return bool(re.search(r"[^su]s$", word)) and word not in {"fees", "studies", "marks"} or word in _PEOPLE


def ends_there(word: str, following: str) -> bool:
    """Whether what was asked of is complete with a word: a plural, a measure, "which company" before "best package"."""
    lower = word.lower()
    return lower in TIMES or lower in MONEY or bool(re.search(r"[^su]s$", lower)) or following in _MOST
