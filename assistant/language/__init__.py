"""Words of career questions in general, as data: question kinds, framing words, synonyms, places, small talk.

Nothing in this folder knows any guide; what is particular to one guide stands beside that guide.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

_FOLDER = Path(__file__).resolve().parent


class Kind(NamedTuple):
    """A kind of answer, and how questions ask for it."""

    name: str
    asked: re.Pattern[str]  # by any of the patterns
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, kw_only=True)
class Language:
    """The language data, ready for use. All words are lower case, as `fold` leaves them."""

    kinds: tuple[Kind, ...]  # the first that a question asks for wins
    generic: frozenset[str]  # words that name nothing and need no support
    groups: dict[str, frozenset[str]]  # word -> every word that names the same thing
    levels: tuple[frozenset[str], ...]  # words for how far one has come, lowest level first
    role_nouns: frozenset[str]
    role_openers: frozenset[str]
    persons: frozenset[str]  # who a visitor may be: no careers
    comparatives: frozenset[str]  # "easier", "faster": in which degree things differ
    asking: frozenset[str]  # words that questions are built with
    provider_alone: frozenset[str]  # of `provider`, what no other words could answer
    provider: frozenset[str]
    off_topic: frozenset[str]
    places: dict[str, frozenset[str]]  # word -> every word for the same place, or for a region that it lies in
    place_of: dict[str, str]  # word -> the one name of its place
    currencies: dict[str, str]  # sign -> a word for the one place whose money it is
    patterns: dict[str, re.Pattern[str]]  # small talk, distress, injection, vague, sums


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """Text for matching: lower case, apostrophes dropped, dashes and quotes plain, other punctuation as spaces."""
    text = text.lower().translate(_FOLDED)
    return " ".join(_NO_WORDS.sub(" ", text).split()).strip(" .-/")


_NO_WORDS = re.compile(r"[^\w+#₹$%&./-]+|(?<!\d)[./](?!\w)|(?<=[a-z])\.(?=\s|$)")
_FOLDED = str.maketrans(
    {
        "’": None,
        "‘": None,
        "'": None,
        "`": None,
        "“": " ",
        "”": " ",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "\u00a0": " ",
    }
)


@cache
def load_language() -> Language:
    """The data of this folder, read once."""
    kinds = read_data("kinds.toml")["kind"]
    words, places = read_data("words.toml"), read_data("places.toml")
    return Language(
        kinds=tuple(
            Kind(kind["name"], _any_of(kind["patterns"]), tuple(map(re.compile, kind["patterns"]))) for kind in kinds
        ),
        generic=frozenset(words["generic"].replace("'", "").split()),
        groups=_by_word(words["groups"]),
        levels=tuple(frozenset(level.split()) for level in words["levels"]),
        role_nouns=frozenset(words["role_nouns"].split()),
        role_openers=frozenset(words["role_openers"].split()),
        persons=frozenset(words["persons"].split()),
        comparatives=frozenset(words["comparatives"].split()),
        asking=frozenset(words["asking"].split()),
        provider=frozenset(words["provider"].split()),
        provider_alone=frozenset(words["provider_alone"].split()),
        off_topic=frozenset(words["off_topic"].split()),
        places=_with_regions(_by_word(places["places"]), places["regions"]),
        place_of={word: group.split()[0] for group in places["places"] for word in group.split()},
        currencies=places["currencies"],
        patterns={name: _any_of(value) for name, value in words.items() if _PATTERN_NAME.fullmatch(name)},
    )


_PATTERN_NAME = re.compile(r"smalltalk_\w+|distress|injection|vague|sum|task")


def read_data(name: str) -> dict[str, Any]:
    """One data file of this folder."""
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


def pattern_of(source: str | list[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern of a data file: written as one, or as a list of alternatives, which stand between the ends of words."""
    return re.compile(source if isinstance(source, str) else rf"\b(?:{'|'.join(source)})\b", flags)


def _any_of(sources: list[str]) -> re.Pattern[str]:
    """One pattern for all: a question is held against some two hundred."""
    return re.compile("|".join(f"(?:{source})" for source in sources))


def _by_word(groups: list[str]) -> dict[str, frozenset[str]]:
    """Each word with all words of the groups it stands in."""
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        words = frozenset(group.replace("'", "").split())
        for word in words:
            found[word] = found.get(word, frozenset()) | words
    return found


def _with_regions(places: dict[str, frozenset[str]], regions: dict[str, str]) -> dict[str, frozenset[str]]:
    """Each name of a place with the names of the regions around it too; a region's have those of no country."""
    found = dict(places)
    for region, countries in regions.items():
        for country in countries.split():
            found |= {name: found[name] | places[region] for name in places[country]}
    return found
