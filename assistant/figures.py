"""Messages about the figures that the answer before gave: where they come from, whether they are per month.

A message and the earlier question go in, a whole question comes out, or None where the message is about something else.
"""

from __future__ import annotations

import re

from assistant.language import fold
from assistant.topic import Said

_WHENCE = re.compile(
    r"(?:where (?:is|are|does|did) (?:this|that|it|these)(?: \w+){0,2} from|(?:your |the |any )?sources?)", re.I
)
_MEASURE = re.compile(
    r"\b(?:per|a|each) (?:month|year|annum)\b"
    r"|\b(?:monthly|yearly|annual|in[- ]hand|gross|fixed|before tax|after tax)\b",
    re.I,
)
_BY_PERIOD = re.compile(  # "monthly?", "how much is that per month"
    r"(?:(?:and|so|ok|then|in|how|much|is|are|that|it|the|this|be|will|would|what|about|comes?|to|rupees|amount) )*"
    r"(?:(?:per|a) (?:month|year|annum)|monthly|yearly|annually)(?: (?:salary|pay|how much|then|please|amount|basis))*"
)
_OF_A_YEAR = re.compile(r"year|annu", re.I)
_IS_IT = re.compile(r"(?:is|are) (?:it|this|that|these)\b", re.I)


def of_the_figure(message: str, earlier: Said) -> str | None:
    """The message with the question that it is about, where that one asked for an amount."""
    if not earlier.question.asks("amount"):
        return None
    if _WHENCE.fullmatch(message.strip(" ?.!")):
        return "what is the source of the salary figures?" if "salar" in earlier.question.folded else None
    if _MEASURE.search(message) and _IS_IT.match(message):
        return f"{message.rstrip(' ?.!')} ({earlier.text.rstrip(' ?.!')})"
    if _BY_PERIOD.fullmatch(fold(message)):
        return f"{earlier.text.rstrip(' ?.!')} per {'year' if _OF_A_YEAR.search(message) else 'month'}"
    return None
