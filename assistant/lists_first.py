"""The order of evidence where a list, or what names members of it, stands near the top.

Evidence comes in sorted by score, best first, and goes out with at most one item moved to the front by each rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.context import lead_in_of
from assistant.evidence import Evidence, moved_first
from assistant.language import load_language
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Label
from corpus.passages import PassageKind

_NEAR = 8  # passages among which another one is looked for
_ALIKE = 0.3  # difference of scores up to which two passages fit about equally
_SHORT = 5  # words of a question that only names a step and what is wanted of it
_COUNTS_UP = re.compile(r"\b(?:two|three|four|five|six|seven|[2-9]) (?:\w+ ){0,2}\w+s:", re.I)
_ASKS_WHICH_FIRST = re.compile(r"\b(?:which|what)\b.*\b(?:first|(?:start|begin) with)\b")
_BEGINS_WITH = re.compile(r"\b(?:focus|start|begin|concentrate)\w*\b[^.,]*\b(?:first|with|on)\b", re.I)
_WHICH_DOES = re.compile(
    r"(?:\w+ ){0,2}(?:which|what) (?:\w+ ){0,3}?([a-z]{3,}) "
    r"(?:covers?|teach(?:es)?|includes?|contains?|offers?|explains?) "
)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\W*$")


def with_list_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """Evidence with the list or the members that are asked for in front."""
    if not found:
        return found
    found = _list_before_label(question, found)
    found = _announced_list_first(question, found)
    found = _counted_in_a_sentence_first(question, found)
    found = _sentence_on_the_thing_first(question, found)
    found = _what_to_begin_with_first(question, found)
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


def _counted_in_a_sentence_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The sentence that counts up what is asked for by its verb, before a list that does not say that verb.

    "What is tested" is told by "They test two things: …" and not by the list "Questions to prepare for".
    """
    best = found[0]
    if best.passage.kind is not PassageKind.LIST or question.step is not None:
        return found
    framing = load_language().asking
    verbs = [stems(word) for word in question.words if word not in question.content and word not in framing]
    listed = stems(best.passage.indexed)
    near = (i for i in found[1:_NEAR] if i.passage.kind is PassageKind.SENTENCE and i.score > best.score - _ALIKE)
    counting = (
        item for item in near if _COUNTS_UP.search(item.passage.text) and sum(item.support) >= sum(best.support)
    )
    said = ((item, stems(item.passage.text)) for item in counting)
    return moved_first(
        found, next((i for i, own in said if any(v and v <= own and not v <= listed for v in verbs)), None)
    )


def _sentence_on_the_thing_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The sentence on the kind of thing that "covers" something, before a list of what is covered."""
    best, asked = found[0], _WHICH_DOES.match(question.folded)
    if (
        asked is None
        or best.passage.kind is not PassageKind.LIST
        or lexical_support(asked[1], stems(best.passage.indexed))
    ):
        return found
    named = [word for word in question.content if word in question.asked]
    sentences = (item for item in found[1:_NEAR] if item.passage.kind is PassageKind.SENTENCE)
    telling = (item for item in sentences if lexical_support(asked[1], stems(item.passage.text)))
    held = sum(lexical_support(word, stems(best.passage.indexed)) for word in named)
    return moved_first(
        found, next((i for i in telling if sum(lexical_support(w, i.context) for w in named) > held), None)
    )


def _what_to_begin_with_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The sentence that names those of many to begin with, before a list or table of them all."""
    best = found[0]
    if best.passage.kind not in (PassageKind.LIST, PassageKind.TABLE) or question.step is not None:
        return found
    if not _ASKS_WHICH_FIRST.search(question.folded):
        return found
    things = [stems(word) for word in question.words if word.endswith("s") and word not in load_language().asking]
    near = (i for i in found[1:_NEAR] if i.passage.kind in (PassageKind.SENTENCE, PassageKind.LABEL))
    naming = (item for item in near if _BEGINS_WITH.search(item.passage.text) and item.passage.text.count(",") > 1)
    return moved_first(found, next((i for i in naming if any(one <= i.context for one in things)), None))


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
        or len(question.words) > _SHORT + 1
    ):
        return []
    return [word for word in question.content if word.endswith("s")] if len(question.content) == 1 else []


def _all_stand_in(words: Sequence[str], held: frozenset[str]) -> bool:
    return all(lexical_support(word, held) for word in words)
