"""Two things that each stand among the words which the quotes have beside the other: "banks" and "shops" mixed up.

Figures and whole clauses that change over are looked at elsewhere. Here two nouns are held against the words beside
them, wherever they stand: a sentence that gives each of them the other's neighbours, and none of its own, has mixed
them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from assistant.grounding.backing import Backing
from assistant.grounding.text import near_senses, ordinary_stems, senses, stem, without_contraction, words
from index.lexical import STOP_WORDS

_CUT = re.compile(
    r"[;:.?!](?!\d)|,(?!\d)|\s-\s|\(|\)|\||\n"
    r"|\b(?:while|whereas|but|yet|and|or|against|because|though|although|so|than|before|after|then)\b",
    re.I,
)
_WITHIN = 4  # words on either side
_LIGHT = frozenset(
    ["get", "gets", "has", "own", "make", "makes", "go", "goes", "take", "takes", "one", "ones", "only", "just", "also"]
)
_BEFORE_NOUNS = re.compile(r"an?|the|your|my|our|their|its|his|her|in|at|for|from|of|with|by|on|into|to|between")
_Clause = tuple[tuple[str, bool], ...]  # stems, each with whether it stands where a noun does


def neighbour_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Pairs of nouns of a sentence (plain text) that have each other's neighbours of its quotes."""
    held = tuple(clause for unit in backing.units if not unit.asks for clause in _clauses(unit.spoken))
    theirs = _beside(held)
    mine = _beside(tuple(_in_quote(clause, frozenset(theirs)) for clause in _clauses(sentence)))
    nouns = [
        one
        for one, (places, noun) in mine.items()
        if one in theirs
        and noun
        and theirs[one][1]
        and len(places) == len(theirs[one][0]) == 1
        and one not in ordinary_stems()
    ]
    for one, other in combinations(nouns, 2):
        own, others = theirs[one][0][0] - {one, other}, theirs[other][0][0] - {one, other}
        here, there = mine[one][0][0], mine[other][0][0]
        if other in here or any({one, other} <= {token for token, _ in clause} for clause in held):
            continue
        own, others = own - others, others - own
        if not (here & others and there & own) or here & own or there & others:
            continue
        if not _are_listed(one, other, backing.text):
            yield f"“{one}” and “{other}” each have what the quotes say of the other."
            return


@lru_cache(maxsize=16_384)
def _clauses(text: str) -> tuple[_Clause, ...]:
    made = []
    for part in _CUT.split(text):
        row = [without_contraction(word.lower) for word in words(part)]
        made.append(
            tuple(
                (stem(word), _is_noun(row, at))
                for at, word in enumerate(row)
                if word not in STOP_WORDS and word not in _LIGHT and not word[0].isdigit()
            )
        )
    return tuple(clause for clause in made if clause)


def _is_noun(row: list[str], at: int) -> bool:
    """Whether a word stands where nouns do: it opens a clause, or has an article or a preposition before it."""
    if at == 0:
        return not row[at].endswith("ly")
    return any(map(_BEFORE_NOUNS.fullmatch, row[max(0, at - 2) : at]))


def _are_listed(one: str, other: str, text: str) -> bool:
    """Whether a text joins two words in a list, which may stand in any order."""
    row = [stem(word.lower) for word in words(text)]
    return any({row[at], row[at + 2]} == {one, other} and row[at + 1] in {"and", "or"} for at in range(len(row) - 2))


def _beside(held: tuple[_Clause, ...]) -> dict[str, tuple[list[frozenset[str]], bool]]:
    """Each stem with the words beside each of its places, and whether it stands as a noun in the last of them."""
    found: dict[str, tuple[list[frozenset[str]], bool]] = {}
    for clause in held:
        row = [token for token, _ in clause]
        for at, (token, noun) in enumerate(clause):
            near = frozenset(row[max(0, at - _WITHIN) : at] + row[at + 1 : at + 1 + _WITHIN])
            found[token] = ([*found.get(token, ([], False))[0], near], noun)
    return found


def _in_quote(clause: _Clause, known: frozenset[str]) -> _Clause:
    """A clause in the quotes' own words, where just one of theirs means the same."""
    return tuple((_as_there(token, known), noun) for token, noun in clause)


def _as_there(token: str, known: frozenset[str]) -> str:
    if token in known or token in ordinary_stems():
        return token
    same = (senses(token) | near_senses(token)) & known
    return next(iter(same)) if len(same) == 1 else token
