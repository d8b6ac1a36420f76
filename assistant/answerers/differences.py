"""By how much one amount is more than another of the same kind: lower end against lower end, upper against upper."""

from __future__ import annotations

import re

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import plain
from assistant.grounding.working import ends_apart

_NUMBER = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")
_LAKH = 100_000  # from which digits are grouped in one way in India and in another elsewhere


def difference_told(first: str, second: str) -> str | None:
    """The difference of two cells as the larger is written: "₹21–37 LPA" of "₹25–45 LPA" and "₹4–8 LPA"; else None.

    None where either holds no or several amounts, an open end ("₹50 LPA+"), another unit, currency or period, where
    only one is a range, or where they overlap so that one is not more at both ends.
    """
    found = [_only_amount(text) for text in (first, second)]
    if found[0] is None or found[1] is None:
        return None
    low, high = sorted((found[0], found[1]), key=lambda amount: (amount.low, amount.high))
    apart = ends_apart(low, high)
    if apart is None:
        return None
    written = plain(first if high is found[0] else second)
    if len(_NUMBER.findall(written)) != len(apart) or any(float(figure) >= _LAKH for figure in apart):
        return None
    numbers = iter(f"{float(figure):,.10g}" for figure in apart)
    return _NUMBER.sub(lambda _: next(numbers), written).replace("-", "–")


def _only_amount(text: str) -> Amount | None:
    found = amounts(plain(text))
    return found[0] if len(found) == 1 and found[0].kind == "amount" else None
