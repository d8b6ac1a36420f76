"""The periods that figures are given for: "monthly", "a month", "LPA"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.text import data


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


def period_of(lower: str) -> str | None:
    """The period of a word such as "monthly"; None of any other."""
    return _adverb_forms()[1].get(lower)
