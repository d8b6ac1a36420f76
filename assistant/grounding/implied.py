"""Amounts that a guide says without a figure or at a distance: "for a year", "one remote day", "food for one"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from assistant.grounding.amount_forms import either
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import data, stem

_ONE_OF = re.compile(r"\b(?:an?|each|every|per) (hour|day|week|fortnight|month|year)\b", re.I)
_QUARTER = re.compile(r"\b(first|opening|last|final|one|each|every|per|this|that) quarter\b(?! of\b)", re.I)
_PAIR = re.compile(r"\b(?:both|(?:a )?couple(?: of)?|(?:a )?pair(?: of)?|either|twin)\b", re.I)


@lru_cache(maxsize=8_192)
def implied_amounts(text: str) -> tuple[Amount, ...]:
    """Amounts of a guide's text in forms that a sentence may have put into figures."""
    forms = _forms()
    spoken = _QUARTER.sub(r"\1 3 months", _PAIR.sub("2", _ONE_OF.sub(r"1 \1", text)))
    spoken = forms.placed.sub(lambda match: f"{_value(match[1])} {match[2]}s", spoken)
    spoken = _TIMES_A_YEAR.sub(lambda match: _every(match[1]), spoken)
    found = {spoken, forms.apart.sub(r"\1 \2", spoken)}
    if named := forms.with_unit.search(text):
        found.add(forms.bare.sub(rf"\1 {named[1]}", spoken))
    return tuple(amount for one in found - {text} for amount in amounts(one))


_TIMES_A_YEAR = re.compile(r"\b(twice|\w+ times) (?:1|an?|every|each|per) year\b", re.I)
_EVERY = {"twice": 6, "three": 4, "3": 4, "four": 3, "4": 3, "six": 2, "6": 2}  # months


def placed_times(text: str, number: float) -> frozenset[str]:
    """The times, as stems, that a text places by an ordinal: "week" for 6 in "the sixth week"."""
    return frozenset(
        stem(match[2].lower()) for match in _forms().placed.finditer(text) if float(_value(match[1])) == number
    )


def _every(times: str) -> str:
    """How far apart are things that come so many times a year: "every 3 months"."""
    months = _EVERY.get(times.lower().removesuffix(" times"))
    return f"every {months} months" if months else f"{times} a year"


def _value(ordinal: str) -> str:
    """The number of "eighteenth" or "18th"."""
    raw: Any = data()["ordinals"]
    return str(raw.get(ordinal.lower()) or ordinal[:-2])


class _Forms(NamedTuple):
    with_unit: re.Pattern[str]
    bare: re.Pattern[str]  # a number behind which nothing stands, after one with its unit
    apart: re.Pattern[str]  # a number and its unit with a word or two between them
    placed: re.Pattern[str]  # "the eighteenth month": 18 months have gone by


@cache
def _forms() -> _Forms:
    raw: Any = data()
    number = rf"\d[\d,.]*|{either(raw['numbers'])}"
    unit = either(word for unit in raw["unit"] for word in unit["words"] if word.isalpha() and len(word) > 2)
    between = r"(?:(?!(?:an?|per|each|every|in|for|of|to|and|or)\b)[a-z-]+ ){1,2}?"
    return _Forms(
        with_unit=re.compile(rf"\b(?:{number})[ -]({unit})\b", re.I),
        bare=re.compile(rf"\b({number})(?=[.,;)]|\Z| (?:in|for|with|at|and|if)\b)", re.I),
        placed=re.compile(
            rf"\b({either(raw['ordinals'])}|\d{{1,2}}(?:st|nd|rd|th)) (hour|day|week|month|year)\b", re.I
        ),
        apart=re.compile(rf"\b({number}) {between}({unit})\b", re.I),
    )
