"""The good and the bad of a career: a question for one side is never answered with the list of the other.

Which side a text is of is told by the words of `assistant/language/sides.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.language import fold, read_data
from assistant.question import Question
from corpus.guide import Label, ListBlock

_DATA = read_data("sides.toml")
_SIDES = {name: re.compile(rf"\b(?:{_DATA[name]})\b") for name in ("good", "bad")}
_NEAR = 20  # passages among which the list of the side asked for is looked for


def side_asked(question: Question) -> str | None:
    """The side that a question asks for, "good" or "bad"; None where it asks for neither or for both."""
    return _side(question.folded)


def side_of(item: Evidence) -> str | None:
    """The side that a passage's list, label line or heading says it is of; None where it says none."""
    block = item.block
    names = list(item.section.path[-1:])
    if isinstance(block, Label):
        names.insert(0, block.name.text)
    elif isinstance(block, ListBlock) and block.lead_in:
        names.insert(0, block.lead_in.text)
    return next((side for name in names if (side := _side(fold(name)))), None)


def of_the_side(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The list or label line of the side asked for, where the best evidence is not of it; empty where none is near.

    A whole list comes before one of its items.
    """
    asked = side_asked(question)
    if asked is None or side_of(evidence[0]) == asked:
        return []
    lists = [item for item in evidence[:_NEAR] if isinstance(item.block, (ListBlock, Label))]
    found = [item for item in lists if side_of(item) == asked]
    whole = [item for item in found if isinstance(item.block, ListBlock) and item.passage.part is None]
    return whole[:1] or found[:1]


def side_not_given(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether one side is asked for, the best evidence is of the other, and none near it is of the one asked for."""
    asked = side_asked(question)
    other = asked is not None and side_of(evidence[0]) not in (None, asked)
    return other and not of_the_side(question, evidence)


def _side(folded: str) -> str | None:
    good, bad = (bool(_SIDES[name].search(folded)) for name in ("good", "bad"))
    return None if good is bad else "good" if good else "bad"
