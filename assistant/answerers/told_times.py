"""Times as guides write them in headings and label lines, read as numbers: "(3–8 weeks)", "4.5 years", "1½ months".

A time keeps the unit that it is written in, so that a sum of times can be held against what was summed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.question import with_digits
from assistant.time_units import DAYS_IN

_HALVES = {"½": ".5", "¼": ".25", "¾": ".75"}
_AND_A_HALF = re.compile(r"(\d+) and a half\b|\b(\d+) (years?|months?|weeks?) and a half\b", re.I)
_NUMBER_OF_HEADING = re.compile(r"^[#\s*]*(?:[A-Za-z]+ \d{1,2}\s*(?:[-–—:.)]+\s*|(?=\())|\d{1,2}[.)]\s+)")
_TIME = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)\s*(?:(?:[-–—]|to|or)\s*(?P<high>\d+(?:\.\d+)?)\s*)?[- ]?(?P<unit>week|month|year|day)s?\b",
    re.I,
)
_ALONGSIDE = re.compile(r"\b(?:alongside|parallel|at the same time|together with|during)\b", re.I)
_OPTIONAL = re.compile(r"\boptional(?:ly)?\b", re.I)


@dataclass(frozen=True, kw_only=True)
class ToldTime:
    """A time, or a range of it, in its own unit ("day", "week", "month" or "year")."""

    low: float
    high: float
    unit: str
    alongside: bool  # runs beside something else
    optional: bool

    @property
    def days(self) -> tuple[float, float]:
        """Both ends in days."""
        return self.low * DAYS_IN[self.unit], self.high * DAYS_IN[self.unit]

    def __str__(self) -> str:
        """As a sum is written: "4.5 years", "11–15 months"."""
        ends = f"{self.low:g}" if self.low == self.high else f"{self.low:g}–{self.high:g}"
        return f"{ends} {self.unit}" if self.low == self.high == 1 else f"{ends} {self.unit}s"


def told_time(text: str) -> ToldTime | None:
    """The first time of a heading's or label's text; a step's number before it is none."""
    found = _TIME.search(_in_figures(_without_number(text)))
    if found is None:
        return None
    # "3 years of work; 4 months of study, alongside the third" does not run alongside.
    clause = next((part for part in text.split(";") if _TIME.search(_in_figures(_without_number(part)))), text)
    return ToldTime(
        low=float(found["low"]),
        high=float(found["high"] or found["low"]),
        unit=found["unit"].lower(),
        alongside=bool(_ALONGSIDE.search(clause)),
        optional=bool(_OPTIONAL.search(clause)),
    )


def time_words(text: str) -> str | None:
    """The words of a heading that give its time, as they stand there: what its brackets or its last part hold."""
    for pattern in (r"\((?P<time>[^()]*)\)", r"\s[-–—:]\s(?P<time>[^-–—:]*\d[^:]*)$"):
        for found in re.finditer(pattern, _without_number(text)):
            if _TIME.match(_in_figures(re.sub(r"^(?:about|around|takes?|~) ?", "", found["time"].strip()))):
                return found["time"].strip()
    return None


def without_time(heading: str) -> str:
    """A heading without the time in it."""
    words = time_words(heading)
    if words is None:
        return heading
    return re.sub(rf"\s*(?:\(\s*{re.escape(words)}\s*\)|[-–—:]\s*{re.escape(words)})", "", heading, count=1).strip()


def total_of(times: Iterable[ToldTime]) -> list[ToldTime]:
    """The sums of some times, one for each unit, the longest unit first."""
    sums: dict[str, tuple[float, float]] = {}
    for time in times:
        low, high = sums.get(time.unit, (0.0, 0.0))
        sums[time.unit] = low + time.low, high + time.high
    return [
        ToldTime(low=sums[unit][0], high=sums[unit][1], unit=unit, alongside=False, optional=False)
        for unit in ("year", "month", "week", "day")
        if unit in sums
    ]


def _without_number(text: str) -> str:
    return _NUMBER_OF_HEADING.sub("", text)


def in_decimals(text: str) -> str:
    """A text with halves and quarters as decimals: "1½" as "1.5"."""
    for sign, decimal in _HALVES.items():
        text = re.sub(rf"(\d) ?{sign}", rf"\1{decimal}", text).replace(sign, f"0{decimal}")
    return text


def _in_figures(text: str) -> str:
    """A text with halves and small number words as decimals."""
    said = with_digits(in_decimals(text).lower())
    return _AND_A_HALF.sub(lambda match: f"{match[1]}.5" if match[1] else f"{match[2]}.5 {match[3]}", said)
