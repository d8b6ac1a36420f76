"""Moves told as a range: "fell from 2.4 lakh to 1.8 lakh" where the quotes have both figures apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.counted import is_year
from assistant.grounding.text import data

_CLOSE = 60  # characters before a range in which its verb stands


def is_move(amount: Amount, sentence: str, said: Iterable[tuple[Amount, str]]) -> bool:
    """Whether a range is a move, the right way round, between two figures of one text of the quotes, or two years."""
    if not amount.is_range or len(amount.figures) < 2:
        return False
    up, down = _verbs()
    before = sentence[: amount.start][-_CLOSE:]
    rises, falls = bool(up.search(before)), bool(down.search(before))
    years = all(1900 <= figure <= 2100 for figure in amount.figures) and not amount.unit and not amount.currency
    if not years and (rises == falls or rises != (amount.high > amount.low)):
        return False
    ends = {amount.low, amount.high}
    for text in {text for _, text in said}:
        held = {one.low for one in amounts(text) if not one.is_range and (one.unit == amount.unit or is_year(one))}
        if ends <= held:
            return True
    return False


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw: Any = data()["moving"]
    up, down = (re.compile(rf"\b(?:{'|'.join(raw[name].split())})\b", re.I) for name in ("up", "down"))
    return up, down
