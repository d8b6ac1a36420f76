"""Names that a text lists with commas: "Git, GitHub" or "Acme, Birch, along with many start-ups"."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"\s(?:is|are|was|were|has|have|can|will|which|who|that|because|since|so)\b.*$", re.S)
_OPEN_END = re.compile(
    r"^(?:(?:along|as well|plus|and)(?: with| as)?)?\s*"
    r"(?:an? (?:growing|large|small)|many|some|several|others?|more|so on|etc)\b",
    re.I,
)
_WORDS = 6  # of one name at most: longer parts are clauses, not names


def names_listed(text: str) -> tuple[str, ...]:
    """The names that a text lists, an open end ("and many others") left out; empty where it lists fewer than two.

    Brackets are no part of a name, and of a sentence only what stands before its verb lists anything.
    """
    flat = re.sub(r"\s*\([^)]*\)", "", text).strip(" .*_")
    parts = [part.strip(" .") for part in re.split(r"[,;]\s+(?!\d)|\s+and\s+(?=[^,;]+$)", flat)]
    parts = [re.sub(r"^(?:and|or)\s+", "", part) for part in parts if part]
    for place, part in enumerate(parts):
        if _CLAUSE.search(part):
            parts = [*parts[:place], _CLAUSE.sub("", part)]
            break
    names = [part for part in parts if part and not _OPEN_END.match(part)]
    return tuple(names) if len(names) > 1 and all(len(name.split()) <= _WORDS for name in names) else ()
