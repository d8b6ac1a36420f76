"""Two figures of one quote changed over: each stands beside the words that the quote has with the other.

Every word beside a figure counts here, ordinary ones too: that both are given the wrong way round is hardly chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing
from assistant.grounding.segments import segments
from assistant.grounding.shares import shares
from assistant.grounding.text import near_senses, plain, stem, words
from index.lexical import STOP_WORDS

_AT_MOST = 4  # figures of one kind in a quote; more are a list


def swap_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Pairs of figures of a sentence (plain text) that its quotes have the other way round."""
    mine = _told(sentence)
    if len(mine) < 2:
        return
    for text in _texts(backing):
        theirs = _told(text)
        if not 2 <= len(theirs) <= _AT_MOST:
            continue
        for (one, here), (other, there) in combinations(mine, 2):
            first, second = _of(one, theirs), _of(other, theirs)
            if first is None or second is None or first == second or _key(one) == _key(other):
                continue
            straight = _shared(here, first - second) + _shared(there, second - first)
            if not straight and _shared(here, second - first) and _shared(there, first - second):
                yield f"“{one.text}” and “{other.text}” have changed places."
                return


def _texts(backing: Backing) -> Iterator[str]:
    """The sentences and items of the quotes, and of a row each cell: who is who in a row is looked at with the rows."""
    for unit in backing.units:
        if unit.row is not None:
            yield from (plain(cell.text) for cell in unit.row.cells[1:])
        elif not unit.asks:
            yield unit.text


def _key(amount: Amount) -> tuple[str, float, float, str | None]:
    return amount.kind, amount.low, amount.high, amount.unit or amount.name


def _of(amount: Amount, told: tuple[tuple[Amount, frozenset[str]], ...]) -> frozenset[str] | None:
    """The words that a quote has beside a figure, where it has it once."""
    found = [beside for said, beside in told if _key(said) == _key(amount)]
    return found[0] if len(found) == 1 else None


def _shared(mine: frozenset[str], theirs: frozenset[str]) -> int:
    return sum(one in theirs or not near_senses(one).isdisjoint(theirs) for one in mine)


@lru_cache(maxsize=16_384)
def _told(text: str) -> tuple[tuple[Amount, frozenset[str]], ...]:
    """The figures of a text, each with the stems of the words beside it."""
    found = [amount for amount in amounts(text) if amount.kind in {"amount", "series"}]
    found = sorted((*_apart(found, text), *_shares_of(text)), key=lambda amount: amount.start)
    return tuple((amount, _beside(part, amount)) for amount, part in zip(found, segments(text, found), strict=True))


def _shares_of(text: str) -> list[Amount]:
    """The shares of a text in per cent: "a fifth" stands for 20%."""
    return [
        Amount(
            text=share.text,
            start=share.start,
            end=share.end,
            kind="amount",
            low=round(100 * share.value, 2),
            high=round(100 * share.value, 2),
            figures=(share.value,),
            unit="percent",
        )
        for share in shares(text)
    ]


def _apart(found: list[Amount], text: str) -> list[Amount]:
    """The amounts that are no part of a share."""
    return [one for one in found if not any(share.start <= one.start < share.end for share in shares(text))]


def _beside(part: str, amount: Amount) -> frozenset[str]:
    bare = part.replace(amount.text, " ")
    return frozenset(
        stem(word.lower) for word in words(bare) if word.lower not in STOP_WORDS and not word.text[0].isdigit()
    )
