"""Devanagari words inside a message in Latin letters, in Latin letters: "fresher की salary" is "fresher ki salary"."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[\u0900-\u0963\u0970-\u097f]+")
_CONSONANTS = dict(
    zip(
        "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहङञ",
        re.findall(r"[a-z]+", "k kh g gh ch chh j jh t th d dh n t th d dh n p f b bh m y r l v sh sh s h n n"),
        strict=True,
    )
)
_LONG = ("aa", "i", "i", "u", "u", "e", "ai", "o", "au", "ri", "o")
_VOWELS = dict(zip("अआइईउऊएऐओऔऋऑ", ("a", *_LONG), strict=True))
_SIGNS = dict(zip("ािीुूेैोौृॉ", _LONG, strict=True))


def in_latin_letters(text: str) -> str:
    """The text with its Devanagari words as people write them in Latin letters; all else as it was."""
    return _WORD.sub(lambda match: _word(unicodedata.normalize("NFC", match.group())), text)


def _word(word: str) -> str:
    if word in {"में", "मे"}:
        return "mein"
    written: list[str] = []
    for place, letter in enumerate(word):
        following = word[place + 1] if place + 1 < len(word) else ""
        if letter in _CONSONANTS:
            written.append(_CONSONANTS[letter])
            if following and following not in _SIGNS and following not in "़्":
                written.append("a")
        elif letter in _SIGNS or letter in _VOWELS:
            written.append(_SIGNS.get(letter) or _VOWELS[letter])
        elif letter in "ंँ":
            written.append("n")
    return "".join(written)
