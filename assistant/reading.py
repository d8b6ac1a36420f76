"""A message as it is read: chat spelling written out, romanised Hindi in English words, misspellings put right.

The reading only replaces words by what they mean; it adds no topic, so it cannot make an uncovered question covered.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.language import read_data
from assistant.spelling import Speller

_WORD = re.compile(r"[^\W\d_]+(?:\d\b)?")
_COMMON = frozenset({"ka", "ki", "ke", "ko", "se", "aur", "main"})  # alone they may be names or English


class _Readings(NamedTuple):
    chat: dict[str, str]
    words: dict[str, str]
    signs: frozenset[str]
    phrases: dict[str, str]
    phrase: re.Pattern[str]


@cache
def _readings() -> _Readings:
    data = read_data("reading.toml")
    phrases = data["phrases"]
    longest_first = sorted(phrases, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.I)
    return _Readings(data["chat"], data["words"], frozenset(data["signs"]["words"].split()), phrases, pattern)


class Reader:
    """Reads messages; one for all visitors of an index."""

    def __init__(self, speller: Speller) -> None:
        """Put misspellings right with `speller`."""
        self._speller = speller

    def read(self, message: str) -> str:
        """The message in English words, spelled right; unchanged where there is nothing to read."""
        readings = _readings()
        text = _replaced(message, readings.chat)
        if is_romanised_hindi(text):
            text = _in_english(text, readings)
        return self._speller.corrected(text)


def is_romanised_hindi(text: str) -> bool:
    """Whether a text holds a word that only romanised Hindi has, or two that English rarely has."""
    signs = [word for word in _WORD.findall(text.lower()) if word in _readings().signs]
    return any(sign not in _COMMON for sign in signs) or len(signs) > 1


def _in_english(text: str, readings: _Readings) -> str:
    question = re.match(r"\W*kya\b(?! (?:kya|hai|hota|hoti|karta|karte|karti|kaam|fark|matlab))", text, re.I)
    tag = re.search(r"\bkya\W*$", text, re.I)
    if question:
        text = "is " + text[question.end() :].strip()
    elif tag:
        text = "is " + text[: tag.start()].strip() + "?"
    text = re.sub(r"(?<!tell )(?<!give )(?<!show )(?<!help )\bme\b", "in", text)  # "mein" as most people write it
    text = readings.phrase.sub(lambda match: readings.phrases[match.group().lower()], text)
    return re.sub(r"\s+", " ", _replaced(text, readings.words)).strip()


def _replaced(text: str, readings: dict[str, str]) -> str:
    return _WORD.sub(lambda match: readings.get(match.group().lower(), match.group()), text)
