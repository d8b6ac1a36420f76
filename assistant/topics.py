"""What every career is asked about as such ("cabin crew salary", "how to become a vet"), and where guides tell it.

Such a question names nothing but the career and a topic, so that likeness of words says little: every passage is about
the career, and the one that names it most often wins. What the guide calls its parts says more.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.language import fold, read_data
from assistant.question import Question
from assistant.support import stems

# Words that only say for whom it is asked, or that it is asked for: "fresher salary", "skills required".
_BESIDE = frozenset(
    ["fresher", "freshers", "beginner", "beginners", "entry", "level", "starting", "experienced", "senior", "required"]
)


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One thing every career is asked about. Both patterns are for folded text."""

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the data file."""
    return tuple(
        Topic(name=entry["name"], asked=re.compile(entry["asked"]), said=re.compile(entry["said"]))
        for entry in read_data("topics.toml")["topic"]
    )


def topics_asked(question: Question, given: Set[str]) -> frozenset[str]:
    """The topics of a question that names nothing beside them; empty for one that does, or that names a step.

    `given` holds the stems of what every passage of the guide is about: its career, its home.
    """
    if question.step is not None:
        return frozenset()
    rest = [word for word in question.content if not stems(word) <= given and word not in _BESIDE]
    found = set()
    for topic in topics():
        matched = {word for match in topic.asked.finditer(question.folded) for word in match.group().split()}
        if matched and all(word in matched for word in rest):
            found.add(topic.name)
    return frozenset(found)


@lru_cache(maxsize=32_768)
def topics_said(title: str) -> frozenset[str]:
    """The topics that a heading, lead-in, label name or table head is about."""
    folded = fold(title)
    return frozenset(topic.name for topic in topics() if topic.said.search(folded))
