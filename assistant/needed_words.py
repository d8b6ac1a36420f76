"""The words of a follow-up that what is said of its thing does not answer by itself: "online", "how many papers".

A message and the question that it is read as go in; words come out that the evidence has to hold however well it reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence, pooled, supported
from assistant.opening import leans_on
from assistant.question import Question, read_question
from assistant.support import same_thing, stems
from assistant.topic import conversation_data

_COUNTED = re.compile(r"\bhow many (?:\w+ )?(\w+)\b")
_DEFINED = re.compile(r"\b(?:what is|whats|what are) (?:the |its |their )((?:\w+ )?\w+)\b")
_BEST = re.compile(
    r"\b(?:which|what) (\w+) (?:is|are|will be|would be) (?:the )?"
    r"(?:best|better|good|cheapest|cheaper|easiest|easier)\b"
)
_EXISTS = re.compile(
    r"\b(?:is|are|was) there (?:any |an? |the )?((?:\w+ ){0,2}\w+?)"
    r"(?= (?:for|in|after|at|with|to|on|of|from|before|there)\b|$)"
)
_NAME_IT = re.compile(r"\b(?:which|what|any|some|good|best|suggest|the best) (\w+)\b")
_OF_TWO = re.compile(r"\bwhich of .+ or \w")
_WHO = re.compile(r"\bwho (?!is|are|was|were|can|will|should|do|does|did|has|have|would|to|all|else)(\w+)\b")
_MORE = re.compile(r"\b(?:better|faster|slower|easier|harder|safer|happier|stronger|nicer|smarter)\b")
_NAMING = (_COUNTED, _DEFINED, _BEST, _EXISTS)
_FEW = 3  # words up to which a message is hardly more than a name
_PLAIN = frozenset({"times", "days", "weeks", "months", "years", "hours", "minutes", "people", "time"})


def needed_words(message: str, asked: str) -> list[str]:
    """The words of the message that have to stand in the evidence for the question that it is read as.

    A message that is read as it stands has none but those of the data, and these only where it leans on something.
    """
    own = read_question(message)
    named = [word for word in own.content if word in read_question(asked).asked]
    named_by_it = {match[1] for match in _NAME_IT.finditer(own.folded)} & conversation_data("has_to_be_named")
    spoken = [word for word in own.words if word in conversation_data("has_to_be_said") | named_by_it]
    if message == asked:
        return spoken if leans_on(message) or len(own.words) <= _FEW else []
    if is_of_two(message, asked):
        return [*named, *_MORE.findall(own.folded)]  # all that it says is what is asked of the two
    acting = [] if own.kinds else [match[1] for match in _WHO.finditer(own.folded)]
    asked_for = {word for one in _NAMING for match in one.finditer(own.folded) for word in match[1].split()}
    return [*spoken, *acting, *(w for w in named if w in asked_for and w not in _PLAIN and w not in spoken)]


def is_of_two(message: str, asked: str) -> bool:
    """Whether a message is read as about two things that it does not name: "which is better" of "X or Y"."""
    return bool(_OF_TWO.search(asked.lower())) and not _OF_TWO.search(message.lower())


def all_held(words: Sequence[str], question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the best evidence supports these words; those of the data have to stand in it in some form."""
    listed = conversation_data("has_to_be_said") | conversation_data("has_to_be_named")
    return all(
        supported(word, question, evidence)
        if word in question.content and word not in listed
        else _stands_in(word, evidence)
        for word in words
    )


def _stands_in(word: str, evidence: Sequence[Evidence]) -> bool:
    meant = same_thing(word) | stems(word)
    best = pooled(evidence, rows=False) if evidence else ()
    return any(not meant.isdisjoint(stems(item.passage.text)) for item in best)
