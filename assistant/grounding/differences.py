"""Differences of two quoted figures: "four years sooner" of sixteen and twelve years, "₹4,000 more" of two fees.

Only where the sentence says that it compares, and where exactly this comes out of two figures of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

from assistant.grounding.amounts import Amount
from assistant.grounding.counted import is_year

_COMPARES_AFTER = re.compile(
    r"\W*(?:\w+ )?(?:sooner|later|earlier|further on|faster|slower|longer|shorter|more|less|fewer|cheaper|dearer"
    r"|costlier|higher|lower|apart|before|after that|on top|extra|than)\b",
    re.I,
)
_COMPARES_BEFORE = re.compile(r"\b(?:difference|gap|saves?|saving|another|extra|adds?) (?:\w+ ){0,2}\Z", re.I)


def is_difference(amount: Amount, sentence: str, said: Iterable[Amount]) -> bool:
    """Whether an amount of a sentence (plain text) is the difference of two figures of its quotes, and told as one."""
    if amount.is_range or not (amount.unit or amount.currency or amount.scaled):
        return False
    if not (_COMPARES_AFTER.match(sentence[amount.end :]) or _COMPARES_BEFORE.search(sentence[: amount.start])):
        return False
    alike = {
        one.low
        for one in said
        if one.kind == "amount" and not one.is_range and (one.unit, one.currency) == (amount.unit, amount.currency)
    }
    if amount.unit == "month":
        alike |= {12 * one.low for one in said if is_year(one)}  # "six years before" of 2020 and 2026
    return any(abs(one - other) == amount.low for one, other in combinations(alike, 2))
