"""The career that a guide's text speaks of, where neither a title nor a file's name says it."""

from __future__ import annotations

import re

_END = (
    "in|with|without|after|at|on|or|and|as|from|for|by|if|when|that|who|you|is|are|to|than|within|through|before|of|do|"
    "does|actually|really|take|takes|need|needs|should|can|will|not|but|while|has|earn|earns|make|makes"
)
_NAME = rf"((?:(?!(?:{_END})\b)[^\W\d_][\w&/+-]*[ ]?){{1,4}})"
_NAMED = re.compile(
    r"\b(?:(?:becom(?:e|es|ing)|working as|work as|career as|job as|what (?:does|do|is)|life of) (?:an? |the )?|"
    r"to be an? )" + _NAME,
    re.I,
)
_FEWEST = 3  # times that a career is written in a guide about it


def career_in(text: str) -> str | None:
    """The career that a guide is about, as it is written there most often; None where the text does not say.

    Of what the guide speaks of becoming or working as, the longest name that stands in it at least three times.
    """
    found: dict[str, tuple[int, str]] = {}
    for match in _NAMED.finditer(text):
        name = match[1].strip()
        count = len(re.findall(rf"\b{re.escape(name)}s?\b", text, re.I))
        if count >= _FEWEST:
            found[name.lower()] = (count * len(name.split()), name)
    return max(found.values(), default=(0, None))[1]
