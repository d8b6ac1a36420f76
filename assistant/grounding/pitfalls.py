"""Units that say what not to do: what stands in them holds the other way round."""

from __future__ import annotations

import re

from assistant.grounding.backing import Unit

_WARNING = re.compile(
    r"\W*(?:\w+ ){0,3}?(?:mistakes?|errors?|pitfalls?|traps?|what not to do|avoid|don'?ts?)\b[\w ]{0,30}:", re.I
)


def warns(unit: Unit) -> bool:
    """Whether a unit says what not to do: "Mistake to avoid: ...", or an item under such a line."""
    return is_warning(unit.text) or is_warning(unit.above.rpartition("\n")[2])


def is_warning(text: str) -> bool:
    """Whether a text opens as a warning does: "Common mistake: ..."."""
    return bool(_WARNING.match(text))
