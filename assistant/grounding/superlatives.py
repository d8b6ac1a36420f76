"""Ranks that nobody gave: "the best", "the most important", "the fastest-growing" where the quotes have no such thing.

Which of several figures is the highest may be read off them; that one of three is the first of them may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.grounding.amounts import amounts
from assistant.grounding.backing import Backing
from assistant.grounding.text import data, plain

_SUPERLATIVE = re.compile(
    r"\b(?<!at )(?P<est>[a-z]+est)\b(?!-known)"
    r"|\b(?:the|single|is|are|its|their|our|your|'s) (?P<most>most)\b(?! of\b)|\b(?P<best>best|worst)\b",
    re.I,
)
# What ranks in the guide, in any of its ways: "no other", "more than any", "never so many".
_RANKS = re.compile(
    r"\b(?<!-)(?!(?:test|rest|interest|request)\b)(?:[a-z]+est|most|worst|no other|nobody|no one|nothing|none|never|"
    r"only|than any|record|number one|unmatched|beats?|ahead of|first|last|least|fewest|chief|foremost|peaks?"
    r"|widest)\b",
    re.I,
)
_ONE_OF_SEVERAL = re.compile(r"\b(?:top (?:\d+|[a-z]+)|one of (?:the|[a-z]+'s)|among(?:st)? (?:the|[a-z]+'s))\b", re.I)
_AMONG = re.compile(r"\b(?:one of|among(?:st)?|some of|top|part of|belongs? to|in the (?:\w+ )?list)\b", re.I)
_SINGLE = re.compile(r"\bthe (?:single |very |world's )?(?P<word>[a-z]+est(?:-[a-z]+)?|most [a-z-]+)\b", re.I)
_TOP = re.compile(r"\btop\b(?! (?:three|four|five|six|ten|\d))", re.I)  # the top firms hire the most
_COMPARABLE = 2  # amounts of which one is the highest


def superlative_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Superlatives of a sentence (plain text) that its quotes neither have nor give the figures for."""
    said = _superlatives(sentence)
    if not said:
        return
    if _is_ranked_higher(sentence, backing.text):
        yield "The quotes name several of which this is one, and not the first of them."
    if ranks(backing.text) or sum(unit.row is not None for unit in backing.units) > 1:
        return
    if all(_is_extreme(word, sentence, backing) for word in said):
        return
    if wrong := next((word for word in said if _is_wrong_end(word, sentence, backing)), None):
        yield f"By the quotes' figures this is not the “{wrong}”."
        return
    several = len({amount.low for amount in backing.amounts}) >= _COMPARABLE
    top = bool(_TOP.search(backing.text))
    unfounded = [word for word in said if not (several and word in _of_size()) and not (top and word == "most")]
    if unfounded:
        yield f"The quotes that the sentence cites do not say “{unfounded[0]}”."


def _is_extreme(word: str, sentence: str, backing: Backing) -> bool:
    """Whether a sentence has the figure of a column, or of the rest of its row, that a superlative speaks of."""
    high, low = (word in str(data()["superlatives"][side]).split() for side in ("high", "low"))
    mine = [(one.low, one.high, one.unit) for one in amounts(sentence) if one.kind == "amount"]
    for unit in backing.units:
        if unit.row is None or unit.table is None:
            continue
        rows = [row.cells[1:] for row in unit.table.rows]
        for line in [*zip(*rows, strict=False), unit.row.cells[1:]]:
            cells = [found[0] for cell in line if len(found := amounts(plain(cell.text))) == 1]
            values = [(one.low, one.high, one.unit) for one in cells]
            if len(set(values)) > 1 and len({one.unit for one in cells}) == 1:
                ends = {max(values)} if high else set()
                ends |= {min(values)} if low else set()
                if ends & set(mine):
                    return True
    return False


def _is_wrong_end(word: str, sentence: str, backing: Backing) -> bool:
    """Whether the figure right behind a superlative is at the other end of those that a quote gives beside it."""
    high, low = (word in str(data()["superlatives"][side]).split() for side in ("high", "low"))
    place = re.search(rf"\b{word}\b", sentence, re.I)
    behind = [one for one in amounts(sentence) if place and 0 < one.start - place.end() < _NEAR]
    if high == low or not behind:
        return False
    for unit in backing.units:
        alike = sorted({one.low for one in amounts(unit.text) if one.unit == behind[0].unit and not one.is_range})
        if unit.row is None and len(alike) > _COMPARABLE and behind[0].low in (alike[0], alike[-1]):
            return behind[0].low == (alike[0] if high else alike[-1])
    return False


def _is_ranked_higher(sentence: str, held: str) -> bool:
    """Whether a sentence names as the first what its quotes name as one of several: "top three fastest-growing"."""
    if _AMONG.search(sentence):
        return False
    for match in _SINGLE.finditer(sentence):
        word = match["word"].lower()
        several = any(word in held[one.start() : one.end() + _NEAR].lower() for one in _ONE_OF_SEVERAL.finditer(held))
        if several and not re.search(rf"\bthe {re.escape(word)}\b", _ONE_OF_SEVERAL.sub("", held), re.I):
            return True
    return False


_NEAR = 40  # characters behind "top three" or "among the" in which what is ranked is named


@lru_cache(maxsize=8_192)
def _superlatives(text: str) -> tuple[str, ...]:
    """The superlatives of a text, lower case; "most" for all that are made with it."""
    found = (next(filter(None, match.groups())) for match in _SUPERLATIVE.finditer(text))
    lower = (word.lower() for word in found if not any(letter.isupper() for letter in word[1:]) or word.isupper())
    return tuple(word for word in lower if word not in _no_superlatives())


def ranks(text: str) -> bool:
    """Whether a text ranks anything."""
    return any(match.group().lower() not in _no_superlatives() for match in _RANKS.finditer(_MAJORITY.sub("", text)))


_MAJORITY = re.compile(r"(?:(?:^|[.:;] )Most\b|\bmost of\b)", re.M)


@cache
def _no_superlatives() -> frozenset[str]:
    return frozenset(str(data()["superlatives"]["none"]).split())


@cache
def _of_size() -> frozenset[str]:
    """Superlatives that can be read off figures."""
    return frozenset(str(data()["superlatives"]["of_size"]).split())
