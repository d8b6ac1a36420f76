"""Comparisons not turned: more and less, before and after, faster and slower, and who of two comes first.

A word of a pair of opposites in a sentence needs its side in the quotes, not only the other one; and where both the
sentence and a quote say that A comes before, or is more than, B, it is not the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from assistant.grounding.backing import Backing
from assistant.grounding.clauses import clauses, turning_words
from assistant.grounding.orders import Order, orders
from assistant.grounding.pitfalls import is_warning, warns
from assistant.grounding.segments import label_tokens
from assistant.grounding.text import data, ordinary_stems, plain, words


@cache
def opposites_idioms() -> re.Pattern[str]:
    """Phrases whose words compare nothing ("more or less", "end-to-end")."""
    return re.compile(str(data()["opposite_idioms"]["pattern"]), re.I)


class _Side(NamedTuple):
    pair: int
    side: int  # 1 or -1

    @property
    def turned(self) -> _Side:
        """The other side of the pair."""
        return _Side(self.pair, -self.side)


@cache
def _sides() -> dict[str, tuple[_Side, ...]]:
    raw: Any = data()
    found: dict[str, tuple[_Side, ...]] = {}
    for number, pair in enumerate(raw["opposites"]):
        for key, side in (("one", 1), ("other", -1)):
            for word in pair[key].split():
                found[word] = (*found.get(word, ()), _Side(number, side))
    return found


def opposite_words() -> frozenset[str]:
    """All words that have an opposite."""
    return frozenset(_sides())


def order_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Opposites and orders of a sentence (plain text) that its quotes have the other way round."""
    own = sides_of(sentence)
    held = sides_of(backing.text)
    denied = any(clause.denials for clause in clauses(sentence))
    denied_there = any(clause.denials for unit in backing.units for clause in clauses(unit.text))
    if is_straight(sentence, backing):  # "A comes after B" for "B comes before A"
        own = {side: word for side, word in own.items() if word not in ORDERING}
    for side, word in own.items():
        other = _Side(side.pair, -side.side)
        if (
            side in held
            or other in own
            or other not in held
            or denied
            or (denied_there and side.pair > 12 and held[other] not in turning_words())
        ):
            continue
        if word in ORDERING and not any(other in sides_of(unit.text) for unit in backing.units):
            continue  # a header such as "Wait before you get it" orders nothing
        if _explained_otherwise(side, own, held):
            continue
        yield f"“{word}” is the opposite of what its quotes say (“{held[other]}”)."
    yield from _turned_orders(sentence, backing)


def _explained_otherwise(side: _Side, own: dict[_Side, str], held: dict[_Side, str]) -> bool:
    """Whether the same word stands in another pair whose side the quotes have ("exceed", "required")."""
    mine, theirs = _sides_of_word(own[side]), _sides_of_word(held[side.turned])
    return any(one in held for one in mine if one.pair != side.pair and one not in theirs)


def _sides_of_word(lower: str) -> tuple[_Side, ...]:
    """The sides of a word, or of the first part of a compound ("closed-book")."""
    return tuple(_sides().get(lower) or _sides().get(lower.partition("-")[0], ()))


@lru_cache(maxsize=8_192)
def sides_of(text: str) -> dict[_Side, str]:
    """The sides of pairs of opposites that a text has, each with its word."""
    found: dict[_Side, str] = {}
    bare = opposites_idioms().sub(" ", _AT_ONCE.sub("simultaneously", text))
    row = words(bare)
    for at, word in enumerate(row):
        after = row[at + 1].lower if at + 1 < len(row) else ""
        if word.lower in _LESSENING and after in _sides() and bare[word.end : row[at + 1].start].isspace():
            continue  # "least expensive" is the cheapest
        turned = at > 0 and row[at - 1].lower in _LESSENING and bare[row[at - 1].end : word.start].isspace()
        for side in _sides_of_word(word.lower):
            found.setdefault(side.turned if turned else side, word.lower)
    return found


_AT_ONCE = re.compile(r"\bat the same time\b", re.I)
_LESSENING = frozenset({"less", "least"})


ORDERING = frozenset(str(data()["ordering"]["words"]).split())  # words that put two things into an order


