"""Rounded amounts: "about two months" of nine weeks, "around three" of 3.1, "a little under eight years" of 92 months.

A round figure may stand for an exact one that is near it, where the sentence says that it is no exact one. Weeks,
months and years are rounded into each other without such a word: who changes the unit rounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import data

_NEAR = 0.06  # share of the exact amount by which a round one may differ
_NEAR_IN_ANOTHER_UNIT = 0.1
DAYS = {"second": 1 / 86_400, "minute": 1 / 1_440, "day": 1.0, "month": 365 / 12}
_JOINED = re.compile(r"\s(?:and\s)?\Z")


def is_rounded(amount: Amount, sentence: str, said: Iterable[tuple[Amount, str]]) -> bool:
    """Whether an amount of a sentence (plain text) rounds one of those that the quotes have, each in its text."""
    side = _side(amount, sentence)
    return any(_is_round(amount, held, side) for exact, text in said for held in (exact, *_wholes(exact, text)))


def _is_round(amount: Amount, held: Amount, side: str | None) -> bool:
    changed = amount.unit != held.unit or amount.size != held.size  # a week counts in days, and is another unit
    if not _is_alike(amount, held) or (side is None and not changed):
        return False
    if not changed and _digits(amount) >= _digits(held):
        return False  # a round figure is not as fine as what it rounds
    if side is None and amount.size < held.size and _digits(amount) > _digits(held):
        return False  # "67 days" rounds no nine weeks
    bounded = held.claims or (amount.claims and side not in {"under", "over"})  # "under eight years" may round 7.7
    if bounded and amount.bound != held.bound:
        return False
    share = _NEAR_IN_ANOTHER_UNIT if changed else _NEAR
    return all(
        _is_near(mine, theirs, side or "near", share) for mine, theirs in zip(_ends(amount), _ends(held), strict=True)
    )


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    raw: Any = data()["rounding"]
    return tuple(
        (
            side,
            re.compile(rf"\b(?:{forms['before']})\s(?:an?\s|the\s)?\Z", re.I),
            re.compile(rf"\s(?:{forms['after']})\b", re.I),
        )
        for side, forms in raw.items()
    )


def _side(amount: Amount, sentence: str) -> str | None:
    """On which side of the exact amount a sentence says that this one is: "near", "under", "over"; None if exact."""
    before, after = sentence[: amount.start], sentence[amount.end :]
    return next(
        (side for side, ahead, behind in _forms() if ahead.search(before) or behind.match(after)),
        None,
    )


def _is_near(mine: float, theirs: float, side: str, share: float) -> bool:
    if (side == "under" and theirs > mine) or (side == "over" and theirs < mine):
        return False
    return abs(mine - theirs) <= share * theirs


def _is_alike(amount: Amount, held: Amount) -> bool:
    return (
        held.kind == "amount"
        and held.low <= held.high  # "3 to 1" is a ratio
        and (amount.unit == held.unit or (amount.unit in DAYS and held.unit in DAYS))
        and amount.currency in {None, held.currency}
        and (bool(amount.scaled or amount.currency) == bool(held.scaled or held.currency) or _is_many(amount, held))
        and (amount.period is None or amount.period == held.period)
    )


def _is_many(amount: Amount, held: Amount) -> bool:
    """Whether both are bare counts, one of them in thousands: "5 thousand" of 5,200."""
    return not (amount.currency or held.currency) and held.low >= _THOUSAND <= amount.low


_THOUSAND = 1_000


def _ends(amount: Amount) -> tuple[float, float]:
    size = DAYS.get(amount.unit or "", 1.0)
    return amount.low * size, amount.high * size


def _digits(amount: Amount) -> int:
    """How many digits an amount has before its zeros; of a range the finer end's."""
    found = [len(f"{figure:g}".replace(".", "").rstrip("0")) for figure in amount.figures]
    return max(found) if amount.is_range else sum(found)


def _wholes(amount: Amount, text: str) -> Iterator[Amount]:
    """What an amount makes with a smaller one right behind it: "7 years and 8 months"."""
    if amount.is_range or amount.unit is None:
        return
    for rest in amounts(text):
        joined = rest.start > amount.end and _JOINED.fullmatch(text[amount.end : rest.start])
        if joined and rest.unit == amount.unit and rest.low < amount.low and not rest.is_range:
            whole = amount.low + rest.low
            yield replace(amount, low=whole, high=whole, figures=(*amount.figures, *rest.figures))
