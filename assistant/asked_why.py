"""Why just that one: a question that asked which thing it is, asked for its reason.

"What is the main gate of step 4" and "why that one" go in, "why is it the main gate of step 4" comes out.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.language import pattern_of, read_data
from assistant.topic import Said

_THE = re.compile(r"(?:what|which) (is|are|was|were) (the .+)", re.I)
_WHICH_IS = re.compile(r"(?:what|which) ((?:[\w-]+ ){0,2}?[\w-]+) (is|are|was|were) (.+)", re.I)
_WHICH_TO = re.compile(
    r"(?:what|which) ((?:[\w-]+ ){0,2}?[\w-]+) ((?:should|do|does|did|can|must|would|will|shall) "
    r"(?:(?:an?|the) [\w-]+|[\w-]+) [\w-]+)( .+)?",
    re.I,
)
_FIGURES = ("amount", "duration", "count", "age", "share", "frequency", "clock", "date")


@cache
def _why_that() -> re.Pattern[str]:
    return pattern_of(read_data("conversation.toml")["why_that"])


def asked_why(asked: Said, previous: Said) -> str | None:
    """The question why it is the thing that the question before asked for; None where it asked for none."""
    if not _why_that().fullmatch(asked.question.folded) or previous.question.asks(*_FIGURES):
        return None
    before = previous.text.rstrip(" ?.!")
    if match := _THE.fullmatch(before):
        return f"why {match[1]} {_that(match[1], 'it', 'they')} {match[2]}"
    if match := _WHICH_IS.fullmatch(before):
        return f"why {match[2]} {_that(match[2], 'that', 'those')} {match[1]} {match[3]}"
    if match := _WHICH_TO.fullmatch(before):
        that = "those" if match[1].lower().endswith("s") else "that"
        return f"why {match[2]} {that} {match[1]}{match[3] or ''}"
    return None


def _that(verb: str, one: str, several: str) -> str:
    return one if verb.lower() in ("is", "was") else several
