"""Pairs of a list or a line not mixed up: "X - Y", "X: Y", "X (Y)", "X for Y", "Y with X" are rows without a table.

A clause of the sentence that joins one pair's name with another one's content, and has neither that one's name nor its
own content, says of one what its quotes say of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.grounding.backing import Backing
from assistant.grounding.clauses import clauses
from assistant.grounding.text import near_senses, ordinary_words, stem, words
from index.lexical import STOP_WORDS

_ITEM = re.compile(r"\s-\s|:\s|\s\(|\b(?:for|with|using|via)\s")
_SHORT_FORM = re.compile(r"\s\(([A-Z]\w*)\)")  # of "Radio Frequency (RF) for ..." both are the name
_IN_BRACKETS = re.compile(r"([^,;:.()]+?)\s\(([^)]+)\)")
_JOINS = re.compile(r".*\b(?:and|or|plus|but)\b", re.I | re.S)  # what stands before belongs to another pair
_CUT = re.compile(r"[;:.()]|,(?!\d)|\s-\s|\b(?:and|or|but|while|whereas|plus|then|which|who)\b", re.I)


class _Pair(NamedTuple):
    name: frozenset[str]
    said: frozenset[str]


def pairing_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Clauses of a sentence (plain text) that say of one what its quotes say of another."""
    for pairs in _groups(backing):
        if len(pairs) < 2:
            continue
        for clause, tokens in _clauses(sentence):
            here = [pair.name & tokens for pair in pairs], [pair.said & tokens for pair in pairs]
            named = [place for place, found in enumerate(here[0]) if found]
            told = [place for place, found in enumerate(here[1]) if found]
            if named and told and not set(named) & set(told):
                yield f"“{clause.strip()[:60]}” says of one what its quotes say of another."
                return


@lru_cache(maxsize=8_192)
def _clauses(sentence: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (clause, _tokens(clause) | frozenset().union(*(near_senses(one) for one in _tokens(clause))))
        for clause in _CUT.split(sentence)
        if not any(part.denials for part in clauses(clause))
    )


def _groups(backing: Backing) -> Iterator[tuple[_Pair, ...]]:
    """The pairs that stand side by side: of one list, and of one line."""
    lists: dict[str, list[str]] = {}
    for unit in backing.units:
        if unit.row is None and not unit.asks:
            yield _in_line(unit.text)
            if not unit.text.endswith((".", "!")):  # a sentence is no item
                lists.setdefault(unit.above, []).append(unit.text)
    for items in lists.values():
        yield from _in_list(tuple(items))


@lru_cache(maxsize=4_096)
def _in_list(items: tuple[str, ...]) -> tuple[tuple[_Pair, ...], ...]:
    """The pairs of a list by what cuts them: items of one form are read as rows."""
    cut: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        text = _SHORT_FORM.sub(r" \1", item)
        if found := _ITEM.search(text):
            cut.setdefault(found.group(), []).append((text[: found.start()], text[found.end() :]))
    return tuple(_apart(sides) for sides in cut.values())


@lru_cache(maxsize=4_096)
def _in_line(text: str) -> tuple[_Pair, ...]:
    return _apart([(_JOINS.sub("", match[1]), match[2]) for match in _IN_BRACKETS.finditer(text)])


def _apart(sides: Sequence[tuple[str, str]]) -> tuple[_Pair, ...]:
    """Pairs of texts as the tokens that stand in none of the others."""
    found = [_Pair(_tokens(name), _tokens(said)) for name, said in sides]
    return tuple(
        _Pair(*(side - frozenset().union(*(a | b for at, (a, b) in enumerate(found) if at != place)) for side in pair))
        for place, pair in enumerate(found)
    )


@lru_cache(maxsize=16_384)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(
        stem(word.lower)
        for word in words(text)
        if word.lower not in STOP_WORDS and word.lower not in ordinary_words() and not word.lower[0].isdigit()
    )
