"""Words that their form turns round: "meaningful" for "meaningless", "possible" for "impossible".

"With it" for "without it" is one of them, and what is to be avoided where a sentence recommends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.clauses import clauses
from assistant.grounding.pitfalls import is_warning, warns
from assistant.grounding.text import data, ordinary_words, stem, words
from index.lexical import STOP_WORDS

_ROOT = 4  # letters, fewer are no root of an opposite
_MOST = 0.75  # of the words of a warning: a sentence with so many speaks of it
_LEFT_OUT = re.compile(r"\bwithout (?:it|one|them|that)\b", re.I)
_HELD = re.compile(r"\bwith (?:it|one|them|that)\b", re.I)
_WARNS = re.compile(r"\A\W*(?:avoid|never|do not|don't|steer clear of|beware of|skip|ignore|leave out)\b", re.I)
_ADVISES = re.compile(
    r"\W*(?:(?:yes|sure|of course|absolutely)\W+)?(?:you (?:should|can|could|may|must|might) )?"
    r"(?:use|take|try|choose|pick|do|go|start|begin|add|include|buy|show|put|keep|work|rely|learn|pay|join|sign|send|bring|wear)\b",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:not|no|never|avoid\w*|nobody|nothing|none|without|skip\w*|instead|rather|mistakes?|wrong|beware|away|clear"
    r"|leave|stop|resist|refrain|errors?|traps?|pitfalls?|bad|cannot)\b|n't\b",
    re.I,
)


def antonym_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Words of a sentence (plain text) whose quotes have only the one that its form turns round."""
    held = {word.lower for word in words(backing.text)}
    mine = {word.lower for word in words(sentence)}
    denies = any(clause.denials for clause in clauses(sentence))
    for word in () if denies else mine - held:
        turned = [other for other in _turned(word) & held if not _turned(other) & mine & held]
        if turned and not any(clause.denials for clause in clauses(backing.text) if turned[0] in clause.text.lower()):
            yield f"“{word}” turns round what its quotes say (“{turned[0]}”)."
            return
    kept = _HELD.search(sentence) and not _LEFT_OUT.search(sentence)
    left_out = _LEFT_OUT.search(backing.text) and not _HELD.search(backing.text)
    if kept and left_out and re.search(r"\b(?:no|nobody|never|not|cannot)\b|n't\b", sentence, re.I):
        yield "The sentence says with what the quotes say without."
    if _ADVISES.match(sentence) and not _DENIES.search(sentence):
        for unit in backing.units:
            if (_WARNS.match(unit.text) or warns(unit)) and _recommends(sentence, unit):
                yield "The sentence recommends what its quotes warn of."
                return


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(str(data()["negation"]["prefixes"]).split())


@lru_cache(maxsize=16_384)
def _turned(word: str) -> frozenset[str]:
    """The forms that would say the opposite of a lower-case word."""
    found = {f"{prefix}{word}" for prefix in _prefixes()} | {f"non-{word}", f"{word}less"}
    found |= {word.removeprefix(prefix) for prefix in _prefixes() if word.startswith(prefix)}
    if word.endswith("ful"):
        found.add(f"{word.removesuffix('ful')}less")
    if word.endswith("less"):
        found |= {f"{word.removesuffix('less')}ful", word.removesuffix("less")}
    return frozenset(
        one for one in found if min(len(one), len(word)) >= _ROOT and one != word and one not in _no_roots()
    )


@cache
def _no_roots() -> frozenset[str]:
    """Pairs that look like opposites and are none: "port" and "import"."""
    return frozenset(str(data()["negation"]["no_roots"]).split())


def _recommends(sentence: str, unit: Unit) -> bool:
    """Whether a sentence speaks of nearly all that a warning names."""
    text = unit.text.partition(":")[2] if is_warning(unit.text) else _WARNS.sub("", unit.text)
    named = _content(re.split(r"[:;]", text)[0])
    return bool(named) and len(named & _content(sentence)) >= _MOST * len(named)


@lru_cache(maxsize=8_192)
def _content(text: str) -> frozenset[str]:
    return frozenset(
        stem(word.lower) for word in words(text) if word.lower not in STOP_WORDS and word.lower not in ordinary_words()
    )
