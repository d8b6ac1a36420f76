"""Another thing in the very place of one of the quotes: "models in the cloud" for "models in notebooks".

A sentence that follows a quote word by word is laid beside it. Where a noun stands between the same words as another
one there, and the quotes have it in no form, it has taken that one's place. Only what the guide itself speaks of
elsewhere counts: a model mixes up what it has read, and other words for a thing are seldom words of the same guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from assistant.grounding.backing import Backing
from assistant.grounding.likeness import content_of
from assistant.grounding.order import opposite_words
from assistant.grounding.text import (
    near_senses,
    ordinary_words,
    paraphrases,
    senses,
    stem,
    without_contraction,
    words,
)
from assistant.grounding.wording import index_of, is_derived
from assistant.support import stems
from index.lexical import STOP_WORDS

_PARTS = re.compile(r"[;:](?!\d)|,(?= (?:but|while|and|because|which|so|although|though|as|since)\b)")
_CLOSE = 0.5  # share of a part's words that stand in the quote in the same order
_SHORT = 4  # words; fewer follow nothing
_AT_MOST = 3  # words of a place
# What stands before a noun and hardly ever before a verb.
_BEFORE_NOUNS = re.compile(
    r"an?|the|your|my|our|their|its|his|her|in|at|for|from|of|with|by|on|into|between|any|every|each|no|most|all|some"
    r"|another|certain"
)


class _Slot(NamedTuple):
    """A place between the same words: what the sentence has there, and what the quote has."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    before: str
    is_last: bool  # nothing stands behind it


def slot_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Nouns of a sentence (plain text) in the places of others of its quotes; what was `asked` about may be named."""
    own = frozenset(content_of(sentence))
    meant = own.union(*(senses(one) for one in own))
    for part in _parts(sentence):
        for unit in backing.units:
            if unit.asks:
                continue
            text = unit.spoken.replace("\n", " ")
            for slot in _slots(part, text):
                if fault := _other_thing(slot, backing, meant, asked):
                    yield fault
                    return


def _parts(sentence: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(part for part in _PARTS.split(sentence) if part.strip()), sentence]))


def _other_thing(slot: _Slot, backing: Backing, meant: frozenset[str], asked: str) -> str | None:
    mine = [word for word in slot.mine if _tells(word)]
    theirs = [word for word in slot.theirs if _tells(word)]
    if not mine or not theirs or not any(map(_BEFORE_NOUNS.fullmatch, (slot.before, slot.mine[0]))):
        return None
    if slot.is_last and len(mine) != len(theirs):
        return None  # nothing tells where the two places end
    index = index_of(backing.guide)
    for word in mine:
        if (
            word in opposite_words()
            or backing.says(word)
            or is_derived(senses(word), backing.stems)
            or stems(word) <= stems(asked)
        ):
            return None
        if not paraphrases(word).isdisjoint(backing.stems):
            return None
    if not any(index.holding(frozenset(stems(word))) for word in mine):
        return None
    if any(not (senses(word) | stems(word) | paraphrases(word)).isdisjoint(meant) for word in theirs):
        return None
    return f"“{' '.join(mine)}” stands where its quotes have “{' '.join(theirs)}”."


def _tells(word: str) -> bool:
    return word not in STOP_WORDS and word not in ordinary_words() and not word[0].isdigit()


@lru_cache(maxsize=16_384)
def _lower(text: str) -> tuple[str, ...]:
    return tuple(without_contraction(word.lower) for word in words(text))


@lru_cache(maxsize=16_384)
def _slots(part: str, text: str) -> tuple[_Slot, ...]:
    """The places in which a part of a sentence differs from a quote that it follows word by word."""
    mine, theirs = _lower(part), _lower(text)
    there = [stem(word) for word in theirs]
    known = frozenset(there)
    here = [_as_there(word, known) for word in mine]
    telling = {token for token, word in zip(here, mine, strict=True) if word not in STOP_WORDS}
    if len(mine) < _SHORT or len(telling & known) < _CLOSE * len(telling):
        return ()
    steps = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    if sum(end - start for how, start, end, _, _ in steps if how == "equal") < _CLOSE * len(mine):
        return ()
    return tuple(
        _Slot(mine[start:end], theirs[begin:stop], mine[start - 1] if start else "", end == len(mine))
        for place, (how, start, end, begin, stop) in enumerate(steps)
        if how == "replace"
        and end - start <= _AT_MOST
        and stop - begin <= _AT_MOST
        and all(near[0] == "equal" for near in (*steps[max(place - 1, 0) : place], *steps[place + 1 : place + 2]))
    )


def _as_there(word: str, known: frozenset[str]) -> str:
    """A word as the quote has it: its stem, or that of the only word there that means the same."""
    stemmed = stem(word)
    if stemmed in known or not _tells(word):
        return stemmed
    same = (senses(word) | near_senses(stemmed)) & known
    return next(iter(same)) if len(same) == 1 else stemmed
