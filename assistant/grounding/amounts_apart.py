"""Currencies and periods that stand apart from any figure ("monthly pay"), and that the quotes do not name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.amounts import Amount
from assistant.grounding.backing import Backing
from assistant.grounding.rates import periods_told
from assistant.grounding.roundings import DAYS
from assistant.grounding.text import (
    data,
    words,
)
from assistant.grounding.unit_words import lower_words

_NEAR = 0.1  # share by which 30 days may differ from a month


def currency_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """A currency that stands without a figure ("a rupee figure") where the quotes have only another one."""
    mine, theirs = _currencies_in(sentence), _currencies_in(backing.text)
    for currency in mine - theirs:
        if theirs:
            yield f"The quotes have another currency than “{currency}”."


@lru_cache(maxsize=8_192)
def _currencies_in(text: str) -> frozenset[str]:
    raw: Any = data()["currencies"]
    held = frozenset(re.findall(r"[^\W\d_]*[₹$€£¥]|[^\W\d_]+", text.lower()))
    found = {name for name, forms in raw.items() if not held.isdisjoint(forms)}
    if "lpa" in held or not held.isdisjoint({"lakh", "lakhs", "crore", "crores"}):
        found.add("inr")
    return frozenset(found)


def period_faults(sentence: str, found: tuple[Amount, ...], backing: Backing) -> Iterator[str]:
    """Periods that stand apart from an amount ("monthly pay") and that the quotes do not name."""
    raw: Any = data()["periods"]
    held = lower_words(backing.text.lower())
    known = {amount.unit for amount in found if amount.unit} | {amount.period for amount in found if amount.period}
    told = periods_told(_IDIOMS.sub(" ", sentence))
    for period, forms in raw.items():
        names = {*forms, *(f"{form}s" for form in forms)}
        named = [period] if period in told else []
        if not named and "fortnight" in names:
            named = [word.lower for word in words(sentence) if word.lower == "fortnight"]
        if not named or names & held or period in known or _unit_base(period) in known or _lasts_one(period, backing):
            continue
        yield f"“{named[0]}” is a time that the quotes do not name."


_BARE = re.compile(
    r"\b(?:within|for|over|after|of|in|several|few|many) (seconds|minutes|hours|days|weeks|months|years)\b"
    r"(?! (?:of|old|ago|later|before|after)\b)",
    re.I,
)


def bare_time_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """A time without a figure where the quotes have another one so: "for hours" for "for weeks"."""
    mine, theirs = ({match[1].lower() for match in _BARE.finditer(text)} for text in (sentence, backing.text))
    held = lower_words(backing.text.lower())
    for time in mine - theirs:
        if theirs and not {time, time[:-1]} & held:
            yield f"“{time}” is another time than the quotes have."


def _lasts_one(period: str, backing: Backing) -> bool:
    """Whether the quotes have the length of one such period in another unit: 12 months of "about a year"."""
    raw: Any = data()["unit"]
    sizes = {(unit["base"], float(unit["size"])) for unit in raw if period in unit["words"]}
    days = {size * DAYS[base] for base, size in sizes if base in DAYS}
    return any(
        (said.unit and (said.unit, size) in sizes)
        or (said.unit in DAYS and any(abs(size * DAYS[said.unit] - one) <= _NEAR * one for one in days))
        for said in backing.amounts
        for size in (said.low, said.high)
    )


_IDIOMS = re.compile(
    r"\b(?:once|twice|times) (?:an?|each|every|per) \w+"
    r"|\b(?:\w+ )?hours (?:of|from) \d|\b(?:working|office) hours\b|\bday[- ]to[- ]day\b|\bthese days\b"
    r"|\b(?:every|each|one|a|the|any|working|some) day\b|\bdaily\b|\btoday\b|\bover the years\b"
    r"|\b(?:a|each|every|per) year\b(?=.*\bsalary)",
    re.I,
)


@cache
def _unit_base(period: str) -> str | None:
    raw: Any = data()["unit"]
    return next((unit["base"] for unit in raw if period in unit["words"]), None)
