"""Text as the grounding check compares it: one form of dashes and quotes, words with their places, stems and senses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.answer import MARK_FORM
from assistant.answerers.draft import readable
from assistant.grounding.spoken import in_figures
from assistant.language import load_language, read_data
from assistant.support import stems
from index.lexical import fold

_MARK = re.compile(rf"\s?{MARK_FORM}")
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(r"\.?[^\W_]+(?:[.'&/-][^\W_]+)*(?:\+\+|\#)?")
_JOINTS = re.compile(r"[.'&/-]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; compounds ("non-technical") are one word."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word as words are looked up."""
        return self.text.lower()


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """A text without marks and emphasis, with plain dashes and quotes; case is kept."""
    return in_figures(fold(readable(_MARK.sub("", text))))


@lru_cache(maxsize=16_384)
def words(text: str) -> tuple[Word, ...]:
    """The words of a plain text, in order."""
    return tuple(Word(match.group(), *match.span()) for match in _WORD.finditer(text))


@cache
def data() -> dict[str, dict[str, object]]:
    """The language data of this check."""
    return read_data("grounding.toml")


@cache
def _same() -> dict[str, frozenset[str]]:
    """Each word of the data's groups with the stems of every word for the same thing."""
    raw: Any = data()["same"]
    groups: list[str] = [*raw["groups"], *raw["irregular"]]
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        members = group.split()
        group_stems = frozenset(stem for member in members for stem in stems(member))
        for member in members:
            found[member] = found.get(member, frozenset()) | group_stems
    return found


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The stem of one word; a compound keeps its joints ("non-cs")."""
    found = stems(word)
    return next((one for one in sorted(found) if len(found) == 1 or "-" in one or "." in one), word.lower())


@lru_cache(maxsize=16_384)
def near_senses(stemmed: str) -> frozenset[str]:
    """The stems that mean the same as a stem; what only belongs to one topic with it is left out."""
    return _same_by_stem().get(stemmed, frozenset())


@cache
def _same_by_stem() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, group in _same().items():
        for one in stems(word):
            found[one] = found.get(one, frozenset()) | group
    return found


@lru_cache(maxsize=16_384)
def senses(word: str) -> frozenset[str]:
    """The stems of a word, of its parts where it is a compound, and of every word for the same thing."""
    lower = word.lower().removesuffix("'s")
    found = stems(lower) | _same().get(lower, frozenset())
    for variant in load_language().groups.get(lower, frozenset()):
        found |= stems(variant)
    if long := abbreviations().get(lower):
        found |= stems(long)
    return found


@cache
def said_as(word: str) -> re.Pattern[str] | None:
    """The phrases that say the same as a word in several: "leave out" for "skip"."""
    phrases: Any = data()["said_as"]
    stemmed = stem(word.lower())
    found = [pattern for one, pattern in phrases.items() if stem(one) == stemmed]
    return re.compile(rf"\b(?:{'|'.join(found)})\b", re.I) if found else None


def has_kindred(word: str) -> bool:
    """Whether the language data have other words for the same thing, as they have for no name."""
    return word in _same() or word in load_language().groups


@cache
def abbreviations() -> dict[str, str]:
    """Short forms that everybody knows, lower case, with their long forms."""
    return {short: str(long) for short, long in data()["abbreviations"].items()}


@cache
def ordinary_words() -> frozenset[str]:
    """Words that state no fact of a guide, lower case."""
    language = load_language()
    own = str(data()["ordinary"]["words"]).split()
    return frozenset(own) | language.generic | language.asking | frozenset(_number_words())


@cache
def number_words() -> dict[str, float]:
    """Number words, lower case, with their values."""
    return {word: float(str(value)) for word, value in data()["numbers"].items()}


@cache
def _number_words() -> tuple[str, ...]:
    return (*data()["numbers"], *data()["ordinals"], "first", "half", "both", "couple", "pair")


@lru_cache(maxsize=16_384)
def without_contraction(word: str) -> str:
    """A lower-case word without what an apostrophe joined to it: "don't" is "do", "there's" is "there"."""
    return _CONTRACTION.sub("", word)


_CONTRACTION = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))\Z")


def is_capital(word: Word) -> bool:
    """Whether a word is written as names are: with a capital letter or with letters and digits mixed."""
    return any(c.isupper() for c in word.text)


def opens_sentence(text: str, word: Word) -> bool:
    """Whether a word is the first of its sentence, list item or label value, where any word has a capital."""
    before = text[: word.start].rstrip(" \"'([*_")
    return not before or before[-1] in ".!?:;\n|-" or bool(re.search(r"(?:^|\n)\s*(?:[-*+•]|\d{1,2}[.)])$", before))


def parts_of(word: str) -> list[str]:
    """The words of a compound, itself alone where it is none."""
    return [part for part in _JOINTS.split(word) if part]
