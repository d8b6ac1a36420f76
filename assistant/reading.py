"""A message as it is read: chat spelling written out, romanised Hindi in English, misspellings put right.

The reading only replaces words by what they mean and puts them in English order; it adds no topic, so it cannot make an
uncovered question covered.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.chat import ChatWriter
from assistant.hindi.devanagari import in_latin_letters
from assistant.hindi.read import hindi_in_english
from assistant.hindi.words import is_romanised_hindi
from assistant.spelling import Speller

__all__ = ["Reader", "is_romanised_hindi"]


class Reader:
    """Reads messages; one for all visitors of an index."""

    def __init__(self, speller: Speller) -> None:
        """Put misspellings right with `speller`, which also knows what the guides say."""
        self._speller = speller
        self._chat = ChatWriter(speller.is_said, speller.is_right)
        self.read = lru_cache(maxsize=2048)(self._read)

    def _read(self, message: str) -> str:
        """The message in English words, spelled right; unchanged where there is nothing to read."""
        message = in_latin_letters(message)
        text = self._chat.written_out(message, hindi=is_romanised_hindi(message))
        if is_romanised_hindi(text):
            text = hindi_in_english(text, self._speller.is_said, self._speller.is_right)
        return self._speller.corrected(text)
