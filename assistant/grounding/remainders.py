"""What is left of a hundred: "the other 40%" where the quotes give 60% and speak of the rest."""

from __future__ import annotations

import re

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing

_OTHER = re.compile(r"\b(?:the )?(?:other|remaining|rest)(?: of the)?,?\s\Z", re.I)
_REST = re.compile(r"\b(?:the (?:rest|remainder|others?)|what remains|remaining)\b", re.I)


def is_the_rest(amount: Amount, sentence: str, backing: Backing) -> bool:
    """Whether "the other 40%" is what the quotes call the rest of a hundred: "60%, and the interview for the rest"."""
    if not _OTHER.search(sentence[: amount.start]):
        return False
    for unit in backing.units:
        told = [said for said in amounts(unit.text) if said.unit == "percent"]
        if told and _REST.search(unit.text) and amount.low == 100 - sum(said.low for said in told):
            return True
    return False
