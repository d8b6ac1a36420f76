"""The order of evidence where a list, or what names members of it, stands near the top.

Evidence comes in sorted by score, best first, and goes out with at most one item moved to the front by each rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import lead_in_of
from assistant.evidence import Evidence, moved_first
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Label
from corpus.passages import PassageKind

_NEAR = 8  # passages among which another one is looked for
_ALIKE = 0.3  # difference of scores up to which two passages fit about equally
_FEW_WORDS = 6  # that only name a step and what is wanted of it
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\W*$")


def with_list_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """Evidence with the list or the members that are asked for in front."""
    if not found:
        return found
    found = _list_before_label(question, found)
    found = _announced_list_first(question, found)
    return _named_in_brackets_first(question, found)


def _list_before_label(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The list under the same heading before a label line of another name that fits no better."""
    best = found[0]
    if question.kind != "list" or not isinstance(best.block, Label):
        return found
    name = stems(best.block.name.text)
    if any(lexical_support(word, name) for word in question.content):
        return found  # the line is called what is asked for
    needed = sum(best.support)
    lists = (i for i in found[1:_NEAR] if i.passage.kind is PassageKind.LIST and i.section is best.section)
    return moved_first(
        found, next((i for i in lists if i.score > best.score - _ALIKE and sum(i.support) >= needed), None)
    )


def _announced_list_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The list that a step introduces by just what is wanted of it, before a sentence: "step 5 concepts"."""
    best, wanted = found[0], _wanted_of_a_step(question)
    if not wanted or best.passage.kind is not PassageKind.SENTENCE:
        return found
    lists = (item for item in found[1:_NEAR] if item.passage.kind is PassageKind.LIST and item.section is best.section)
    announced = (item for item in lists if _all_stand_in(wanted, stems(lead_in_of(item.block) or "")))
    return moved_first(found, next(announced, None))


def _named_in_brackets_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The item that names members of what is wanted of a step: "NumPy and Pandas (data libraries)" of its libraries."""
    best, wanted = found[0], _wanted_of_a_step(question)
    if not wanted or best.passage.kind is not PassageKind.SENTENCE:
        return found
    items = (item for item in found[1:_NEAR] if item.passage.kind is PassageKind.ITEM and item.section is best.section)
    said = ((item, _IN_BRACKETS.search(item.passage.text)) for item in items)
    return moved_first(
        found, next((item for item, told in said if told and _all_stand_in(wanted, stems(told[1]))), None)
    )


def _wanted_of_a_step(question: Question) -> list[str]:
    """What a question names that beside it only names a step: "step 2 libraries", "the libraries for step 2"."""
    if (
        question.step is None
        or question.yes_no
        or question.kind not in (None, "list")
        or len(question.words) > _FEW_WORDS
    ):
        return []
    return [word for word in question.content if word.endswith("s")] if len(question.content) == 1 else []


def _all_stand_in(words: Sequence[str], held: frozenset[str]) -> bool:
    return all(lexical_support(word, held) for word in words)
