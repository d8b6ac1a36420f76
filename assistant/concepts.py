"""What careers are asked about in many words: which concepts a question asks for, and which texts speak of them.

The pairs are data (`language/concepts.toml`): "too old", "age limit" and "I am 42" all ask for what guides say with
"age" or "older". A concept never answers by itself; it is one signal among others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.language import fold, pattern_of, read_data


@dataclass(frozen=True, kw_only=True)
class Concept:
    """One thing careers are asked about. Both patterns are for folded text."""

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class AskedConcept:
    """A concept that a question asks for, with the words that ask for it."""

    concept: Concept
    words: frozenset[str]


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts, in the order of the data file."""
    return tuple(
        Concept(name=entry["name"], asked=pattern_of(entry["asked"]), said=pattern_of(entry["said"]))
        for entry in read_data("concepts.toml")["concept"]
    )


@cache
def _asked_at_all() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{concept.asked.pattern})" for concept in concepts()))


@lru_cache(maxsize=1_024)
def concepts_asked(folded: str) -> tuple[AskedConcept, ...]:
    """The concepts that a folded question asks for; empty for most questions that name what they ask."""
    if not _asked_at_all().search(folded):
        return ()
    found = (concept for concept in concepts() if concept.asked.search(folded))
    return tuple(AskedConcept(concept=concept, words=_words(concept.asked, folded)) for concept in found)


def _words(asked: re.Pattern[str], folded: str) -> frozenset[str]:
    return frozenset(word for match in asked.finditer(folded) for word in match.group().split())


@lru_cache(maxsize=32_768)
def concepts_said(text: str) -> frozenset[str]:
    """The names of the concepts that a text of a guide speaks of."""
    folded = fold(text)
    return frozenset(concept.name for concept in concepts() if concept.said.search(folded))
