"""Who is spoken of: what a sentence says of one name is not what its quotes say of another.

Each clause of the sentence is held against the sentences and items of the quotes: a name and what is said of it have to
stand in one of them, unless the piece that says it names nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from assistant.context import names_of
from assistant.grounding.amount_faults import matching
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing, Unit
from assistant.grounding.order import opposite_words
from assistant.grounding.segments import level_words, segments
from assistant.grounding.text import is_capital, near_senses, opens_sentence, ordinary_words, stem, words
from assistant.language import load_language
from assistant.support import stems
from corpus.guide import Guide

_CUT = re.compile(r";|\b(?:while|whereas|but)\b|,\s*and\b", re.I)


def subject_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Clauses of a sentence (plain text) that say of one name what the quotes say of another."""
    units = [
        part for unit in backing.units if unit.row is None and not unit.asks for part in _by_name(unit, backing.guide)
    ]
    for clause in _CUT.split(sentence):
        named, told = _named(clause, backing.guide), _told(clause)
        if not named or not told or len(units) < 2:
            continue
        having = [unit for unit in units if named & _stems(unit)]
        telling = [unit for unit in units if told & _meant(unit) and not _is_bare(unit)]
        together = [unit for unit in telling if unit in having]
        if having and telling and not together and all(_named(unit.text, backing.guide) - named for unit in telling):
            yield f"“{clause.strip()[:60]}” says of one what its quotes say of another."
    yield from _elsewhere(sentence, backing)


def _by_name(unit: Unit, guide: Guide) -> list[Unit]:
    """A sentence as its clauses where each of them begins with another name: "PACS stores it, RIS books it"."""
    parts = [part.strip() for part in _CLAUSE.split(unit.text)]
    opened = [words(part)[:1] for part in parts]
    names = {word.lower for first in opened for word in first if is_capital(word) and len(word.text) > 1}
    if (
        re.search(r":|\s-\s", unit.text)
        or len(parts) < 2
        or len(names) < len(parts)
        or any(len(words(part)) < _SAID for part in parts)
    ):
        return [unit]
    if not all(_named(f"so {part}", guide) for part in parts):
        return [unit]
    return [replace(unit, text=part) for part in parts]


def _is_bare(unit: Unit) -> bool:
    """Whether a unit is a member of a list with nothing said of it: the names beside it have what it has."""
    return unit.above.endswith(":") and len(words(unit.text)) <= _BARE and not _SAYS.search(unit.text)


_CLAUSE = re.compile(r";|,(?: and| while| whereas| but)?(?= [A-Z])|\b(?:while|whereas|but)\b")
_SAYS = re.compile(r":|\s-\s|\b(?:is|are|for|from|with|in|on|at|to)\b")
_BARE = 6  # words
_SAID = 3  # words of a clause that says something of its name


def _elsewhere(sentence: str, backing: Backing) -> Iterator[str]:
    """A figure said of a place that another sentence of the quotes names."""
    found = [amount for amount in amounts(sentence) if amount.kind == "amount"]
    for amount, part in zip(found, segments(sentence, found), strict=True):
        homes = [unit for unit, _ in matching(amount, backing) if unit.row is None]
        near = _mark_part(part, amount)
        places = {
            stem(word.lower)
            for word in words(near)
            if is_capital(word) and word.lower in load_language().places and word.lower != "english"
        }
        elsewhere = homes and places and not any(places & stems(unit.whole) for unit in homes)
        if elsewhere and places <= backing.stems:
            yield f"“{amount.text}” is said of another place."


def _mark_part(part: str, amount: Amount) -> str:
    """The clause of a part in which an amount stands, or the whole part where the clause says little."""
    clause = next((one for one in re.split(r",\s+(?:and|but|while)\b", part) if amount.text in one), part)
    return clause if len(words(clause)) > _FEW else part


_FEW = 3


@lru_cache(maxsize=8_192)
def _named(text: str, guide: Guide) -> frozenset[str]:
    """The stems of the names of a text."""
    return frozenset(
        stem(word.lower)
        for word in words(text)
        if is_capital(word)
        and (not opens_sentence(text, word) or any(c.isupper() for c in word.text[1:]) or word.lower in names_of(guide))
    )


@lru_cache(maxsize=8_192)
def _told(text: str) -> frozenset[str]:
    """The stems of what a text says of its names."""
    return frozenset(
        stem(word.lower)
        for word in words(text)
        if not is_capital(word)
        and not word.text[0].isdigit()
        and (word.lower not in ordinary_words() or word.lower in level_words() or word.lower in opposite_words())
    )


@lru_cache(maxsize=4_096)
def _stems(unit: Unit) -> frozenset[str]:
    return frozenset(stem(word.lower) for word in words(unit.text))


@lru_cache(maxsize=4_096)
def _meant(unit: Unit) -> frozenset[str]:
    own = _stems(unit)
    return own.union(*(near_senses(one) for one in own))
