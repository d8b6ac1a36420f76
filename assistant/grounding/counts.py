"""Numbers with what they count, and how many times: "two pages" where the quotes have one, "triple" for "double"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.backing import Backing
from assistant.grounding.text import data, near_senses, number_words, stem, words
from index.lexical import STOP_WORDS

_TIMES = re.compile(r"\b(?P<number>\w+) times\b|\b(?P<word>[a-z]+)\b", re.I)


def count_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Things that a sentence (plain text) counts with another number than its quotes, and other multiples."""
    held: dict[str, set[float]] = {}
    for unit in backing.units:
        if not unit.asks:
            for noun, number in _counted(unit.text):
                held.setdefault(noun, set()).add(number)
    for noun, number in _counted(sentence):
        if number == 1:
            continue  # "one of them" counts nothing
        there = held.get(noun) or held.get(min(near_senses(noun) & held.keys(), default=""), set())
        if number in _bare_numbers(backing.text):
            continue  # "one remote day, while others allow three"
        if there and number not in there and number not in _all_numbers(backing.text, noun):
            yield f"The quotes have another number of “{noun}” than {number:g}."
    multiple = frozenset(number for unit in backing.units for number in multiples(unit.text))
    for number in multiples(sentence) - {1.0}:
        if multiple and number not in multiple:
            yield f"The quotes have another multiple than {number:g}."


@cache
def _numbers() -> dict[str, float]:
    return {word: value for word, value in number_words().items() if value < _MANY} | {"single": 1.0}


_MANY = 20  # larger numbers are looked at as amounts


@lru_cache(maxsize=8_192)
def _counted(text: str) -> frozenset[tuple[str, float]]:
    """The small numbers of a text, each with the noun right behind it."""
    row = words(text)
    found: set[tuple[str, float]] = set()
    for at, (word, after) in enumerate(zip(row, row[1:], strict=False)):
        if at > 1 and row[at - 1].lower in {"in", "of"} and _small(row[at - 2].lower) is not None:
            continue  # "one in eight nurses"
        number = _small(word.lower)
        joined = text[word.end : after.start] == " "
        noun = after.lower
        if number is None or not joined or noun in STOP_WORDS or noun[0].isdigit() or noun in _numbers():
            continue
        if noun in _no_nouns():
            continue
        found.add((stem(noun), number))
    return frozenset(found)


def _small(word: str) -> float | None:
    if word.isdigit() and len(word) <= 2:
        return float(word)
    return _numbers().get(word)


@cache
def _no_nouns() -> frozenset[str]:
    """Words behind a number that it does not count: units and scales, which are amounts, and words of grammar."""
    raw: Any = data()
    units = {word for unit in raw["unit"] for word in unit["words"]}
    return frozenset(units) | frozenset(raw["scales"]) | frozenset(str(raw["counting"]["no_nouns"]).split())


@lru_cache(maxsize=4_096)
def _all_numbers(text: str, noun: str) -> frozenset[float]:
    """All small numbers of the lines of a text that have a noun: a number may stand some words before it."""
    found: set[float] = set()
    for line in text.split("\n"):
        row = words(line)
        stems_here = [stem(word.lower) for word in row]
        for at, word in enumerate(row):
            number = _small(word.lower)
            if number is not None and noun in stems_here[at + 1 : at + 6]:
                found.add(number)
    return frozenset(found)


@lru_cache(maxsize=4_096)
def _bare_numbers(text: str) -> frozenset[float]:
    """Numbers of a text behind which no noun stands: they count what was named before."""
    return frozenset(
        number
        for match in re.finditer(r"\b(\w+)(?=[.,;)\n]|\Z| (?:in|for|at|of|and|or|if|when|by|from)\b)", text)
        if (number := _small(match[1].lower())) is not None
    )


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
