"""British and American spellings of one word: the one that a guide uses is meant by the other.

"specialty" is "speciality", "color" is "colour": two right spellings of one word, of which a guide has only one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.language import read_data

_EITHER_WAY = [tuple(pair.split("/")) for pair in read_data("spelling.toml")["variants"]["pairs"].split()]
_MIN_LENGTH = 5
_WHOLE = 4  # letters; a longer piece may be the whole word


def _forms(word: str) -> Iterator[str]:
    for one, other in _EITHER_WAY:
        for this, that in ((one, other), (other, one)):
            before = "" if len(this) > _WHOLE else r"(?<=\w\w)"
            for match in re.finditer(rf"{before}{this}(?=\w{{0,6}}$)", word):
                yield word[: match.start()] + that + word[match.end() :]


def said_variant(word: str, is_said: Callable[[str], bool]) -> str | None:
    """The other spelling of a word (lower case), where a guide has that and not this."""
    if len(word) < _MIN_LENGTH or is_said(word):
        return None
    return next((form for form in _forms(word) if is_said(form)), None)
