"""What is asked of a thing where the evidence tells another thing of it: how long it takes for how long it is valid.

A few things asked of every career are said in words of their own and in no others; evidence without any of them
answers something else, however well it names what is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.context import context_text
from assistant.evidence import Evidence, pooled
from assistant.language import pattern_of, read_data
from assistant.question import Question
from corpus.guide import Table

_SHORT = 10  # words of a question that tells no story
_NEAR = 3  # passages of the best one's section that are read with it


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """One thing that is asked of others; patterns are for lower-case text. Without `kinds`, of any kind of question."""

    name: str
    kinds: frozenset[str]
    asked: re.Pattern[str]
    said: re.Pattern[str]


@cache
def aspects() -> tuple[Aspect, ...]:
    """All aspects, in the order of the data file."""
    return tuple(
        Aspect(
            name=entry["name"],
            kinds=frozenset(entry.get("kinds", ())),
            asked=pattern_of(entry["asked"]),
            said=pattern_of(entry["said"]),
        )
        for entry in read_data("aspects.toml")["aspect"]
    )


def aspects_asked(question: Question) -> list[Aspect]:
    """The aspects that a short question, or the clauses of a longer one that ask, are about."""
    asking = question.folded if len(question.words) <= _SHORT else question.asking
    return [
        aspect
        for aspect in aspects()
        if aspect.asked.search(asking) and (not aspect.kinds or aspect.kinds & set(question.kinds))
    ]


def another_aspect(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether something is asked of a thing, and the best evidence and what stands beside it speak of no such thing."""
    asked = aspects_asked(question)
    if not asked:
        return False
    # Running text goes on in the next sentences, and a row of a table does not.
    beside = () if isinstance(evidence[0].block, Table) else evidence[1:_NEAR]
    near = [*pooled(evidence), *(item for item in beside if item.section is evidence[0].section)]
    titled = "\n".join(context_text(item.guide, item.passage) for item in near)
    said = titled.replace(evidence[0].guide.title, "").lower()  # a "handbook" speaks of no books
    return any(not aspect.said.search(said) for aspect in asked)
