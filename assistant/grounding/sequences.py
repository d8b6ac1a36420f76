"""Stages in their order: "from data to a deployed API", "the order is prepare, identify, contain".

A sentence that puts three things or more into a row, or one before another by "from … to", is held against the quote
that names the same things as stages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.grounding.backing import Backing
from assistant.grounding.likeness import content_of

_FROM = re.compile(r"\bfrom ([^.;:(),]{2,60}?) to ([^.;:(]{2,120})", re.I)
_CUE = re.compile(
    r"\b(?:(?:the )?(?:order|steps?|stages?|rungs?|ladder|sequence|phases?)(?: here)?(?: is| are|:| runs?)"
    r"|in (?:this|that|the following) order:?)\s*(.+)",
    re.I,
)
_FIRST = re.compile(r"\A\W*first,? ([^.;:(]+)", re.I)
_LINK = re.compile(
    r",? ?\b(?:and )?(?:then|next|afterwards|followed by|finally|lastly|after that)\b,?|,(?: and)?|;|\band\b|\bto\b"
    r"|->|→",
    re.I,
)
_STAGES = re.compile(r"→|->|\b(?:then|next|order|steps?|stages?|rungs?|ladder|phases?|sequence)\b", re.I)
_BESIDE = re.compile(r",? \b(?:with|where|which|while|but|for|because|so|taking)\b", re.I)  # no stage any more
_AT_LEAST = 2
_IN_A_ROW = 3


def sequence_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Stages of a sentence (plain text) that one of its quotes has in another order."""
    for stages in _sequences(sentence):
        for unit in backing.units:
            if unit.asks or unit.row is not None or not _is_turned(stages, unit.text):
                continue
            yield "The sentence has the stages of its quotes in another order."
            return


@lru_cache(maxsize=8_192)
def _sequences(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of stages in a text, each stage as its words."""
    found = []
    for match in _FROM.finditer(text):
        found.append((match[1], *_LINK.split(_BESIDE.split(match[2])[0])))
    for pattern in (_CUE, _FIRST):
        if cued := pattern.search(text):
            row = tuple(part for part in _LINK.split(re.split(r"[.;:(](?!\d)", cued[1])[0]) if part.strip())
            if len(row) >= _IN_A_ROW:
                found.append(row)
    return tuple(tuple(part for part in row if part.strip() and not re.search(r"\d", part)) for row in found)


def _is_turned(stages: tuple[str, ...], text: str) -> bool:
    """Whether a text that names stages has these ones, each once, in another order."""
    if not _STAGES.search(text):
        return False
    row = content_of(text)
    tokens = [tuple(token for token in content_of(stage) if row.count(token) == 1) for stage in stages]
    places = [row.index(own[-1]) for own in tokens if own]
    if len(places) < _AT_LEAST or len(set(places)) < len(places):
        return False
    return any(one > other for one, other in pairwise(places))
