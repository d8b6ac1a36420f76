"""Which of several quoted figures is the highest, lowest, longest or shortest: by amounts read in one way, or by none.

Cells go in as they are written. A cell with two amounts says nothing that can be compared, nor do two currencies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answerers.told_times import in_decimals
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import plain
from assistant.time_units import DAYS_IN_BASE

_NOTHING_TO_PAY = re.compile(r"(?:free|nil|none|no fee)\b", re.I)
_CODE = re.compile(r"\b([A-Z]{3})\.?\s?\Z")  # a currency that the language data do not know
_NUMBER = re.compile(r"\d{1,3}(?:,\d{2,3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_AND = re.compile(r"\s*(?:,|and)?\s*")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What one cell gives: rupees (or the like) or days; of a range the upper end."""

    value: float
    currency: str | None = None  # None where the cell does not say
    period: str | None = None


def figure_of(text: str, kind: str) -> Figure | None:
    """The only figure of a kind ("amount", "duration" or "count") in a cell; None where it holds none or several.

    Nothing to pay is 0, a count a cell that is a number alone.
    """
    written = plain(in_decimals(text))
    if kind == "count":
        return Figure(value=float(written.replace(",", ""))) if _NUMBER.fullmatch(written.strip()) else None
    if kind == "amount" and _NOTHING_TO_PAY.match(written):
        return Figure(value=0.0)
    if "\N{FRACTION SLASH}" in written:
        return None  # "3½ hours" is folded to "31⁄2 hours"
    found = [one for one in amounts(written) if one.kind == "amount" and _is_of(one, kind)]
    if kind == "duration":
        return _time_of(found, written)
    if len(found) != 1:
        return None
    (amount,) = found
    code = _CODE.search(written[: amount.start])
    currency = amount.currency or (code[1].lower() if code else None)
    return Figure(value=amount.high, currency=currency, period=amount.period)


def extremes(cells: Sequence[str], kind: str, *, most: bool) -> frozenset[int]:
    """The places of the cells with the highest or lowest figure; empty where they cannot all be compared."""
    found = [figure for cell in cells if (figure := figure_of(cell, kind)) is not None]
    if len(found) < len(cells) or len(found) < 2 or not _alike(found):
        return frozenset()
    best = (max if most else min)(figure.value for figure in found)
    return frozenset(place for place, figure in enumerate(found) if figure.value == best)


def comparable(cells: Sequence[str], kind: str) -> bool:
    """Whether every cell holds one figure of a kind, all in one currency and by one period."""
    return bool(extremes(cells, kind, most=True))


def extreme_word(kind: str, *, most: bool) -> str:
    """What the most or least of a kind of figure is called: of times the longest, of amounts the highest."""
    if kind == "duration":
        return "longest" if most else "shortest"
    return "highest" if most else "lowest"


def _is_of(amount: Amount, kind: str) -> bool:
    return amount.unit in DAYS_IN_BASE if kind == "duration" else bool(amount.currency or amount.scaled)


def _time_of(found: Sequence[Amount], written: str) -> Figure | None:
    """The time that a cell gives, "2 years 4 months" being one; "8 weeks, 2 hours a day" takes 8 weeks."""
    found = [one for one in found if not one.period] or found
    if not found or len(found) > 2:
        return None
    if len(found) == 2 and not _is_one_time(found[0], found[1], written):
        return None
    days = sum(one.high * DAYS_IN_BASE[one.unit] for one in found if one.unit)
    return Figure(value=days, period=found[-1].period)


def _is_one_time(first: Amount, second: Amount, written: str) -> bool:
    joined = _AND.fullmatch(written[first.end : second.start]) is not None
    return joined and not (first.is_range or second.is_range) and _days(first) > _days(second)


def _days(amount: Amount) -> float:
    return amount.high * DAYS_IN_BASE[amount.unit or "day"]


def _alike(found: Sequence[Figure]) -> bool:
    """Whether figures are in one currency, as far as they say, and by one period; "free" is free in any."""
    currencies = {figure.currency for figure in found if figure.currency}
    periods = {figure.period for figure in found if figure.value}
    return len(currencies) <= 1 and len(periods) <= 1
