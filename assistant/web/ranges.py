"""Figures of a guide as ranges that can be drawn beside each other: "₹4–8 LPA", "10–14 months", "₹50 LPA+".

A cell counts only where its figure has a unit or a currency, so that years, step numbers and counts are not drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.time_units import DAYS_IN

_MONEY = {"": 1.0, "k": 1e3, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "lpa": 1e5, "million": 1e6, "crore": 1e7}
_MONEY |= {"crores": 1e7, "cr": 1e7}
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_CURRENCY = r"[A-Z]{0,3}[₹$€£]|(?:Rs\.?|INR|USD|EUR|GBP|AED|SGD)(?=\s?\d)"
_UNIT = rf"(?:(?:{'|'.join(filter(None, _MONEY))}|(?:{'|'.join(DAYS_IN)})s?)(?!\w)|%)"  # "15 km" is not 15 k
_RANGE = re.compile(
    rf"(?P<currency>{_CURRENCY})?\s?(?P<low>{_NUMBER})\s?(?P<low_unit>{_UNIT})?(?P<plus>\s?\+)?"
    rf"(?:\s?(?:[-–—]|to)\s?(?:{_CURRENCY})?\s?(?P<high>{_NUMBER}))?\s?(?P<unit>{_UNIT})?(?P<open>\s?\+)?",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class Range:
    """A figure from `low` to `high` in `kind` (days, %, or a currency); `high` is None where it is open ("50+")."""

    low: float
    high: float | None
    kind: str
    unit: str  # as the guide writes it, in the singular
    scale: float  # how many of `kind` one `unit` is

    @property
    def end(self) -> float:
        """Where its bar ends: the upper end, or the lower one where it is open."""
        return self.low if self.high is None else self.high


def range_in(text: str) -> Range | None:
    """The first figure with a unit or a currency, or None."""
    for match in _RANGE.finditer(text):
        currency = (match["currency"] or "").rstrip(".").upper()
        written = match["unit"] or match["low_unit"] or ""
        unit = written.lower()
        time = DAYS_IN.get(unit.removesuffix("s"))
        if not currency and not unit:
            continue
        if time is not None:
            kind, scale, unit = "days", time, unit.removesuffix("s")
        elif unit == "%":
            kind, scale = "%", 1.0
        else:
            kind, scale, unit = currency or "money", _MONEY[unit], written
        low = _number(match["low"]) * (_scale(match["low_unit"]) if match["low_unit"] else scale)
        high = _number(match["high"]) * scale if match["high"] else None
        if high is None and not (match["plus"] or match["open"]):
            high = low
        if high is not None and high < low:
            continue
        return Range(low=low, high=high, kind=kind, unit=unit, scale=scale)
    return None


def comparable(found: Sequence[Range | None]) -> bool:
    """Whether two figures or more of one kind were found, not all zero, and no more than every third text has none."""
    ranges = [each for each in found if each is not None]
    enough = len(ranges) >= 2 and 3 * len(ranges) >= 2 * len(found)
    return enough and len({each.kind for each in ranges}) == 1 and any(each.end > 0 for each in ranges)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _scale(unit: str) -> float:
    return DAYS_IN.get(unit.lower().removesuffix("s")) or _MONEY.get(unit.lower(), 1.0)
