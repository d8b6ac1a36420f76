"""Members of a list: where others of a row stand in the quotes, so must every one: "graphs, hashmaps and sorting".

Only names and short noun phrases count, since a paraphrase words what is done and what is said of it in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.additions import idle_words, is_backed
from assistant.grounding.backing import Backing
from assistant.grounding.order import opposite_words
from assistant.grounding.text import data, number_words, ordinary_words, without_contraction, words
from assistant.support import stems
from index.lexical import STOP_WORDS

_PART = re.compile(r"[;:.()](?!\w)|\s-\s|\b(?:while|whereas|but|because|since|so|which|who|if|when|as|than)\b", re.I)
_BETWEEN = re.compile(r",\s*(?:and |or |plus )?(?!\d)|\s(?:and|or|plus)\s", re.I)
_ARTICLE = re.compile(r"\A(?:an?|the|your|some|any|also|even)\s+", re.I)
_WORDS = 3  # of a member at most
_MEMBERS = 3  # of a row at least
_OTHERS = 2  # members that show that the row is the quotes'


def member_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Members of a row of things in a sentence (plain text) that its quotes do not have beside the others."""
    for row in _rows(sentence):
        backed = [[is_backed(word, backing) for word in member] for member in row]
        strange = [
            member
            for member, found in zip(row, backed, strict=True)
            if not any(found) and stems("".join(member)).isdisjoint(backing.stems)  # "hash maps"
        ]
        if sum(all(found) for found in backed) >= _OTHERS and strange:
            yield f"The quotes that the sentence cites do not list “{' '.join(strange[0])}”."
            return


@cache
def _no_members() -> frozenset[str]:
    """Words that stand in no name of a thing: those of grammar, and units."""
    raw: Any = data()
    units = frozenset(word for unit in raw["unit"] for word in unit["words"])
    return (
        STOP_WORDS | units | frozenset(str(raw["strangers"]["links"]).split()) | {"between", "against", "among", "per"}
    )


@lru_cache(maxsize=8_192)
def _rows(sentence: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The rows of a sentence: each member as its telling words; clauses and amounts among them are left out."""
    found = []
    for part in _PART.split(sentence):
        pieces = [piece.strip() for piece in _BETWEEN.split(part) if piece.strip()]
        if len(pieces) < _MEMBERS:
            continue
        first = " ".join(pieces[0].split()[-1:])  # "focus on arrays, ..." lists arrays
        rest = [_telling(piece) for piece in pieces[1:]]
        members = [_telling(first) if rest[0] else (), *rest]  # "..., focusing on arrays" begins anew
        found.append(tuple(member for member in members if member))
    return tuple(row for row in found if len(row) >= _MEMBERS)


def _telling(piece: str) -> tuple[str, ...]:
    """The telling words of a noun phrase; none where it is anything else."""
    said = [without_contraction(word.lower) for word in words(_ARTICLE.sub("", piece))]
    if not 0 < len(said) <= _WORDS or any(word in _no_members() or word[0].isdigit() for word in said):
        return ()
    plain = ordinary_words() | idle_words() | opposite_words() | number_words().keys()
    return tuple(word for word in said if word not in plain and not word.endswith(("ly", "ed")))
