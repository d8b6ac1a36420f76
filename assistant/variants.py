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


def _pattern(piece: str) -> re.Pattern[str]:
    before = "" if len(piece) > _WHOLE else r"(?<=\w\w)"
    return re.compile(rf"{before}{piece}(?=\w{{0,6}}$)")


_OTHERS = [(piece, _pattern(piece), other) for one, two in _EITHER_WAY for piece, other in ((one, two), (two, one))]


def _forms(word: str) -> Iterator[str]:
    for piece, pattern, other in _OTHERS:
        if piece in word:
            for match in pattern.finditer(word):
                yield word[: match.start()] + other + word[match.end() :]


def said_variant(word: str, is_said: Callable[[str], bool]) -> str | None:
    """The other spelling of a word (lower case), where a guide has that and not this."""
    if len(word) < _MIN_LENGTH or is_said(word):
        return None
    return next((form for form in _forms(word) if is_said(form)), None)
