"""Misspelt words put right, and only those: a word that the guide, the language data or the model knows is left alone.

"DevOps" must not become "developers": a correction needs a near word with the same first letter, and there must be
only one nearest. The gate still weighs the words as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from assistant.language import load_language

_MIN_LENGTH = 5  # shorter words have too many near neighbours
_WORD = re.compile(r"[^\W\d_]+")


class Speller:
    """Corrects words towards the words of the guides and of career questions in general."""

    def __init__(self, guide_words: Iterable[str], is_known: Callable[[str], bool]) -> None:
        """`guide_words` are corrected to; what `is_known` accepts (lower case) is left alone and not corrected to."""
        language = load_language()
        own = {word.lower() for word in guide_words} | {w for w in language.generic if w.isalpha()}
        own |= set(language.groups) | set(language.role_nouns)
        self._targets = sorted(word for word in own if len(word) >= _MIN_LENGTH and word.isalpha())
        self._is_known = is_known
        self._known = own | language.provider | language.off_topic | set(language.places)
        self.correction = lru_cache(maxsize=4096)(self._correction)

    def corrected(self, text: str) -> str:
        """The text with each misspelt word replaced; everything else as it was."""
        return _WORD.sub(lambda match: self._in_place(match, text), text)

    def _in_place(self, match: re.Match[str], text: str) -> str:
        """The word put right where it stands; a word in capitals inside a sentence is a name and is left alone."""
        word = match.group()
        inside = bool(re.search(r"[a-z,;:] $", text[: match.start()]))
        if word[0].isupper() and inside:
            return word
        return self.correction(word.lower()) or word

    def _correction(self, word: str) -> str | None:
        """The one nearest target of an unknown word, or None. Distance is optimal string alignment."""
        if len(word) < _MIN_LENGTH or word in self._known or word.rstrip("s") in self._known or self._is_known(word):
            return None
        from rapidfuzz.distance import OSA  # here because most messages need no correction
        from rapidfuzz.process import extract

        allowed = 1 if len(word) < 7 else 2
        found = extract(word, self._targets, scorer=OSA.distance, score_cutoff=allowed, limit=4)
        near = [(target, distance) for target, distance, _ in found if target[0] == word[0]]
        if not near:
            return None
        least = min(distance for _, distance in near)
        best = [target for target, distance in near if distance == least]
        stems = {target[: max(4, len(target) - 3)] for target in best}
        return best[0] if len(stems) == 1 else None
