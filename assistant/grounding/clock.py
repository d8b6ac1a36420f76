"""Times of day that a guide says without their half of the day: 11 pm of "calls after eleven"."""

from __future__ import annotations

import re

from assistant.grounding.amounts import Amount, amounts


def has_clock(text: str, amount: Amount) -> bool:
    """Whether a text has a time of day, perhaps as one end of "7 am to 2 pm", or without its half of the day."""
    written = rf"(?<![\d.:]){amount.figures[0]:g}(?::00)?\s?{amount.unit[0]}\.?m\b" if amount.unit else "$^"
    return bool(re.search(written, text, re.I)) or any(
        said.low == amount.low and not (said.unit or said.currency or said.scaled) and _AT.search(text[: said.start])
        for said in amounts(text)
    )


_AT = re.compile(r"\b(?:at|after|before|until|till|by|from|past)\s\Z", re.I)
