"""The order of evidence where a sentence tells what a list or table near the top only lists.

Evidence comes in sorted by score, best first, and goes out with at most one item moved to the front by each rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence, moved_first
from assistant.language import load_language
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.passages import PassageKind

_NEAR = 8  # passages among which another one is looked for
_ALIKE = 0.3  # difference of scores up to which two passages fit about equally
_COUNTS_UP = re.compile(r"\b(?:two|three|four|five|six|seven|[2-9]) (?:\w+ ){0,2}\w+s:", re.I)
_ASKS_WHICH_FIRST = re.compile(r"\b(?:which|what)\b.*\b(?:first|(?:start|begin) with)\b")
_BEGINS_WITH = re.compile(r"\b(?:focus|start|begin|concentrate)\w*\b[^.,]*\b(?:first|with|on)\b", re.I)
_WHICH_DOES = re.compile(
    r"(?:\w+ ){0,2}(?:which|what) (?:\w+ ){0,3}?([a-z]{3,}) "
    r"(?:covers?|teach(?:es)?|includes?|contains?|offers?|explains?) "
)


def with_telling_sentence_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """Evidence with the sentence that tells what is asked for before the list that is nearer in its other words."""
    if not found:
        return found
    found = _counted_in_a_sentence_first(question, found)
    found = _sentence_on_the_thing_first(question, found)
    return _what_to_begin_with_first(question, found)


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