def is_straight(sentence: str, backing: Backing) -> bool:
    """Whether the sentence puts two things into the order in which a quote has them, in whatever words."""
    held = _held_orders(backing)
    if any(_is_told_of_one(own, unit.text) for own in orders(sentence) for unit in backing.units):
        return True
    return any(
        _fit(own.first, own.second, order.first, order.second, any_word=True)
        > _fit(own.first, own.second, order.second, order.first, any_word=True)
        for own in _own_orders(sentence, backing)
        for order in held
        if own.kind == order.kind
    )


def _held_orders(backing: Backing) -> list[Order]:
    """The orders of the quotes: of a row each cell's by itself, of a mistake to avoid the other way round."""
    found: list[Order] = []
    for unit in backing.units:
        if unit.row is not None:
            found += [order for cell in unit.row.cells for order in orders(plain(cell.text))]
        elif not unit.asks:
            found += orders(_turned_around(unit.text) if warns(unit) else unit.text)
    return found


def _own_orders(sentence: str, backing: Backing) -> tuple[Order, ...]:
    """The orders of a sentence; where the quotes warn of a mistake, "don't A before B" puts B first."""
    if any(warns(unit) for unit in backing.units):
        parts = [sentence] if is_warning(sentence) else _PARTS.split(sentence)
        turned = (_turned_around(part) if _DISSUADES.search(part) or is_warning(part) else part for part in parts)
        sentence = "".join(turned)
    return orders(sentence)


def _turned_around(text: str) -> str:
    """A text with "before" for "after" and the other way round."""
    return _TIME_WORD.sub(lambda match: "after" if match.group().lower() == "before" else "before", text)


_DISSUADES = re.compile(r"\b(?:not|never|avoid|mistake|wrong|error)\b|n't\b", re.I)
_PARTS = re.compile(r"(?<=[;,.:])(?= )|(?= (?:but|and)\b)")
_TIME_WORD = re.compile(r"\b(?:before|after)\b", re.I)


def _is_told_of_one(own: Order, text: str) -> bool | None:
    """Whether a text with no order calls one of two more or less as an order has it; None where it tells nothing.

    "Keras is less flexible than PyTorch" rests on "PyTorch: more flexible".
    """
    if own.kind != "amount" or not own.how <= label_tokens(text) or any(one.kind == own.kind for one in orders(text)):
        return None
    more, less = (bool(pattern.search(text)) for pattern in _called())
    held = label_tokens(text)
    first, second = bool((own.first - own.second) & held), bool((own.second - own.first) & held)
    return None if more == less or first == second else more == first


@cache
def _called() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw: Any = data()["comparing"]
    more, less = (re.compile(rf"\b(?:{'|'.join(raw[name].split())})\b", re.I) for name in ("more", "less"))
    return more, less


def _turned_orders(sentence: str, backing: Backing) -> Iterator[str]:
    held = _held_orders(backing)
    for own in _own_orders(sentence, backing):
        alike = [order for order in held if order.kind == own.kind]
        straight, turned = _fits(own, alike, any_word=False)
        if straight == turned and own.kind != "time":  # in "A rather than B" and "A beats B" all words count
            straight, turned = _fits(own, alike, any_word=True)
        if turned > straight or _is_called_otherwise(own, backing):
            yield "The sentence has an order or a comparison the other way round."


def _fits(own: Order, alike: list[Order], *, any_word: bool) -> tuple[int, int]:
    """How well an order meets the best of others, straight and the other way round."""
    straight = (_fit(own.first, own.second, order.first, order.second, any_word=any_word) for order in alike)
    turned = (_fit(own.first, own.second, order.second, order.first, any_word=any_word) for order in alike)
    return max(straight, default=0), max(turned, default=0)


def _is_called_otherwise(own: Order, backing: Backing) -> bool:
    """Whether the quotes call the other one of two more, and none of them this one."""
    told = [_is_told_of_one(own, unit.text) for unit in backing.units if own.how]
    return False in told and True not in told


def _tells(token: str) -> bool:
    return not token.startswith("#") and token not in ordinary_stems()


def _fit(
    first: frozenset[str], second: frozenset[str], one: frozenset[str], other: frozenset[str], *, any_word: bool = False
) -> int:
    """How well two sides meet two others, by the words that only one side has; 0 unless both meet."""
    hit_first = len({token for token in (first - second) & (one - other) if any_word or _tells(token)})
    hit_second = len({token for token in (second - first) & (other - one) if any_word or _tells(token)})
    return hit_first + hit_second if hit_first and hit_second else 0
