"""How often and for how much of what: "15 applications a week", "₹1,800 a kilo", "monthly", "40% in each paper"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from assistant.grounding.backing import Backing
from assistant.grounding.text import data, near_senses, number_words, stem

_RATE = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?|\b[a-z]+\b)%?"
    r"(?P<between>(?:[- ](?!(?:over|for|within|after|during|in|from)\b)%?[a-z'%]+){0,4}?)\s"
    r"(?:(?:in )?(?:each|every|any|an?|one)|per(?! ?cent\b)|for (?:each|every))\s"
    r"(?:(?:full|whole|single|working|extra|broken|[a-z]+ed) )?(?P<per>[a-z]+)\b",
    re.I,
)


class _Rate(NamedTuple):
    number: float
    per: str  # the stem of what it is counted by


@cache
def _numbers() -> dict[str, float]:
    return number_words() | {"once": 1.0, "twice": 2.0}


@cache
def _measures() -> frozenset[str]:
    """Stems of what things are counted by: times, and the units of the language data."""
    raw: Any = data()
    forms = {form for listed in raw["periods"].values() for form in listed}
    forms |= {word for unit in raw["unit"] for word in unit["words"] if word.isalpha() and len(word) > 2}
    return frozenset(stem(form) for form in {*forms, *str(raw["rates"]["per"]).split()})


@lru_cache(maxsize=8_192)
def _rates(text: str) -> frozenset[_Rate]:
    found: set[_Rate] = set()
    for line in re.split(r"[\n;:,.](?!\d)", text):
        at = 0
        while match := _RATE.search(line, at):
            at = match.start() + len(match["number"])
            written = match["number"].lower()
            number = float(written.replace(",", "")) if written[0].isdigit() else _numbers().get(written)
            per = stem(match["per"].lower())
            if any(word in _numbers() for word in match["between"].lower().split()):
                continue  # "one person manages ten in a shift" says how many ten is
            if number is not None and per in _measures():
                found.add(_Rate(number, per))
    return frozenset(found)


def rate_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Numbers and amounts of a sentence (plain text) that its quotes have for another time or measure."""
    held = frozenset(rate for unit in backing.units for rate in _rates(unit.spoken))
    for rate in _rates(sentence):
        same = {other.per for other in held if other.number == rate.number}
        if same and not any(_is_same(rate.per, other) for other in same):
            yield f"{rate.number:g} is not said “{rate.per}” by “{rate.per}” in the quotes."
    told = frozenset(period for line in backing.text.split("\n") for period in periods_told(line))
    for period in _adverbs(sentence):
        if told and period not in told:
            yield f"The quotes give their figures for another time than “{period}”."


def _is_same(one: str, other: str) -> bool:
    return one == other or other in near_senses(one)


@cache
def _adverb_forms() -> tuple[re.Pattern[str], dict[str, str]]:
    raw: Any = data()["periods"]
    forms = {form: period for period, listed in raw.items() for form in listed if form not in {period, "annum"}}
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.I), forms


@lru_cache(maxsize=8_192)
def _adverbs(text: str) -> frozenset[str]:
    """The periods of words such as "monthly", of which a figure is told."""
    pattern, forms = _adverb_forms()
    bare = re.sub(r"\bdaily\b(?! (?:pay|wage|rate|allowance))", " ", text, flags=re.I)
    return frozenset(forms[match.group().lower()] for match in pattern.finditer(bare))


@cache
def _per_period() -> re.Pattern[str]:
    raw: Any = data()["periods"]
    return re.compile(rf"\b(?:per|an?|each|every)\s(?P<period>{'|'.join(raw)}|annum)\b", re.I)


@lru_cache(maxsize=8_192)
def periods_told(text: str) -> frozenset[str]:
    """The periods that a text gives figures for: "monthly", "a month", "LPA"."""
    spoken = {match["period"].lower().replace("annum", "year") for match in _per_period().finditer(text)}
    if re.search(r"\ba quarter\b", text, re.I):  # a share more often than a time
        spoken.discard("quarter")
    return _adverbs(text) | frozenset(spoken)
