"""What the visitor told of themselves, and the question that they ask next: "I passed the first exam" | "what now?".

A message and the one before it go in; where that one only tells and this one asks for the visitor, both in one message
come out, so that the question is read as if it had been asked at once.
"""

from __future__ import annotations

import re

from assistant.language import fold
from assistant.question import named_words
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


def situation_and_question(message: str, asked: Said, previous: Said) -> str | None:
    """The telling and the question in one, or None where the message before is a question or this one is not."""
    if told := _told_before_asking(asked, previous):
        return f"{told}, {message}"
    before = previous.question
    if not _TELLS.search(before.folded) or before.yes_no or _ASKS.search(before.folded) or before.step is not None:
        return None
    if previous.text.rstrip().endswith("?") or len(previous.words) > _MOST_WORDS:
        return None
    if not _OF_SELF.search(asked.question.folded) or _TELLS.search(asked.question.folded):
        return None
    return f"{previous.text.rstrip(' .!')}, {message}"


def _told_before_asking(asked: Said, previous: Said) -> str | None:
    """What a question before opens with of the visitor ("I am a nurse, is it for me?"), for one that names nothing."""
    told, _, rest = previous.text.partition(", ")
    plain = fold(told)
    if not rest or not _TELLS.search(plain) or _ASKS.search(plain) or len(plain.split()) > _MOST_WORDS:
        return None
    names_nothing = bool(asked.question.kinds) and not named_words(asked.question) and asked.question.step is None
    return told if names_nothing and _OF_SELF.search(asked.question.folded) else None
