"""Before, after and while, held against the same event of the quotes: "before you build" for "while you build".

What stands behind such a word names an event. Where a quote has the same event behind a word of another class, and
nowhere behind one of this class, the sentence has put it at another time. A step that its guide numbers 1 is not the
last one either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.answerers.draft import Quote
from assistant.grounding.backing import Backing
from assistant.grounding.likeness import content_of, shared

_WORD = re.compile(
    r"\b(?P<before>before|prior to|ahead of)\b|\b(?P<after>after|once|as soon as|following)\b"
    r"|\b(?P<during>while|during|along the way|as (?=(?:you|they|one|we|he|she|it)\b))",
    re.I,
)
_END = re.compile(r"[,;:.()\n](?!\d)|\s-\s|\b(?:and|but|so|because)\b", re.I)
_SENTENCE_END = re.compile(r"[;:.\n](?!\d)")
_DENIES = re.compile(
    r"\b(?:not|no|never|cannot|nobody|none|neither|nor|without|nothing|hardly|barely|rarely|seldom)\b|n't\b", re.I
)
_APART = frozenset({("before", "after"), ("before", "during"), ("after", "before"), ("during", "before")})
_EVENT = 7  # words behind a time word that name its event
_ALIKE = 0.6  # share of the shorter event's words that both have
_VERBATIM = 2  # words of an event that need no other word in common
_LAST = re.compile(r"\A\W*(?:last(?:ly)?(?: of all)?|finally|at the (?:very )?end|in the end)\b", re.I)
_FIRST_STEP = re.compile(r"\A\s*1[.)]\s")


class _Time(NamedTuple):
    """An event with what is said of its time."""

    how: str
    event: frozenset[str]
    beside: frozenset[str]
    denied: bool
    word: str


def time_word_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Events of a sentence (plain text) that its quotes have at another time."""
    held = [time for unit in backing.units if not unit.asks for time in _times(unit.spoken)]
    for own in _times(sentence) if held else ():
        same = [time for time in held if _is_one_event(own, time)]
        if same and all((own.how, time.how) in _APART and time.denied == own.denied for time in same):
            yield f"“{own.word}” is not when the quotes have this (“{same[0].word}”)."
            return
    if _LAST.match(sentence) and all(map(_is_first_step, backing.quotes)):
        yield "The sentence puts the first step last."


def _is_first_step(quote: Quote) -> bool:
    """Whether a quote stands on the line that its guide numbers 1."""
    text, start = quote.guide.text, quote.span.start
    return bool(_FIRST_STEP.match(text[text.rfind("\n", 0, start) + 1 : quote.span.end]))


def _is_one_event(own: _Time, other: _Time) -> bool:
    both = shared(own.event, other.event)
    if len(both) < max(1, _ALIKE * min(len(own.event), len(other.event))):
        return False
    return bool(shared(own.beside, other.beside)) or (len(both) >= _VERBATIM and both == own.event)


@lru_cache(maxsize=16_384)
def _times(text: str) -> tuple[_Time, ...]:
    found = []
    for match in _WORD.finditer(text):
        event = _END.split(text[match.end() :])[0]
        before = _SENTENCE_END.split(text[: match.start()])[-1]
        behind = _SENTENCE_END.split(text[match.end() + len(event) :])[0]
        named = frozenset(content_of(" ".join(event.split()[:_EVENT])))
        beside = frozenset(content_of(before)) or frozenset(content_of(behind))
        if named and match.lastgroup:
            found.append(_Time(match.lastgroup, named, beside, bool(_DENIES.search(before)), match.group().strip()))
    return tuple(found)
