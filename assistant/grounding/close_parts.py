"""What a sentence joins in one clause has to stand together in its quotes: in one piece, and in one part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.close_forms import POINTS_BACK, forms_in, is_number, listed, telling_forms
from assistant.grounding.text import plain, words

_CLAUSES = re.compile(r"[;:,()?!|\n](?!\d)|\.(?=\s|\Z)|\s-\s|\b(?:but|while|whereas|and|or|against|then)\b", re.I)
_COLUMNS_APART = re.compile(
    r";(?!\d)|\.(?=\s|\Z)|,? (?:and|but) (?:it|its|you|they|there|the)\b|, (?:while|with|after|for|in)\b"
)
_SHORT = 5  # forms of words of a short member


class _Part(NamedTuple):
    """A part of a quote: what it says of what, as forms of words; of a column the cell and the head."""

    said: frozenset[str]
    named: frozenset[str]


def close_part_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Whether a sentence (plain text) joins in one clause what its quotes keep apart."""
    own = [clause for clause in _clauses(sentence) if clause]
    whole = frozenset[str]().union(*own)
    known = forms_in(plain(asked))
    held = [forms_in(f"{unit.whole}\n{unit.spoken}\n{unit.behind}") for unit in backing.units]
    if any(
        _is_mixed(clause, whole, _parts(unit))
        for unit in backing.units
        for clause in (own if unit.row is None else (whole,))
    ) or any(
        _is_of_two_members(clause, whole, unit)
        for clause in own
        for unit, words_of in zip(backing.units, held, strict=True)
        if clause <= words_of or not any(clause <= others for others in held)
    ):
        yield "A sentence says of one thing what its passage says of another; take the passage's own words."
        return
    if any(_is_of_another_column(part, unit) for unit in backing.units for part in _COLUMNS_APART.split(sentence)):
        yield "A sentence says of one column what stands in another; take the passage's own words."
        return
    anywhere = frozenset[str]().union(*held)
    if any(all((clause & anywhere) - known - one for one in held) for clause in own):
        yield "A sentence joins what stands in two places of its passage; take one of them."


def _is_mixed(clause: frozenset[str], whole: frozenset[str], parts: Sequence[_Part]) -> bool:
    """Whether a clause has what one part says and the name of another, leaving out that one's own."""
    for one in parts:
        for other in parts:
            said, strange = one.said - other.said, other.said - one.said
            if not said & clause or not strange or strange & whole:
                continue
            used = [part for part in parts if part is not other and part.said & clause]
            rightly = frozenset[str]().union(*(part.named | part.said for part in used))
            named, left = (other.named - rightly - listed("modal")) & clause, one.named - other.named
            if named and left and not left <= whole:
                return True
    return False


def _is_of_two_members(clause: frozenset[str], whole: frozenset[str], unit: Unit) -> bool:
    """Whether a clause takes a part of one short member of a list and a part of the next ("A at X, B in Y")."""
    if unit.asks or unit.row is not None:
        return False
    members = _members(unit.text)
    for at, ((one, _), (other, points_back)) in enumerate(pairwise(members)):
        if max(len(one), len(other)) <= _SHORT and not points_back:
            others = (member for place, (member, _) in enumerate(members) if place - at not in (0, 1))
            rest = frozenset[str]().union(*others)
            if all(alone & clause and alone - whole for alone in (one - other - rest, other - one - rest)):
                return True
    return False


def _is_of_another_column(part: str, unit: Unit) -> bool:
    """Whether a part of a sentence names the head of one column of a row and has words of another's cell only."""
    if unit.row is None or unit.table is None:
        return False
    said, columns = telling_forms(part), _parts(unit)
    label = telling_forms(plain(unit.row.cells[0].text))
    named = [column for column in columns if column.named and column.named <= said]
    if len(named) != 1 or not named[0].said & said or named[0].said <= said:
        return False  # who tells all of a cell may go on to the next
    mine = named[0].said | named[0].named | label
    return any((column.said - mine) & said and not column.named & said for column in columns if column is not named[0])


@lru_cache(maxsize=4_096)
def _members(text: str) -> tuple[tuple[frozenset[str], bool], ...]:
    """The members of a text's lists as forms of words, each with whether it points back to another."""
    made = ((telling_forms(part), bool(POINTS_BACK.search(part))) for part in _CLAUSES.split(text))
    return tuple(member for member in made if member[0])


@lru_cache(maxsize=16_384)
def _clauses(text: str) -> tuple[frozenset[str], ...]:
    return tuple(telling_forms(part) for part in _CLAUSES.split(text))


@lru_cache(maxsize=4_096)
def _parts(unit: Unit) -> tuple[_Part, ...]:
    """The cells of a row, each under its column's head, or the clauses of a text that have a figure."""
    if unit.row is not None and unit.table is not None:
        pairs = zip(unit.table.header.cells[1:], unit.row.cells[1:], strict=True)
        label = telling_forms(plain(unit.row.cells[0].text))
        return tuple(
            _Part(telling_forms(plain(cell.text)), telling_forms(plain(head.text)) - label) for head, cell in pairs
        )
    made = (_figures_apart(clause) for clause in _CLAUSES.split(unit.text))
    return tuple(part for part in made if part.said)


def _figures_apart(clause: str) -> _Part:
    said = frozenset(form for word in words(clause) if is_number(word.lower) for form in telling_forms(word.text))
    return _Part(said, telling_forms(clause) - said)
