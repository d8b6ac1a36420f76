"""Messages about both of two things asked about one after the other: "what is the difference between the two?".

A message and the earlier questions go in, the message with both written out comes out, or None where it is not of both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.references import focus_of
from assistant.topic import Said

_BOTH = re.compile(r"\b(?:both(?: of (?:them|these|those))?|(?:these|those|the) two(?: of them)?)\b", re.I)
_DIFFERENCE = re.compile(r"\bdifferen\w+\b|\bhow much (?:more|less)\b", re.I)
_TOTAL = re.compile(r"\b(?:total|sum|altogether|together|combined|add(?:ed)?)\b", re.I)
_PLAIN = re.compile(
    r"(?:and|so|ok|then|what|whats|how|much|is|are|was|the|a|of|in|between|for|with|by|please|time|if|i|we|do|"
    r"differ\w+|total|sum|altogether|together|combined|more|less|add|added|up|cost|costs?|will|it|be|come|comes|to|\W)*",
    re.I,
)
_COMPARED = re.compile(r"difference between .+ and ")
_LEAD = re.compile(r"^(?:what|whats|how much)(?: is| are| does| do)?(?: the)? |^(?:the|and) ", re.I)


def of_both(message: str, earlier: Sequence[Said]) -> str | None:
    """The message asked of what the last two questions were about, where these ask alike of two things; else None."""
    if earlier and _COMPARED.match(earlier[-1].text):
        earlier = earlier[:-1]  # both were compared just now
    if len(earlier) < 2 or earlier[-1].alternatives is not None:
        return None
    one, other = earlier[-2:]
    both = _BOTH.search(message)
    if not (both or _DIFFERENCE.search(message)) or not _alike(one, other):
        return None
    rest = _BOTH.sub(" ", message)
    if _PLAIN.fullmatch(rest):
        if _TOTAL.search(message):
            return f"{_asked(one)}? {_asked(other)}"
        return f"difference between {_bare(one)} and {_bare(other)}" if _DIFFERENCE.search(message) else None
    if both is None:
        return None
    first, second = focus_of(one), focus_of(other)
    if not first or not second or first.lower() == second.lower():
        first, second = _apart(one.words, other.words), _apart(other.words, one.words)
    return f"{message[: both.start()]}{first} and {second}{message[both.end() :]}"


def _apart(words: Sequence[str], others: Sequence[str]) -> str:
    """What a question says from its first word on that another one does not say in this place."""
    same = next(
        (at for at, (one, other) in enumerate(zip(words, others, strict=False)) if one != other), len(words) - 1
    )
    return " ".join(words[same:])


def _alike(one: Said, other: Said) -> bool:
    """Whether two questions ask for one kind of answer, of different things."""
    kinds = ("amount", "duration", "count", "share", "frequency", "age")
    same = any(one.question.asks(kind) and other.question.asks(kind) for kind in kinds)
    return same and one.keys != other.keys


def _bare(question: Said) -> str:
    return _LEAD.sub("", question.text.rstrip(" ?.!"))


def _asked(question: Said) -> str:
    """A question as a clause that asks: "the fee of a diploma" is "what is the fee of a diploma"."""
    text = question.text.rstrip(" ?.!")
    asks = re.match(r"(?:what|which|how|where|when|who|is|are|do|does|can)\b", text, re.I)
    return text if asks else f"what is the {_bare(question)}"
