"""A message as it is read: chat spelling written out, romanised Hindi in English, misspellings put right.

The reading only replaces words by what they mean and puts them in English order; it adds no topic, so it cannot make an
uncovered question covered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from assistant.chat import ChatWriter
from assistant.compounds import Compounds
from assistant.hindi.devanagari import in_latin_letters
from assistant.hindi.read import hindi_in_english
from assistant.hindi.words import is_romanised_hindi
from assistant.numerals import Numerals
from assistant.spelling import Speller

_PLAINLY = re.compile(  # many ways to ask for plain words, of which none asks for a language
    r"\s+(?:in|with|using) (?:very )?(?:simple|easy|plain|short|lay(?:man)?(?:'?s)?) "
    r"(?:language|words?|terms?|english|hindi|way|manner)\b",
    re.I,
)


class Reader:
    """Reads messages; one for all visitors of an index."""

    def __init__(self, speller: Speller, compounds: Compounds | None = None, numerals: Numerals | None = None) -> None:
        """Put misspellings right with `speller`; the others know what the guides write as one word, and "Paper II"."""
        self._speller = speller
        self._numerals = numerals
        self._compounds = compounds
        self._chat = ChatWriter(speller.is_said, speller.is_right)
        self.read = lru_cache(maxsize=2048)(self._read)

    def _read(self, message: str) -> str:
        """The message in English words, spelled right; unchanged where there is nothing to read."""
        text = latin = in_latin_letters(message)
        if self._compounds is not None:
            text = self._compounds.read(text)
        text = self._chat.written_out(text, hindi=is_romanised_hindi(text))
        if is_romanised_hindi(text):
            text = hindi_in_english(text, self._speller.is_said, self._speller.is_right)
        text = _PLAINLY.sub(" in simple words", self._speller.corrected(text))
        if self._compounds is not None and text != latin:
            text = self._compounds.read(text)
        return text if self._numerals is None else self._numerals.read(text)


def reader_of(texts: Iterable[str], is_known: Callable[[str], bool]) -> Reader:
    """The reader for guides of these texts; `is_known`: the embedding model has a word (lower case) as one piece."""
    texts = tuple(texts)
    words = Counter(word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text))
    speller = Speller(words, is_known)
    return Reader(speller, Compounds(texts, speller.is_right), Numerals(texts))
