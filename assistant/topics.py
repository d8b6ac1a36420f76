"""What every career is asked about as such ("cabin crew salary", "how to become a vet"), and where guides tell it.

Such a question names nothing but the career and a topic, so that likeness of words says little: every passage is about
the career, and the one that names it most often wins. What the guide calls its parts says more.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.context import home_of, subject_terms
from assistant.language import fold, pattern_of, read_data
from assistant.question import Question
from assistant.support import stems
from corpus.guide import Guide

_BESIDE = frozenset(read_data("words.toml")["beside_a_topic"].split())
_OF_SELF = re.compile(r"^(?!.*\bif\b).*\b(?:i|im|ive|my|me|we|our)\b")
_SHORT = 3  # words that ask: "how much time"


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One thing every career is asked about. All patterns are for folded text."""

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]  # what names a part that is about it
    told: re.Pattern[str] | None  # what a sentence says that answers it wherever it stands; None: nothing surely does


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the data file."""
    return tuple(
        Topic(
            name=entry["name"],
            asked=pattern_of(entry["asked"]),
            said=pattern_of(entry["said"]),
            told=pattern_of(entry["told"]) if "told" in entry else None,
        )
        for entry in read_data("topics.toml")["topic"]
    )


@lru_cache(maxsize=1_024)
def topics_asked(question: Question, guide: Guide, *, whatever_told: bool = False) -> frozenset[str]:
    """The topics of a question that names nothing beside them but the guide's career and home; empty else.

    So it is for one that names a step. `whatever_told`, a short one may tell of who asks: "I work in a bank, how long?"
    """
    if question.step is not None:
        return frozenset()
    given = subject_terms(guide) | stems(home_of(guide) or "")
    short = whatever_told and len(question.asking.split()) <= _SHORT and _OF_SELF.search(question.folded)
    words = [word for word in question.content if not short or word in question.asked]
    rest = [word for word in words if not stems(word) <= given and word not in _BESIDE]
    found = set()
    for topic in topics():
        matched = {word for match in topic.asked.finditer(question.folded) for word in match.group().split()}
        if matched and all(word in matched for word in rest):
            found.add(topic.name)
    return frozenset(found - {"the way in"} if "how long" in found else found)


def words_of_topics(question: Question, names: Set[str]) -> dict[str, frozenset[str]]:
    """The words by which a question asks for each of these topics."""
    return {
        topic.name: frozenset(word for match in topic.asked.finditer(question.folded) for word in match.group().split())
        for topic in topics()
        if topic.name in names
    }


@lru_cache(maxsize=32_768)
def topics_said(title: str) -> frozenset[str]:
    """The topics that a heading, lead-in, label name or table head is about."""
    folded = fold(title)
    return frozenset(topic.name for topic in topics() if topic.said.search(folded))


@lru_cache(maxsize=32_768)
def topics_told(text: str) -> frozenset[str]:
    """The topics that a sentence answers by what it says itself."""
    folded = fold(text)
    return frozenset(topic.name for topic in topics() if topic.told and topic.told.search(folded))


@lru_cache(maxsize=1_024)
def to_be_told(question: Question, guide: Guide) -> bool:
    """Whether what is asked is answered only in a part about it, or by what says so: what the career is does not."""
    asked = topics_asked(question, guide, whatever_told=True)
    return any(topic.name in asked and topic.told is not None for topic in topics())
