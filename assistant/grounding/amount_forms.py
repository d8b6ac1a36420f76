"""The forms that amounts are written in, made of the language data: numbers, currencies, scales, units, bounds."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from assistant.grounding.text import data
from corpus.layout import NUMBERED_NOUNS

_BETWEEN_THEM = r"(?:\s(?:more|extra|further|additional|full|whole|straight|consecutive|calendar|working))?"


class AmountForms(NamedTuple):
    """Patterns and words that amounts are read by."""

    atom: re.Pattern[str]
    period: re.Pattern[str]
    before_low: re.Pattern[str]
    before_high: re.Pattern[str]
    after_low: re.Pattern[str]
    after_high: re.Pattern[str]
    claims: re.Pattern[str]
    series: re.Pattern[str]
    numbers: dict[str, float]
    ordinals: dict[str, int]
    scales: dict[str, float]
    currencies: dict[str, str]
    units: dict[str, tuple[str, float]]
    periods: dict[str, str]


def either(names: Any) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@cache
def amount_forms() -> AmountForms:
    """The patterns, made once."""
    raw: Any = data()
    currencies = {form: name for name, forms in raw["currencies"].items() for form in forms}
    units = {word: (unit["base"], float(unit["size"])) for unit in raw["unit"] for word in unit["words"]}
    periods = {form: name for name, forms in raw["periods"].items() for form in forms}
    money, scale, unit = either(currencies), either(raw["scales"]), either(units)
    number = rf"\d+(?:,\d+)*(?:\.\d+)?|\b(?:{either(raw['numbers'])})(?:[- ](?:{either(raw['numbers'])}))?\b"
    atom = re.compile(
        rf"(?P<before>(?<![\w])(?:{money})\s?)?(?<![\w.+])(?P<number>{number})"
        rf"(?P<ordinal>(?:st|nd|rd|th)\b)?(?P<half> and a half\b)?"
        rf"(?P<plus>\s?\+(?!\s?\d))?"
        rf"(?:[\s-]?(?P<scale>{scale})(?![\w]))?(?P<plus2>\s?\+)?"
        rf"(?:\s?(?P<after>{money})(?![\w]))?"
        rf"(?:(?P<more>\s(?:or more|or above|plus)(?=\s(?:{unit})\b))?{_BETWEEN_THEM}[\s-]?(?P<unit>{unit})(?![\w]))?"
        rf"(?P<plus3>\s?\+(?!\s?\d))?(?!\w)",
        re.I,
    )
    bounds = raw["bounds"]
    counted = "|".join((*NUMBERED_NOUNS, *raw["series"]["words"].split()))
    hedges = r"(?:about|around|roughly|approximately|nearly|almost|some|the|an?|of)"
    return AmountForms(
        atom=atom,
        period=re.compile(
            r"\s?(?:usd|inr|rupees|dollars)?\s?(?:,\s)?"
            r"(?:(?:per|an?|each|every|/|for (?:the|an?) (?:full |whole |entire )?)"
            rf"\s?(?P<one>{either(periods)})"
            r"|(?P<two>hourly|daily|weekly|monthly|quarterly|yearly|annually|per annum))\b",
            re.I,
        ),
        before_low=re.compile(rf"\b{bounds['low']}(?:\s{hedges}){{0,2}}\s*\Z", re.I),
        before_high=re.compile(rf"\b{bounds['high']}(?:\s{hedges}){{0,2}}\s*\Z", re.I),
        after_low=re.compile(rf"\s?(?:\w+\s){{0,2}}?{bounds['low_after']}", re.I),
        after_high=re.compile(rf"\s?(?:\w+\s){{0,2}}?{bounds['high_after']}", re.I),
        claims=re.compile(rf"\b{bounds['claims']}\b|\+", re.I),
        series=re.compile(rf"\b({counted})s?\s?(?:no\.?\s|#)?\Z", re.I),
        numbers={word: float(value) for word, value in raw["numbers"].items()},
        ordinals={word: int(value) for word, value in raw["ordinals"].items()},
        scales={word: float(value) for word, value in raw["scales"].items()},
        currencies=currencies,
        units=units,
        periods=periods,
    )
