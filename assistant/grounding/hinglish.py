"""Romanised Hindi beside English: "PhD ki zaroorat nahi hai" reads "PhD necessary not is", so that its "not" is seen.

A sentence of a model goes in; each Hindi word of it is put into English where it stands, grammar is left out. Only a
clause with a word that no English one has is read so, since "main" and "me" are words of both languages.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.text import ordinary_words
from assistant.language import read_data
from index.lexical import STOP_WORDS

_MARKS_HINDI = re.compile(
    r"\b(?:nahin?|hai|hain|hota|hoti|hote|hoga|hogi|ke|ki|ka|mein|koi|sirf|zaroo?ri|zaroo?rat|kaafi|kafi|chahiye|"
    r"sakt[aei]|wal[aei]|lekin|aur|bahut|liye|saal|mahine|hafte|bina|jaise|padt[aei]|aap|aapko|karna|agar)\b",
    re.I,
)
_CLAUSE = re.compile(r"([,;:.!?()\n]|\s[-–—]\s)")
_WORD = re.compile(r"[A-Za-z]+")


@cache
def _english() -> dict[str, str]:
    """Each Hindi word with its English one, empty for grammar; what is English too is left out."""
    raw: Any = read_data("hindi.toml")
    found: dict[str, str] = {}
    for name, english in (("negation", "not"), ("can", "can"), ("must", "must"), ("should", "should")):
        found |= dict.fromkeys(raw[name]["words"].split(), english)
    found |= dict.fromkeys(raw["necessary"]["words"].split(), "necessary")
    found |= dict.fromkeys(f"{raw['genitive']['words']} {raw['copula']['words']} {raw['dropped']['words']}".split(), "")
    for name in ("words", "pronouns"):
        for english, listed in raw[name].items():
            found |= dict.fromkeys((one.rstrip("_") for one in listed.split()), english)
    found |= {word: "" for listed in raw["postpositions"].values() for word in listed.split()}
    found |= dict.fromkeys(("zaroorat", "zarurat", "jarurat", "jaroorat"), "need") | {"bina": "without"}
    english_too = STOP_WORDS | ordinary_words()
    kept = {word: said for word, said in found.items() if word not in english_too}
    return kept | {
        word: found[word] for word in ("nahi", "nahin", "nhi", "hai", "hain", "ki", "ka", "ke", "mein") if word in found
    }


@lru_cache(maxsize=8_192)
def in_english(sentence: str) -> str:
    """A sentence, with its marks, with its Hindi words in English."""
    if not _MARKS_HINDI.search(sentence):
        return sentence
    parts = (_WORD.sub(_put, part) if _MARKS_HINDI.search(part) else part for part in _CLAUSE.split(sentence))
    return re.sub(r" +(?=[ ,;:.!?])", "", "".join(parts))


def _put(match: re.Match[str]) -> str:
    return _english().get(match.group().lower(), match.group())
