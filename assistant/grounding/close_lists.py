"""Members of a list in another order, where the order says something, and "and" for "or" between the same two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.grounding.backing import Backing
from assistant.grounding.close_forms import is_small, telling_forms
from assistant.grounding.text import data, words

_SEGMENTS = re.compile(r"[.;:()](?!\d)")
_MEMBERS = re.compile(r",(?: (?:and|or|then)\b)?| (?:and|or|then|to|through) |->")
_AT_LEAST = 3  # members of a list
_JOINS = frozenset({"and", "or"})


def close_list_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Whether a sentence (plain text) turns an order of its quotes, or joins what they offer as a choice."""
    for unit in backing.units:
        if unit.asks or unit.row is not None:
            continue
        if _is_ordered(f"{unit.whole}\n{sentence}") and _is_reordered(sentence, unit.text):
            yield "A sentence has the steps of its passage in another order; keep the passage's own."
            return
        theirs = _pairs(unit.text)
        for pair, join in _pairs(sentence).items():
            if pair in theirs and theirs[pair] != join:
                yield f"A sentence says “{join}” where its passage says “{theirs[pair]}”."
                return


def _is_reordered(sentence: str, text: str) -> bool:
    return any(
        _is_turned([place for member in own if (place := _place(member, held)) is not None])
        for held in _lists(text)
        for own in _lists(sentence)
    )


def _is_turned(places: Sequence[int]) -> bool:
    return len(places) >= _AT_LEAST and list(places) != sorted(places)


def _place(member: frozenset[str], held: Sequence[frozenset[str]]) -> int | None:
    """Where a list has a member, if at one place only."""
    found = [at for at, other in enumerate(held) if other and (member <= other or other <= member)]
    return found[0] if member and len(found) == 1 else None


@lru_cache(maxsize=8_192)
def _lists(text: str) -> tuple[tuple[frozenset[str], ...], ...]:
    made = (tuple(telling_forms(member) for member in _MEMBERS.split(part)) for part in _SEGMENTS.split(text))
    return tuple(members for members in made if sum(map(bool, members)) >= _AT_LEAST)


@lru_cache(maxsize=8_192)
def _pairs(text: str) -> dict[tuple[frozenset[str], frozenset[str]], str]:
    """What stands right before and right behind each "and" and "or", as forms."""
    said = words(text)
    return {
        (telling_forms(before.text), telling_forms(after.text)): join.lower
        for before, join, after in zip(said, said[1:], said[2:], strict=False)
        if join.lower in _JOINS and not is_small(before) and not is_small(after)
    }


def _is_ordered(text: str) -> bool:
    return _order_words().search(text) is not None


@cache
def _order_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(str(data()['close']['ordered']).split())})\b|->", re.I)
