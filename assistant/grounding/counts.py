"""How many times as much or as often a text says: "twice", "triple", "three times"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.text import data, number_words

_TIMES = re.compile(r"\b(?P<number>\w+) times\b|\b(?P<word>[a-z]+)\b", re.I)


@cache
def _numbers() -> dict[str, float]:
    return {word: value for word, value in number_words().items() if value < _MANY} | {"single": 1.0}


_MANY = 20  # larger numbers are looked at as amounts


def _small(word: str) -> float | None:
    if word.isdigit() and len(word) <= 2:
        return float(word)
    return _numbers().get(word)


@cache
def _multiple_words() -> dict[str, float]:
    raw: Any = data()["multiples"]
    return {word: float(value) for value, listed in raw.items() for word in listed.split()}


@lru_cache(maxsize=8_192)
def multiples(text: str) -> frozenset[float]:
    """How many times as much or as often a text says, as numbers."""
    found: set[float] = set()
    for match in _TIMES.finditer(text):
        said = match["number"]
        number = _small(said.lower()) if said else _multiple_words().get(match["word"].lower())
        if number is not None:
            found.add(number)
    return frozenset(found)
