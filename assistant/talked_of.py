"""What a conversation goes on to talk about after a message that only asks more of what was talked about before.

"Which institute is best for it?" after the diploma is still about the diploma, and not about a diploma institute: the
words that a question was made of are never carried on with what they were joined to.
"""

from __future__ import annotations

from assistant.opening import opening_of
from assistant.references import focus_of
from assistant.topic import Said, said


def talked_of(message: str, read: str, previous: Said) -> str | None:
    """What "it" means after a message that is read with the question before; None where the question itself tells."""
    if read == message:
        return None
    own = said(message, previous.shape)
    focus = focus_of(previous)
    if focus and _holds(read, focus) and not _holds(message, focus):
        return None if own.question.yes_no and own.members else focus
    opening, follows = opening_of(own.keys)
    whole = said(read, previous.shape).focus
    if not follows or whole is None or _holds(read, whole):
        return None  # what it is about stands in it as one phrase
    name = said(" ".join(own.words[opening:]), previous.shape)
    if name.place_spans or name.question.kinds or len(name.chunks) != 1:
        return None
    start, end = name.chunks[0]
    return " ".join(name.words[start:end]) if _holds(read, " ".join(name.words[start:end])) else None


def _holds(text: str, words: str) -> bool:
    return f" {words.lower()} " in f" {text.lower().strip(' ?.!')} "
