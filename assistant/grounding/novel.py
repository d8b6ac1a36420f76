"""Things a sentence names that its quotes do not: every word that is no general English has to be backed.

Verbs, qualities and abstract words are free wording (`assistant/language/wording.toml`); what names a thing, a person or
a field is not, and neither is a kind of person, however common the word.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from assistant.context import subject_terms
from assistant.grounding.amounts import amounts
from assistant.grounding.backing import Backing
from assistant.grounding.order import opposite_words
from assistant.grounding.text import (
    data,
    is_capital,
    opens_sentence,
    ordinary_words,
    parts_of,
    stem,
    without_contraction,
    words,
)
from assistant.language import load_language, read_data
from assistant.support import stems
from index.lexical import STOP_WORDS

_COMMON = 4  # letters that two words of one root share at least


def novel_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Words of a sentence (plain text) for things that its quotes do not name."""
    found = amounts(sentence)
    subject = subject_terms(backing.guide)
    for word in words(sentence):
        if any(amount.start <= word.start < amount.end for amount in found):
            continue
        lower = without_contraction(word.lower)
        if _is_free(lower) or word.lower.endswith("n't") or _is_done(lower, sentence[: word.start]):
            continue
        if is_capital(word) and (not opens_sentence(sentence, word) or not word.text[1:].islower()):
            continue  # names are looked at by themselves
        if stems(lower) <= subject or backing.says(lower) or _is_kin(lower, backing.text):
            continue
        parts = parts_of(lower)
        if len(parts) > 1 and all(_is_free(one) or backing.says(one) or _is_kin(one, backing.text) for one in parts):
            continue
        yield f"The quotes that the sentence cites name no “{word.text}”."


@lru_cache(maxsize=32_768)
def _is_free(lower: str) -> bool:
    """Whether a word is general English."""
    if lower[0].isdigit() or lower in STOP_WORDS or len(lower) < 2:
        return True
    if is_person(lower):
        return False
    if lower in ordinary_words() or lower in opposite_words() or lower in _measures():
        return True
    if {lower, stem(lower)} & _general():
        return True
    bare = lower.removesuffix("er").removesuffix("est")
    return bare != lower and not {bare, f"{bare}e", bare[:-1]}.isdisjoint(_qualities())


def _is_done(lower: str, before: str) -> bool:
    """Whether a word stands as a verb's participle ("are flown"): it names no thing."""
    if is_person(lower) or not _AUXILIARY.search(before):
        return False
    return lower.endswith("ed") or lower in _irregular()


_AUXILIARY = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|has|have|had|get|gets|got)(?: \w+ly| then| also| not)?\s\Z", re.I
)


@cache
def _irregular() -> frozenset[str]:
    """Forms of verbs that no ending tells ("flown")."""
    groups: Any = data()["same"]["irregular"]
    return frozenset(one for group in groups for one in group.split()[1:])


@cache
def _qualities() -> frozenset[str]:
    raw: Any = read_data("wording.toml")
    return frozenset(raw["qualities"]["words"].split())


@cache
def _general() -> frozenset[str]:
    raw: Any = read_data("wording.toml")
    listed = [word for part in ("verbs", "qualities", "abstract", "anybody") for word in raw[part]["words"].split()]
    groups: Any = data()["same"]["irregular"]
    known = set(listed)
    listed += [one for group in groups if group.split()[0] in known for one in group.split()]
    return frozenset(listed) | frozenset(
        one for word in listed for one in (stem(word), stem(f"{word}ing"), stem(f"{word}ly"))
    )


@cache
def _measures() -> frozenset[str]:
    """Words of amounts, of negation and of predicates, which other checks look at."""
    raw: Any = data()
    found = {form for forms in raw["currencies"].values() for form in forms}
    found |= {form for unit in raw["unit"] for form in unit["words"]} | set(raw["scales"]) | set(raw["numbers"])
    found |= {form for forms in raw["periods"].values() for form in forms} | set(raw["ordinals"]) | set(raw["parts"])
    found |= set(raw["negation"]["words"].split()) | set(raw["negation"]["kindred"].split())
    for entry in raw["predicate"]:
        found |= set(entry["words"].split()) | set(entry["opposite"].split())
    found |= {f"{one}s" for one in raw["parts"]} | set(raw["series"]["words"].split())
    return frozenset(form.rstrip(".") for form in found)


@cache
def _people() -> frozenset[str]:
    raw: Any = read_data("wording.toml")
    anybody = set(raw["anybody"]["words"].split())
    nouns = {one for noun in load_language().role_nouns for one in (noun, f"{noun}s")}
    return frozenset((nouns | set(raw["people"]["words"].split())) - anybody)


def is_person(lower: str) -> bool:
    """Whether a word is for one kind of person or body."""
    return lower in _people() or lower.removesuffix("s") in _people()


@lru_cache(maxsize=32_768)
def _is_kin(lower: str, text: str) -> bool:
    """Whether a text has another form of a word, "application" for "apply"."""
    return any(_of_one_root(lower, other) for other in _vocabulary(text))


@lru_cache(maxsize=4_096)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{4,}", text.lower()))


@cache
def _endings() -> frozenset[str]:
    raw: Any = read_data("wording.toml")
    return frozenset(["", *raw["endings"]["words"].split()])


@lru_cache(maxsize=65_536)
def _of_one_root(one: str, other: str) -> bool:
    if one[:_COMMON] != other[:_COMMON]:
        return False
    common = len(os.path.commonprefix([one, other]))
    return any(
        one[at:] in _endings() and other[at:] in _endings() for at in range(max(_COMMON, common - 1), common + 1)
    )
