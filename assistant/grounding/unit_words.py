"""The words that units, currencies and periods go by in a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assistant.grounding.text import (
    data,
)


def lower_words(text: str) -> frozenset[str]:
    """The words and signs of a lower-case text that may be units or currencies."""
    return frozenset(re.findall(r"[^\W\d_]+|[%°]\w?|[₹$€£]", text))


@cache
def forms_of(base: str) -> frozenset[str]:
    """Every word for a unit that is measured in `base`, such as "month"."""
    raw: Any = data()["unit"]
    return frozenset(word for unit in raw if unit["base"] == base for word in unit["words"])


@cache
def forms_sized(base: str, size: float) -> frozenset[str]:
    """Every word for the unit of which one is so many of `base`: of 12 months "year" and its forms."""
    raw: Any = data()["unit"]
    return frozenset(
        word for unit in raw if unit["base"] == base and float(unit["size"]) == size for word in unit["words"]
    )


@cache
def currency_forms(currency: str) -> tuple[str, ...]:
    """The signs and words of a currency, such as "inr", without those that other words hold."""
    raw: Any = data()["currencies"]
    return tuple(form for form in raw[currency] if form not in {"rs"})


@cache
def period_forms(period: str) -> frozenset[str]:
    """The words of a period, such as "month", in singular and plural."""
    raw: Any = data()["periods"]
    return frozenset(raw[period]) | {f"{form}s" for form in raw[period]}
