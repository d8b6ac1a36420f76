"""Talk that states nothing: "That said,", "the good news is that", "so don't worry", "Haan ji,". It needs no quote.

A sentence of a model goes in, the same sentence without such talk comes out, its marks where they were; what nothing is
left of states nothing. Only whole phrases of the data are left out, so no claim is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.answer import MARK_FORM
from assistant.language import read_data

_JOINT = r"[\s,;:!.–—-]"


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens a sentence or a part of one, and what closes it."""
    raw = read_data("asides.toml")
    leads, said = ("|".join(raw[name]["patterns"]) for name in ("leads", "said"))
    link = r"(?:(?:so|and|but|well|okay|ok|right|now|also)\b,?\s+)?"
    opening = rf"{link}(?:(?:{leads})\b,?|(?:{said})(?=\s*(?:[,;:!.–—]|-\s|\Z)))"
    front = re.compile(rf"(?P<before>(?:\A|[.!?;:–—]\s|\s-\s|\n)\W*?){opening}{_JOINT}*(?:(?:so|and|but)\b\s+)?", re.I)
    back = re.compile(
        rf"(?:,|;|\s[-–—])\s*(?:so |and |but )?(?:{said})\s*(?=(?:\s?{MARK_FORM})*\s*(?:[.!?,;:]|\s[-–—]|\Z))", re.I
    )
    return front, back


@lru_cache(maxsize=8_192)
def without_asides(sentence: str) -> str:
    """A sentence, with its marks, without the talk in front of its clauses and behind them."""
    front, back = _forms()
    text = sentence.replace("’", "'")
    before = ""
    while before != text:
        before = text
        text = back.sub("", front.sub(r"\g<before>", text))
    return text
