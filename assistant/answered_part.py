"""The numbered part of a guide in which a conversation was answered last: what "that step" and "next step" are said of.

The earlier questions go in, newest last, and what their answers quote; the part's number and noun come out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.families import numbered_at
from assistant.topic import Part
from corpus.guide import Guide, Place

Quoted = Callable[[str, Sequence[str]], Sequence[Place]]  # what the answer to a question after others quotes

_LOOK_BACK = 3  # questions without an answer are passed over


def answered_part(asked: Sequence[str], quoted: Quoted, guides: Mapping[str, Guide]) -> Part | None:
    """The part that the last of these questions to be answered was answered from; None where it stands in none."""
    for at in range(len(asked) - 1, max(-1, len(asked) - 1 - _LOOK_BACK), -1):
        if places := quoted(asked[at], asked[:at]):
            guide, start, _ = places[0]
            return numbered_at(guides[guide], start)
    return None
