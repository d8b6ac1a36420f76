"""The end of one statement of a quote put to the beginning of another: each half is there, the whole is not.

"Honest slips lead to retraining; a second takes away the rating" bears out a sentence that takes either statement, or
the subject of the first with all of the second. It does not bear out one that ends as the first does and has words of
the second, nor one that ends as the second does and has lost what that begins with, nor one that begins as the second
does and goes on as the first does without its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from assistant.grounding.backing import Backing
from assistant.grounding.close_forms import POINTS_BACK, forms_in, is_small, telling_forms
from assistant.grounding.text import words

_STATEMENTS = re.compile(r";(?!\d)|\b(?:but|while|whereas|though|although|yet)\b", re.I)
_CLAUSES = re.compile(
    r"[;:()?!|\n](?!\d)|\.(?=\s|\Z)|\s-\s|,(?= (?:or|then|because|which|who|as|so|compared|with)\b)"
    r"|\b(?:but|while|whereas|and|against|then|though|although|because|yet|than|or)\b",
    re.I,
)


class _Statement(NamedTuple):
    """One of several statements of a quote's sentence, as forms of its words."""

    all: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    points_back: bool


def close_splice_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Whether a sentence (plain text) is put together of two statements of one quote."""
    whole = telling_forms(sentence)
    held = [forms_in(f"{unit.whole}\n{unit.spoken}") for unit in backing.units]
    elsewhere = [clause for clause in _clauses(sentence) if any(clause <= one for one in held)]  # in one unit whole
    for unit, words_of in zip(backing.units, held, strict=True):
        if unit.asks or unit.row is not None:
            continue
        made = _statements(unit.text)
        clauses = [clause for clause in _clauses(sentence) if clause <= words_of or clause not in elsewhere]
        if len(made) > 1 and any(_is_spliced(clause, whole, made) for clause in clauses):
            yield "A sentence joins two statements of its passage into one; take one of them as it stands."
            return


def _is_spliced(clause: frozenset[str], whole: frozenset[str], made: Sequence[_Statement]) -> bool:
    alone = [(one, (clause & one.all).difference(*(other.all for other in made if other is not one))) for one in made]
    for (one, of_one), (other, of_other) in combinations([(one, own) for one, own in alone if own], 2):
        if other.points_back:
            continue
        if not one.last.isdisjoint(of_one):
            return True
        if not other.last.isdisjoint(whole) and other.first.isdisjoint(whole):
            return True
        if not other.first.isdisjoint(of_other) and one.first.isdisjoint(whole):
            return True
    return False


@lru_cache(maxsize=16_384)
def _clauses(text: str) -> tuple[frozenset[str], ...]:
    return tuple(telling_forms(part) for part in _CLAUSES.split(text))


@lru_cache(maxsize=4_096)
def _statements(text: str) -> tuple[_Statement, ...]:
    made: list[_Statement] = []
    for part in _STATEMENTS.split(text):
        telling = [word.text for word in words(part) if not is_small(word)]
        if telling:
            ends = forms_in(telling[0]), forms_in(telling[-1])
            made.append(_Statement(telling_forms(part), *ends, bool(POINTS_BACK.search(part))))
    return tuple(made)
