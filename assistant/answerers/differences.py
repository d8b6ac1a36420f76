"""By how much one amount is more than another of the same kind: lower end against lower end, upper against upper."""

from __future__ import annotations

import re

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import plain
from assistant.grounding.working import ends_apart

ASKS_BY_HOW_MUCH = re.compile(r"\b(?:how much|difference|gap|differ)\b|\bkitn[aei] (?:zyada|kam|mehenga|sasta|farak)\b")
_NUMBER = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")
_SAME_ENDS = re.compile(r"\b([\d.,]+)(?:\s*-\s*|\s+to\s+)\D?\1(?![\d.,])")
_LAKH = 100_000  # from which digits are grouped in one way in India and in another elsewhere


def difference_told(less: str, more: str) -> str | None:
    """By how much the second cell is more, as it is written: "₹21–37 LPA" of "₹4–8 LPA" and "₹25–45 LPA"; else None.

    None where either holds no or several amounts, an open end ("₹50 LPA+"), another unit, currency or period, where
    only one is a range, or where the second is not more at both ends.
    """
    low, high = _only_amount(less), _only_amount(more)
    apart = ends_apart(low, high) if low is not None and high is not None else None
    written = plain(more)
    if apart is None or len(_NUMBER.findall(written)) != len(apart) or any(float(one) >= _LAKH for one in apart):
        return None
    numbers = iter(f"{float(figure):,.10g}" for figure in apart)
    told = _NUMBER.sub(lambda _: next(numbers), written)
    return _SAME_ENDS.sub(r"\1", told).replace("-", "–")


def _only_amount(text: str) -> Amount | None:
    found = amounts(plain(text))
    return found[0] if len(found) == 1 and found[0].kind == "amount" else None
