"""Words as the wording check compares them: their forms, and which of them tell something."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.text import FIGURE, Word, data, number_words, stem, without_contraction, words
from assistant.support import stems

_PARTS = re.compile(r"[-/]")
# What stands for something said before: then the subject of another statement belongs there.
POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|he|she|ones?|former|latter|both|such|this|(?<!so )that|these|those|others?"
    r"|the (?:same|rest))\b",
    re.I,
)


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists of words in the language data for this check, lower case."""
    return frozenset(str(data()["close"][name]).split())


def small_words() -> frozenset[str]:
    """Words of grammar, and others that state nothing by themselves."""
    return listed("small")


@cache
def weighty_words() -> frozenset[str]:
    """Words that turn what a sentence says: those of the question or of a heading do not stand for the quotes'."""
    return listed("weighty") | listed("times")


def is_small(word: Word) -> bool:
    """Whether a word is one of grammar, or states nothing by itself, which a sentence may put in; "US" is not "us"."""
    return (word.lower in small_words() or without_contraction(word.lower) in small_words()) and not is_short_name(word)


def is_short_name(word: Word) -> bool:
    """Whether a word is written as a short form and would else be one of grammar: "US", "IT"."""
    return len(word.text) > 1 and word.text.isupper() and word.lower in small_words()


@lru_cache(maxsize=4_096)
def is_number(lower: str) -> bool:
    """Whether a word is a figure or a number in words: "40", "six", "two-thirds"."""
    return lower[0].isdigit() or any(part in number_words() or part in listed("portions") for part in lower.split("-"))


def parts_of(lower: str) -> list[str]:
    """The parts of a word that a dash or a stroke joins."""
    return [part for part in _PARTS.split(lower) if part]


@lru_cache(maxsize=16_384)
def forms_in(text: str) -> frozenset[str]:
    """The forms of all words of a plain text, and of the parts of its compounds."""
    found: set[str] = set()
    for word in words(text):
        if is_short_name(word):
            found.add(word.text)
            continue
        found |= forms(word.lower)
        found |= {stem(part) for part in parts_of(word.lower)}
    return frozenset(found)


@lru_cache(maxsize=16_384)
def forms(lower: str) -> frozenset[str]:
    """The stems of one lower-case word, with those of its irregular forms: "took" is "take"."""
    bare = lower.removesuffix("'s").removesuffix("'")
    if FIGURE.fullmatch(bare):
        return frozenset({f"{float(bare.replace(',', '')):g}"})
    return frozenset({stem(bare)}) | stems(bare) | _irregular().get(bare, frozenset())


@lru_cache(maxsize=16_384)
def telling_forms(text: str) -> frozenset[str]:
    """The forms of the words of a plain text that are not small; a number in words ("one-third") stays whole."""
    telling = (word for word in words(text) if not is_small(word))
    return frozenset(
        form for one in telling for form in ({stem(one.lower)} if is_number(one.lower) else forms_in(one.text))
    )


@cache
def _irregular() -> dict[str, frozenset[str]]:
    raw: Any = data()["same"]
    found: dict[str, frozenset[str]] = {}
    for group in raw["irregular"]:
        members = group.split()
        of_group = frozenset(form for one in members for form in {stem(one), *stems(one)})
        for one in members:
            found[one] = found.get(one, frozenset()) | of_group
    return found
