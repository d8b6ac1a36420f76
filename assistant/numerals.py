"""Numbers of parts as a guide writes them: "paper 2" and "second paper" read as its "Paper II"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.question import ORDINALS

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMBERED = re.compile(rf"\b([^\W\d_]{{3,}}) ({'|'.join(sorted(_ROMAN, key=len, reverse=True))})\b")


class Numerals:
    """Writes numbers of parts in Roman numerals where the guides do so, and never in figures."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Read what is numbered so in `texts`: a noun with at least "I" and "II"."""
        texts = tuple(texts)
        found: dict[str, set[int]] = {}
        for text in texts:
            for noun, numeral in _NUMBERED.findall(text):
                found.setdefault(noun.lower(), set()).add(_ROMAN.index(numeral) + 1)
        self._numbers = {
            noun: numbers
            for noun, numbers in found.items()
            if {1, 2} <= numbers and not any(re.search(rf"\b{noun} \d", text, re.I) for text in texts)
        }
        nouns = "|".join(map(re.escape, self._numbers))
        ordinals = "|".join(ORDINALS[: len(_ROMAN)])
        self._pattern = (
            re.compile(rf"\b(?:({nouns})[ -]?(\d{{1,2}})|(\d(?:st|nd|rd|th)|{ordinals}) ({nouns}))\b", re.I)
            if nouns
            else None
        )

    def read(self, text: str) -> str:
        """The text with such numbers as the guides write them."""
        return self._pattern.sub(self._written, text) if self._pattern else text

    def _written(self, match: re.Match[str]) -> str:
        noun, ordinal = match[1] or match[4], (match[3] or "").lower()
        number = int(match[2] or 0) or (ORDINALS.index(ordinal) + 1 if ordinal in ORDINALS else int(ordinal[0]))
        return f"{noun} {_ROMAN[number - 1]}" if number in self._numbers[noun.lower()] else match.group()
