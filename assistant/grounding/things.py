"""Things that the quotes of a sentence do not speak of: a tractor, an affidavit, diabetes, a carpenter.

A paraphrase says what is done in other words; a tool, an illness, a document or a person that the quotes have in no
form is another one than theirs, whatever it has taken the place of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.context import subject_terms
from assistant.grounding.backing import Backing
from assistant.grounding.kinds import is_said, without_idioms
from assistant.grounding.names import initials
from assistant.grounding.text import Word, ordinary_words, words
from assistant.grounding.wording import index_of
from assistant.language import read_data
from assistant.support import stems
from corpus.guide import Guide
from index.lexical import STOP_WORDS


def thing_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """The things of a sentence (plain text) that its quotes do not have, each as one plain sentence.

    What the visitor `asked` about may be named: "a laptop isn't needed" for "nothing is needed".
    """
    allowed = subject_terms(backing.guide) | stems(asked) | backing.named_before
    for word in words(without_idioms(sentence)):
        lower = word.lower.removesuffix("'s")
        same = _things().get(lower)
        if word.text.isupper() and lower in initials(backing.text):
            continue  # "NDA" of a non-disclosure agreement is no exam
        if (
            same is None
            or _is_verb(sentence, word)
            or _is_loose(lower)
            or stems(lower) <= allowed
            or _is_setting(lower, backing.guide)
        ):
            continue
        if not any(is_said(one, backing) for one in same):
            yield f"The quotes that the sentence cites do not speak of “{word.text}”."
            return


_SETTING = 0.2  # share of a guide's passages


@lru_cache(maxsize=4_096)
def _is_setting(word: str, guide: Guide) -> bool:
    """Whether a guide speaks of a thing in so many places that it is what the guide is about: airlines, of a crew."""
    index = index_of(guide)
    return any(len(index.of_stem.get(one, ())) >= _SETTING * index.count for one in stems(word))


_BEFORE_A_VERB = re.compile(
    r"(?:\b(?:to|and|or|you|we|they|can|could|will|would|should|must|may|might|then|just|also|not)|n't|[,:])\s\Z", re.I
)
_BEHIND_A_VERB = re.compile(r"\s(?:it|them|this|that|these|those|your|the|an?|him|her|us|everything)\b", re.I)


def _is_verb(sentence: str, word: Word) -> bool:
    """Whether a word is what is done to something: "and ship them"."""
    bare = without_idioms(sentence)
    return bool(_BEFORE_A_VERB.search(bare[: word.start]) and _BEHIND_A_VERB.match(bare[word.end :]))


def _is_loose(word: str) -> bool:
    """Whether a word states no fact, or is what is done rather than a thing."""
    return word.endswith("ing") or word in STOP_WORDS or word in ordinary_words()


@cache
def _things() -> dict[str, frozenset[str]]:
    """Each thing with the words that say the same of it, itself among them, in any of its kinds."""
    found: dict[str, frozenset[str]] = {}
    for listed in read_data("things.toml")["things"].values():
        for group in listed.split():
            said = frozenset(group.split("/"))
            for word in said:
                found[word] = found.get(word, frozenset()) | said
    return found
