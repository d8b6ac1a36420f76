"""Messages about things that the question before weighs ("Flask or FastAPI?"), or that is to be compared with more.

A message and an earlier question go in, the message with their names comes out, or None where it is of no such things.
"""

from __future__ import annotations

import re

from assistant.parts import COUNTED_NOUN
from assistant.topic import Said

_WHICH_ONE = re.compile(
    r"^(?:and |but )?which (?:one (?=takes? )|(?:one )?(?=(?:is|are) (?:the )?(?:\w+est|best|worst|most|least)\b))",
    re.I,
)
_COMPARE = re.compile(r"(?:please )?compare (?:it |that |this |them )?(?:with|to|and) (.{2,60})", re.I)


def of_alternatives(message: str, earlier: Said) -> str | None:
    """A message about one or both of two things that the question before weighed, with their names."""
    both = earlier.alternatives
    if (
        both is None
        and (found := _WHICH_ONE.search(message))
        and (listed := COUNTED_NOUN.search(earlier.question.folded))
    ):
        return f"which of the {listed[1]}s {message[found.end() :]}"
    if both is None or re.search(r"\b(?:or|vs)\b", message, re.I):
        return None
    if match := re.search(
        r"\b(?:both(?: of them)?|the two(?: of them)?|these two|those two)\b(?! (?:in|on|at|with|of) the\b)",
        message,
        re.I,
    ):
        return f"{message[: match.start()]}{both[0]} and {both[1]}{message[match.end() :]}"
    match = re.search(
        r"\b(?:which(?: one)?(?: of (?:them|these|those|the two))?|who(?: of the two)?(?= \w+ (?:more|less|better)\b))"
        r"(?= (?:is|are|do|does|should|has|have|would|will|can|pays?|earns?|makes?|gets?|needs?|takes?)\b)",
        message,
        re.I,
    )
    if match:
        return f"{message[: match.start()]}which of {both[0]} or {both[1]}{message[match.end() :]}"
    return None


def compared_with(message: str, earlier: Said) -> str | None:
    """The question before, asked of what it was about and of what a message wants it compared with; else None."""
    other = _COMPARE.fullmatch(message.strip(" ?.!"))
    return f"{earlier.text.rstrip(' ?.!')} compared with {other[1]}" if other and earlier.question.kinds else None
