"""Another one of a kind: a nurse for a receptionist, a private college for a government one, commerce for science.

A word of a sentence that its quotes have in no form, where they have another word of the same kind that the sentence
leaves out, has taken that one's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from assistant.context import subject_terms
from assistant.grounding.backing import Backing
from assistant.grounding.text import data, paraphrases, senses, stem, words
from assistant.grounding.wording import is_derived
from assistant.language import pattern_of, read_data
from assistant.support import stems


def kind_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Words of a sentence (plain text) that stand for another one of their kind in the quotes."""
    own, above = _members(without_idioms(sentence)), _members(backing.text)
    subject = subject_terms(backing.guide)
    there: dict[str, dict[int | str, str]] = {}
    for unit in backing.units:
        for kind, said in _members(unit.text).items():
            there.setdefault(kind, {}).update(said)
    for kind, said in own.items():
        left_out = [word for group, word in there.get(kind, {}).items() if group not in said]
        if not left_out:
            continue
        for group, word in said.items():
            if (
                group not in above.get(kind, {})
                and not is_said(word, backing)
                and not (kind != "person" and stems(word) <= subject)
                and not (kind == "institution" and _is_told_by_its_owner(word, sentence, backing))
            ):
                yield f"“{word}” is not what its quotes say (“{left_out[0]}”)."


def _is_told_by_its_owner(word: str, sentence: str, backing: Backing) -> bool:
    """Whether a place is what a header leaves out: "a government college" of "Fees, government"."""
    owned = re.search(rf"\b(government|private|public|state)(?:ly run)? {re.escape(word)}\b", sentence, re.I)
    heads = [unit.table.header.span.text for unit in backing.units if unit.table is not None]
    return bool(owned) and any(re.search(rf"\b{owned[1]}\b", head, re.I) for head in heads if owned)


@lru_cache(maxsize=8_192)
def without_idioms(text: str) -> str:
    """A text without phrases that speak of no thing: "under your belt"."""
    return _idioms().sub(" ", text)


@cache
def _idioms() -> re.Pattern[str]:
    return pattern_of(read_data("things.toml")["idioms"]["pattern"], re.I)


def is_said(word: str, backing: Backing) -> bool:
    """Whether the quotes have a word in any form, or another word for the same thing."""
    return (
        backing.says(word) or is_derived(senses(word), backing.stems) or not paraphrases(word).isdisjoint(backing.stems)
    )


@lru_cache(maxsize=4_096)
def others_of_one(word: str) -> frozenset[str]:
    """The stems of all words for that one of its kind which a lower-case word names; empty where it names none."""
    own = set(_kinds().get(word, ()))
    return frozenset(stem(other) for other, named in _kinds().items() if own & set(named))


@cache
def _kinds() -> dict[str, tuple[tuple[str, int], ...]]:
    """Each word with its kinds and which one of each it is."""
    raw: Any = data()["kinds"]
    of_things = read_data("things.toml")
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for kind, listed in {**of_things["things"], **of_things["others"], **raw}.items():
        for number, group in enumerate(listed.split()):
            for word in group.split("/"):
                found[word] = (*found.get(word, ()), (kind, number))
    return found


@lru_cache(maxsize=16_384)
def _members(text: str) -> dict[str, dict[int | str, str]]:
    """The words of a text that belong to a kind, by kind and by which one of it they are."""
    found: dict[str, dict[int | str, str]] = {}
    for word in words(text):
        lower = word.lower.removesuffix("'s").removesuffix("-most")
        for kind, number in _kinds().get(lower, ()):
            found.setdefault(kind, {})[number] = word.lower
        if lower not in _kinds() and _PERSON.match(lower):
            found.setdefault("person", {})[stem(lower)] = word.lower
    return found


_PERSON = re.compile(r"[a-z]{3,}(?:m[ae]n|ists?|icians?|keepers?|makers?|smiths?)\Z")  # beside those that are listed
