"""Whether something is needed or may be left out: how a question asks it, and how a guide says it."""

from __future__ import annotations

import re

from assistant.language import pattern_of, read_data
from assistant.question import Question

_DATA = read_data("needs.toml")
_SKIPS = pattern_of(_DATA["skips"])
_NEEDED = pattern_of(_DATA["needed"])
_OPTIONAL = re.compile(r"\boptional\b")
_TELLS = pattern_of([*_DATA["needed"], *_DATA["told"]], re.I)
_PLAINLY = pattern_of(_DATA["plainly"], re.I)
_TOUCHES = pattern_of(_DATA["touched"], re.I)

LEAVING_OUT = frozenset(_DATA["leaving_out"].split())


def asks_to_skip(question: Question) -> bool:
    """Whether it asks if something may be left out."""
    return bool(_SKIPS.search(question.folded))


def asks_why_needed(question: Question) -> bool:
    """Whether it asks for the reason why something is needed."""
    return question.kind == "reason" and bool(_NEEDED.search(question.folded))


def asks_if_needed(question: Question) -> bool:
    """Whether it asks if something is needed, and for nothing else ("time needed")."""
    return question.yes_no and question.kind is None and speaks_of_need(question)


def speaks_of_need(question: Question) -> bool:
    """Whether a question has a word for what is needed or may be left out."""
    return bool(_NEEDED.search(question.folded) or _OPTIONAL.search(question.folded))


def tells_need(text: str) -> bool:
    """Whether a text of the guide says that something is needed, or that it is not."""
    return bool(_TELLS.search(text))


def tells_plainly(text: str) -> bool:
    """Whether a text says of something itself that it is needed, or that it is not: "The licence is optional"."""
    return bool(_PLAINLY.search(text))


def touches_need(text: str) -> bool:
    """Whether a text of the guide has any word on what has to be there, comes first or rests on what."""
    return bool(_TOUCHES.search(text))
