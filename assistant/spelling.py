"""Misspelt words put right, and only those: a word that the guide, the language data or the model knows is left alone.

"DevOps" must not become "developers": a correction needs a near word with the same first letter. Where several are
equally near, the one that questions and the guide use most is meant, if it is used clearly more than the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from assistant.language import load_language
from assistant.support import stems

_MIN_LENGTH = 4  # shorter words have too many near neighbours
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"\b([^\W\d_]{3,6}) (\d{1,2})\b")
_SERIES = ("step", "phase", "stage")
_CLEARLY_MORE = 2.0  # times as often as the next nearest word


class Speller:
    """Corrects words towards the words of the guides and of career questions in general."""

    def __init__(self, guide_words: Mapping[str, int], is_known: Callable[[str], bool]) -> None:
        """`guide_words` (lower case, with how often they stand there) are corrected to; so are common question words.

        What `is_known` accepts (lower case) is left alone and not corrected to.
        """
        language = load_language()
        known = (*language.generic, *language.groups, *language.role_nouns, *language.provider)
        own = {word for word in known if word.isalpha()}
        self._weights = {word: float(count) for word, count in guide_words.items() if len(word) >= 3}
        for word in own:
            if len(word) >= 3:
                self._weights[word] = self._weights.get(word, 0.0) + 1.0
        for word in language.asking:
            self._weights[word] = self._weights.get(word, 0.0) + 40.0
        self._targets = sorted(self._weights)
        self._is_known = is_known
        self._known = own | set(guide_words) | language.asking | language.provider | language.off_topic
        self._known |= set(language.places)
        self.correction = lru_cache(maxsize=4096)(self._correction)

    def corrected(self, text: str) -> str:
        """The text with each misspelt word replaced; everything else as it was."""
        text = _NUMBERED.sub(self._series_in_place, text)
        return _WORD.sub(lambda match: self._in_place(match, text), text)

    def _series_in_place(self, match: re.Match[str]) -> str:
        """The word "step" put right before a number ("stpe 5"), where the written word is none of the guide's."""
        from rapidfuzz.distance import OSA  # here because most messages need no correction

        word = match[1].lower()
        near = next((name for name in _SERIES if OSA.distance(word, name) == 1), None)
        return match.group() if near is None or word in self._known else f"{near} {match[2]}"

    def _in_place(self, match: re.Match[str], text: str) -> str:
        """The word put right where it stands; a word in capitals inside a sentence is a name and is left alone."""
        word = match.group()
        inside = bool(re.search(r"[a-z,;:] $", text[: match.start()]))
        if word[0].isupper() and inside:
            return word
        return self.correction(word.lower()) or word

    def _is_right(self, word: str) -> bool:
        return word in self._known or word.removesuffix("s") in self._known or self._is_known(word)

    def _correction(self, word: str) -> str | None:
        """The nearest target of an unknown word, or None. Distance is optimal string alignment."""
        if (
            len(word) < _MIN_LENGTH
            or word in self._known
            or word.removesuffix("s") in self._known
            or self._is_known(word)
        ):
            return None
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        allowed = 1 if len(word) < 6 else 2
        found = extract(word, self._targets, scorer=OSA.distance, score_cutoff=allowed, limit=8)
        near = [(distance, -self._weights[target], target) for target, distance, _ in found if target[0] == word[0]]
        if not near:
            return None
        least = min(distance for distance, _, _ in near)
        best = sorted((weight, target) for distance, weight, target in near if distance == least)
        same_stem = len({stems(target) for _, target in best}) == 1
        if len(best) > 1 and not same_stem and best[0][0] > _CLEARLY_MORE * best[1][0]:
            return None
        return best[0][1]
