"""Times of day that quotes say without their half of it: "calls after eleven"."""

from __future__ import annotations

import re

from assistant.grounding.amounts import Amount, amounts

_AT = re.compile(r"\b(?:at|after|before|until|till|by|from|past)\s\Z", re.I)


def has_clock(text: str, amount: Amount) -> bool:
    """Whether a text has a time of day, perhaps as one end of "7 am to 2 pm", or without its half of the day."""
    if amount.unit and re.search(rf"(?<![\d.:]){amount.figures[0]:g}(?::00)?\s?{amount.unit[0]}\.?m\b", text, re.I):
        return True
    return any(
        said.low == amount.low and not (said.unit or said.currency or said.scaled) and _AT.search(text[: said.start])
        for said in amounts(text)
    )
