"""One of two for both of them: "physics and biology" where the quotes have "physics or biology".

Only what says so outright is held against the quotes: "both A and B", and "either A or B".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.grounding.backing import Backing
from assistant.grounding.text import senses, stem, words
from index.lexical import STOP_WORDS

_BOTH = re.compile(r"\bboth\b([^,;:.]{2,60}?) and\b([^,;:.]+)", re.I)
_EITHER = re.compile(r"\beither\b([^,;:.]{2,60}?) or\b([^,;:.]+)", re.I)
_NEAR = 2  # words beside "and" and "or" that may be what they join
_Pair = tuple[frozenset[str], frozenset[str]]


def alternative_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """A sentence (plain text) that asks for both where its quotes leave a choice, or the other way round."""
    if re.search(r"\b(?:no|not|never|neither|without)\b|n't\b", sentence, re.I):
        return  # "not both A and B" is one of them
    held = [pair for unit in backing.units for pair in _pairs(unit.text)]
    for form, joint, other in ((_BOTH, "and", "or"), (_EITHER, "or", "and")):
        for match in form.finditer(sentence):
            one = _ends(match[1])[0], _ends(match[2])[1]
            joined = {link for link, pair in held if _is_same(one, pair)}
            strict = joint == "and" or bool(_BOTH.search(backing.text))
            if other in joined and joint not in joined and strict:
                yield f"The quotes join by “{other}” what the sentence joins by “{joint}”."


def _is_same(one: _Pair, other: _Pair) -> bool:
    straight = bool(one[0] & other[0]) and bool(one[1] & other[1])
    return straight or (bool(one[0] & other[1]) and bool(one[1] & other[0]))


@lru_cache(maxsize=4_096)
def _pairs(text: str) -> tuple[tuple[str, _Pair], ...]:
    """What a text joins by "and" or "or": the words right before it and right behind it, each pair with its link."""
    found: list[tuple[str, _Pair]] = []
    for match in re.finditer(r"\b(and|or)\b", text, re.I):
        before, after = _clause_end(text[: match.start()]), _clause_start(text[match.end() :])
        found.append((match[1].lower(), (_ends(before)[0], _ends(after)[1])))
    return tuple(found)


def _clause_end(text: str) -> str:
    return re.split(r"[,;:.]", text.rstrip(" ,"))[-1]


def _clause_start(text: str) -> str:
    return re.split(r"[,;:.]", text)[0]


def _ends(text: str) -> _Pair:
    """The stems, in any wording, of the last and of the first words of a text."""
    content = [word.lower for word in words(text) if word.lower not in STOP_WORDS]
    last, first = content[-_NEAR:], content[:_NEAR]
    return _meant(last), _meant(first)


def _meant(listed: list[str]) -> frozenset[str]:
    return frozenset(one for word in listed for one in senses(word) | {stem(word)})
