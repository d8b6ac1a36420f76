"""Words that a visitor joins, parts or shortens otherwise than the guide: "cyber security", "breakeven", "brk evn".

Only what a guide itself says, two words side by side or one word, is put in the place of what was written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from assistant.language import load_language
from assistant.variants import said_variant

_PAIR = re.compile(r"(?=(?<![^\W\d_])([^\W\d_]+)[ -]([^\W\d_]+))")
_WITH_PLUS = re.compile(r"\b([^\W\d_]{2,})\+(?![\w+])")
_PLUS = re.compile(r"\b([^\W\d_]{2,}) plus\b", re.I)
_HYPHENED = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)+(?![\w-])")
_TOKEN = re.compile(r"[^\W\d_]+")
_SHORTEST = 3  # letters of a part


def skeleton(word: str) -> str:
    """The first letter and the consonants after it, doubled ones once."""
    return re.sub(r"(.)\1", r"\1", word[0] + re.sub(r"[aeiou]", "", word[1:]))


class Compounds:
    """Reads joined, parted and shortened words as the guides write them."""

    def __init__(self, texts: Iterable[str], is_right: Callable[[str], bool]) -> None:
        """Read what stands side by side in `texts`; `is_right`: a word (lower case) is spelled right."""
        texts = tuple(texts)
        language = load_language()
        self._framing = language.generic | language.asking
        self._is_right = is_right
        self._words = {word.lower() for text in texts for word in _TOKEN.findall(text)}
        self._pairs = Counter((one.lower(), two.lower()) for text in texts for one, two in _PAIR.findall(text))
        self._after: dict[str, set[str]] = {}
        self._before: dict[str, set[str]] = {}
        for one, two in self._pairs:
            self._after.setdefault(one, set()).add(two)
            self._before.setdefault(two, set()).add(one)
        self._hyphened: dict[str, str] = {
            word.replace("-", "").lower(): word.lower() for text in texts for word in _HYPHENED.findall(text)
        }
        self._plus = {word.lower() for text in texts for word in _WITH_PLUS.findall(text)}
        self._short: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for one, two in self._pairs:
            if not {one, two} <= self._framing and min(len(one), len(two)) > _SHORTEST:
                self._short.setdefault((skeleton(one), skeleton(two)), []).append((one, two))

    def read(self, text: str) -> str:
        """The text with such words as the guides write them."""
        if not text.isascii():
            return text
        if self._plus:
            text = _PLUS.sub(self._with_plus, text)
        text = _TOKEN.sub(lambda match: self._parted(match.group()), text)
        return self._joined(text)

    def _with_plus(self, match: re.Match[str]) -> str:
        word = match[1].lower()
        return f"{match[1]}+" if word in self._plus and (word, "plus") not in self._pairs else match.group()

    def _parted(self, word: str) -> str:
        """Read "breakeven" as "break even", "xray" as "x-ray"; a name in capitals stays."""
        lower = word.lower()
        if word == lower and lower not in self._words and lower in self._hyphened:
            return self._hyphened[lower]
        if len(word) < 2 * _SHORTEST or word != lower or self._is_right(lower) or lower in self._words:
            return word
        for at in range(_SHORTEST, len(word) - 1):
            for first, second in self._parts(lower[:at], lower[at:]):
                if not {first, second} <= self._framing and self._stand_together(first, second):
                    return f"{first} {second}"
            for first in self._before.get(lower[at:], ()):
                if at > _SHORTEST and len(first) > at and skeleton(first) == skeleton(lower[:at]):
                    return f"{first} {lower[at:]}"
        return word

    def _stand_together(self, first: str, second: str) -> bool:
        """Whether a guide says the two words side by side, the second with any ending ("blind" in "blindness")."""
        if len(second) <= _SHORTEST:
            return (first, second) in self._pairs
        return any(said.startswith(second) for said in self._after.get(first, ()))

    def _parts(self, one: str, two: str) -> Iterator[tuple[str, str]]:
        known = self._words.__contains__
        for first in {one, said_variant(one, known) or one}:
            yield from ((first, second) for second in {two, said_variant(two, known) or two})

    def _joined(self, text: str) -> str:
        """Neighbours read together: "cyber security" as "cybersecurity", "brk evn" as "break even"."""
        spans = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
        for (start, end), (begin, stop) in reversed(list(zip(spans, spans[1:], strict=False))):
            one, two = text[start:end].lower(), text[begin:stop].lower()
            if text[end:begin] != " " or (one, two) in self._pairs:
                continue
            whole = one + two
            if whole in self._words and min(len(one), len(two)) >= _SHORTEST and not {one, two} & self._framing:
                text = text[:start] + whole + text[stop:]
            elif meant := self._meant(one, two, text[start:end], text[begin:stop]):
                text = f"{text[:start]}{meant[0]} {meant[1]}{text[stop:]}"
        return text

    def _meant(self, one: str, two: str, *written: str) -> tuple[str, str] | None:
        """The two neighbours of a guide that two words are without their vowels; a word spelled right stays itself."""
        if any(word.isupper() for word in written):
            return None
        right = [self._is_right(word) for word in (one, two)]
        if all(right) or min(len(one), len(two)) < _SHORTEST:
            return None
        found = [
            pair
            for pair in self._short.get((skeleton(one), skeleton(two)), ())
            if all(not kept or said == word for said, word, kept in zip(pair, (one, two), right, strict=True))
            and not (any(right) and self._framing & set(pair))
            and all(len(said) >= len(word) for said, word in zip(pair, (one, two), strict=True))
        ]
        return found[0] if len(found) == 1 else None
