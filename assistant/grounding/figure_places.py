"""Places of figures: "in the UAE seniors earn $150,000" where the quotes give that figure for the US alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.amounts import amounts
from assistant.grounding.backing import Backing
from assistant.grounding.text import words
from assistant.language import load_language

_PART = re.compile(r"[.;:?!](?:\s|\Z)|, (?:and|while|but|whereas|with) ")
_BESIDE = re.compile(r"\b(?:than|against|unlike|over|above|below|beyond|outside|like|from|to)\b", re.I)


def figure_place_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Money of a sentence (plain text) with one place, where the quotes' clauses with that money have another alone."""
    here = _places(sentence)
    found = [one for one in amounts(sentence) if one.currency or one.scaled]
    if len(here) != 1 or not found or _BESIDE.search(sentence):
        return
    for amount in found:
        homes = [
            part
            for unit in backing.units
            if unit.row is None
            for part in _PART.split(unit.text)
            if any(
                (said.low, said.high, said.currency) == (amount.low, amount.high, amount.currency)
                for said in amounts(part)
            )
        ]
        there = [_places(part) for part in homes]
        if there and all(len(places) == 1 and places.isdisjoint(here) for places in there):
            yield f"“{amount.text}” is said of another place."
            return


def _places(text: str) -> frozenset[str]:
    """The places that a text names, each by the first of its names."""
    known = load_language().places
    found = [word.lower for word in words(text)]
    names = ("-".join(found[at : at + size]) for size in (1, 2) for at in range(len(found) - size + 1))
    return frozenset(min(known[name]) for name in names if name in known)
