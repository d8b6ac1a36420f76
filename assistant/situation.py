"""What the visitor told of themselves, and the question that they ask next: "I passed the first exam" | "what now?".

A message and the one before it go in; where that one only tells and this one asks for the visitor, both in one message
come out, so that the question is read as if it had been asked at once.
"""

from __future__ import annotations

import re

from assistant.topic import Said

_TELLS = re.compile(
    r"^(?:(?:hi|hello|sir|madam|ok|okay|so|actually|currently|now|well) )*(?:i|im|ive|my|we|main|mai)\b"
    r"(?! (?:want|need|wanted) to (?:know|ask))"
)
_OF_SELF = re.compile(r"\b(?:i|me|my|mine|im|we|us)\b")
_ASKS = re.compile(
    r"\b(?:what|which|how|where|who|when|why|tell me|explain|list|show|is|are) (?:is|are|was|do|does|did|can|could"
    r"|should|will|would|to|long|much|many|about|it|there|the|i)\b"
)
_MOST_WORDS = 20  # a longer telling is a story, of which a question needs only little


def tells_of_self(asked: Said) -> bool:
    """Whether a message begins by telling of the visitor, whatever it asks then."""
    return _TELLS.search(asked.question.folded) is not None


def situation_and_question(message: str, asked: Said, previous: Said) -> str | None:
    """The telling and the question in one, or None where the message before is a question or this one is not."""
    before = previous.question
    if not _TELLS.search(before.folded) or before.yes_no or _ASKS.search(before.folded) or before.step is not None:
        return None
    if previous.text.rstrip().endswith("?") or len(previous.words) > _MOST_WORDS:
        return None
    if not _OF_SELF.search(asked.question.folded) or _TELLS.search(asked.question.folded):
        return None
    return f"{previous.text.rstrip(' .!')}, {message}"
