"""What a bare number counts: the noun after it has to be what the quotes count with it, or list."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assistant.answerers.enumerations import names_listed
from assistant.grounding.amounts import Amount
from assistant.grounding.backing import Backing, Unit
from assistant.grounding.text import (
    data,
    ordinary_words,
    senses,
    without_contraction,
    words,
)

_COUNTED_WITHIN = 9  # words around a figure of the quote in which its noun stands


_COUNT_AT_MOST = 12  # more are not counted by eye


def noun_difference(amount: Amount, said: Amount, sentence: str, unit: Unit) -> str | None:
    """Whether what a bare number counts is what the quotes count with it."""
    if amount.unit or amount.currency or said.currency or is_year(amount) or amount.low > amount.high:
        return None  # a ratio ("3 to 1") counts nothing
    counted = _counted_nouns(sentence, amount)
    if not counted:
        return None
    near = {stem_ for word in _words_near(unit.text, said) for stem_ in senses(word)}
    if points_back(unit.text[said.end :]):  # "some 460 of the former"
        near |= {stem_ for word in words(unit.text) for stem_ in senses(word.lower)}
    near |= {stem_ for word in words(unit.above) for stem_ in senses(word.lower)}
    if any(senses(noun) & near for noun in counted):
        return None
    return f"the quotes do not count {' '.join(counted)}"


def points_back(after: str) -> bool:
    """Whether what stands after a number names nothing but what was named before: "some 460 of the former"."""
    return bool(_POINTS_BACK.match(after))


def is_year(amount: Amount) -> bool:
    """Whether a bare number is a year of the calendar."""
    return not amount.unit and not amount.currency and 1900 <= amount.low <= 2100 and not amount.in_words


def _counted_nouns(sentence: str, amount: Amount) -> list[str]:
    """Up to three words after a number that may be what it counts, without ordinary ones."""
    clause = re.split(
        r"[,;:.()|\n]|\b(?:and|or|for|in|of|on|to|that|which|with|from|at|by|against|versus|than)\b",
        sentence[amount.end :],
        maxsplit=1,
    )[0]
    after = [word.lower for word in words(clause)[:4]]
    bare = [without_contraction(word) for word in after]
    return [word for word in bare if (word not in ordinary_words() or word in _countable()) and word not in _no_nouns()]


@cache
def _no_nouns() -> frozenset[str]:
    """Words behind a number that are never what it counts: "passed fewer"."""
    raw: Any = data()["counting"]["no_nouns"]
    return frozenset(raw.split())


@cache
def _countable() -> frozenset[str]:
    """Ordinary words that are counted and must be right when they are."""
    raw: Any = data()["counted"]["words"]
    return frozenset(raw.split())


def _words_near(text: str, amount: Amount) -> list[str]:
    before = [word.lower for word in words(text[: amount.start])]
    after = [word.lower for word in words(text[amount.end :])]
    return before[-_COUNTED_WITHIN:] + after[:_COUNTED_WITHIN]


def is_counted(amount: Amount, sentence: str, backing: Backing) -> bool:
    """Whether a small number counts what the quotes, or the sentence itself, list."""
    if amount.unit or amount.currency or amount.is_range or amount.scaled or not 2 <= amount.low <= _COUNT_AT_MOST:
        return False
    number = int(amount.low)
    lists = [unit for unit in backing.units if unit.row is None and "\n" in unit.above]
    listed = {len(names_listed(line.partition(":")[2] or line)) for line in backing.text.split("\n")}
    listed |= {len(names_listed(clause)) for clause in _ENUMERATES.split(sentence)}
    listed |= {2 + run.count(",") for run in _NUMBERED.findall(sentence)}
    rows = sum(unit.row is not None for unit in backing.units)
    under: dict[str, int] = {}
    for unit in lists:
        under[unit.above] = under.get(unit.above, 0) + 1
    if number == 2 and _THE_TWO.search(sentence[: amount.start]) and _COORDINATED.search(backing.text):
        return True
    if _ALL_OF.search(sentence[: amount.start]) and number in _enumerated(backing.text) | _enumerated(sentence):
        return True
    if number == named_after(sentence[amount.end :]):
        return True  # the sentence lists them itself, and each is looked at
    if number in _enumerated(sentence.partition(":")[2]) and number in _enumerated(backing.text.partition(":")[2]):
        return True
    return number in listed | {rows, len(backing.quotes)} | set(under.values())


_POINTS_BACK = re.compile(r"\A (?:of (?:the former|the latter|them|these|those|whom|which)|ones?)\b", re.I)
_ITEM = r"[\w'-]+(?: [\w'-]+){0,2}"
_RUN = re.compile(rf"{_ITEM}(?:, {_ITEM})*,? (?:and|or) ")
_ALL_OF = re.compile(r"\b(?:all|these|those|of the)\s\Z", re.I)


def named_after(after: str) -> int:
    """How many things a sentence lists behind "three things:"; 0 where it lists none."""
    listed = re.match(r"(?: [\w'-]+){1,3}: ?([^;:.]+)", after)
    if listed is None:
        return 0
    apart = re.split(r",(?: (?:and|or))?\s", listed[1])
    return len(apart) if len(apart) > 2 else len(re.split(r",? (?:and|or)\s|,\s", listed[1]))


def _enumerated(text: str) -> set[int]:
    """How many things the enumerations of running text have: three in "design, estimation or modelling"."""
    text = _INTRODUCES.sub(":", text)
    return {2 + run.rstrip().count(", ") - run.count(", and ") - run.count(", or ") for run in _RUN.findall(text)}


_INTRODUCES = re.compile(r"\b(?:be it|such as|whether|either|namely|including|for example|for instance)\b", re.I)
_ENUMERATES = re.compile(r"[:;(]|\s-\s|\b(?:are|is|namely|such as)\b|,(?=[^,]* and )")
_THE_TWO = re.compile(r"\b(?:the|these|those|either of the|between the|other)\s\Z", re.I)  # two that were named before
_COORDINATED = re.compile(r"\w (?:and|or|versus|vs) \w")
_NUMBERED = re.compile(r"\b[a-z]+s \d+((?:, \d+)* and) \d+\b", re.I)  # "Steps 7 and 8"
