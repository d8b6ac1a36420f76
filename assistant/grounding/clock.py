"""Times of day: those that quotes say without their half ("calls after eleven"), and those that they do not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing

_TIME = re.compile(r"(?<![\d.:])(\d{1,2})[:.](\d\d)(?![\d.:]|\s?%)\s?(?:([ap])\.?m\b)?", re.I)
_IN_WORDS = re.compile(r"\b(?:half past|quarter (?:past|to)|noon|midnight)\b", re.I)
_HALF_DAY = 12
_AT = re.compile(r"\b(?:at|after|before|until|till|by|from|past)\s\Z", re.I)


def has_clock(text: str, amount: Amount) -> bool:
    """Whether a text has a time of day, perhaps as one end of "7 am to 2 pm", or without its half of the day."""
    if amount.unit and re.search(rf"(?<![\d.:]){amount.figures[0]:g}(?::00)?\s?{amount.unit[0]}\.?m\b", text, re.I):
        return True
    return any(
        said.low == amount.low and not (said.unit or said.currency or said.scaled) and _AT.search(text[: said.start])
        for said in amounts(text)
    )


def clock_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Times of day with minutes of a sentence (plain text) that its quotes do not have."""
    here = [match for match in _TIME.finditer(sentence) if _is_time(match)]
    there = [match for match in _TIME.finditer(backing.text) if _is_time(match)] if here else []
    if not there or _IN_WORDS.search(backing.text):
        return
    said = frozenset().union(*map(_times, there))
    for match in here:
        if (times := _times(match)) and times.isdisjoint(said):
            yield f"“{match[0].strip()}” is no time that the quotes have."


def _is_time(match: re.Match[str]) -> bool:
    """Whether it is written as a time, and not as a number with two decimals."""
    return bool(match[3]) or ":" in match[0]


def _times(match: re.Match[str]) -> frozenset[tuple[int, int]]:
    """The hours of the day, with their minutes, that a time may stand for; none where it is no time."""
    hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").lower()
    if hour > 2 * _HALF_DAY or minute > 59:
        return frozenset()
    if half:
        return frozenset({(hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0), minute)})
    return frozenset({(hour, minute)} | ({(hour + _HALF_DAY, minute)} if hour < _HALF_DAY else set()))
