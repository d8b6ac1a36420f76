"""What a sentence joins in one clause has to stand together in its quotes: in one piece, and in one part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.close_words import forms_in, is_number, telling_forms
from assistant.grounding.text import plain, words

_CLAUSES = re.compile(r"[;:,()?!|\n](?!\d)|\.(?=\s|\Z)|\s-\s|\b(?:but|while|whereas|and|or|against|then)\b", re.I)


class _Part(NamedTuple):
    """A part of a quote: what it says of what, as forms of words; of a column the cell and the head."""

    said: frozenset[str]
    named: frozenset[str]


def close_part_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Whether a sentence (plain text) joins in one clause what its quotes keep apart."""
    own = [clause for clause in _clauses(sentence) if clause]
    whole = frozenset[str]().union(*own)
    known = forms_in(plain(asked))
    for unit in backing.units:
        if any(_is_mixed(clause, whole, _parts(unit)) for clause in (own if unit.row is None else (whole,))):
            yield "A sentence says of one thing what its passage says of another; take the passage's own words."
            return
    held = [forms_in(f"{unit.whole}\n{unit.spoken}\n{unit.behind}") for unit in backing.units]
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
            named, left = (other.named - rightly) & clause, one.named - other.named
            if named and left and not left <= whole:
                return True
    return False


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
