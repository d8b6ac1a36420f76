"""What quotes state, as texts whose "not" and "no" can be held against a sentence's.

Beside the guide's sentences these are its questions where the answer begins with yes, the cells of a row that answer
the question in their header, and conditions, which need what they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.pitfalls import warns
from assistant.grounding.rewordings import needing
from assistant.grounding.text import plain

_YES = re.compile(r"\W*yes\b", re.I)
_NO = re.compile(
    r"\W*(?:no\b(?=\W)|(?:he|she|it|they|one|you|that) (?:is|are|do|does|can|will|may|need)(?: not\b|n't\b)(?=\W*\Z)"
    r"|(?:he|she|it|they|one|you|that) cannot(?=\W*\Z))",
    re.I,
)  # "He is not." for "No."
_DECIDES = re.compile(
    r"\b(need|needed|necessary|required|compulsory|mandatory|enough|important|allowed|eligible)\b", re.I
)
_PROVIDED = re.compile(r"\b(?:only if|provided(?: that)?|as long as|on condition that|subject to|allowed if)\b", re.I)
_WITHOUT = re.compile(r"\bwithout\b", re.I)
_ASKING = re.compile(r"\?\s*\Z|\A(?:can|may|must|needs?|has|goes|accepts?|requires?)\b", re.I)


def stated(backing: Backing) -> Iterator[str]:
    """The statements of quotes, each as one text."""
    for unit, after in zip(backing.units, (*backing.units[1:], None), strict=True):
        if unit.asks:
            if after is not None and not after.asks and _YES.match(after.text):
                yield unit.text
            elif after is not None and not after.asks and _NO.match(after.text):
                yield from [_DECIDES.sub(r"not \1", unit.text, count=1)] if _DECIDES.search(unit.text) else []
        elif _has_mixed_cells(unit):
            yield from _answered(unit)
        elif unit.row is not None and (said := list(_said_of_none(unit))):
            yield unit.spoken
            yield from said
        else:
            yield unit.spoken
            if (needed := needing(unit.spoken)) != unit.spoken:
                yield needed  # "nobody enters without goggles" asks for goggles
            if warns(unit):  # "Mistake to avoid: A without B" asks for B
                yield from [_WITHOUT.sub(", ", unit.text)] if _WITHOUT.search(unit.text) else []
            if _PROVIDED.search(unit.text):
                yield _PROVIDED.sub("; required ", unit.text)


@lru_cache(maxsize=4_096)
def _has_mixed_cells(unit: Unit) -> bool:
    """Whether a row says yes in one column and no in another: what it denies depends on the column."""
    if unit.row is None:
        return False
    said = {plain(cell.text).strip().lower() for cell in unit.row.cells}
    denied = {cell.removeprefix("not ") for cell in said if cell.startswith("not ")}
    return len(said & {"yes", "no", "none", "nil"}) > 1 or not denied.isdisjoint(said)


def _answered(unit: Unit) -> Iterator[str]:
    """A row's plain yes and no, each with the question in its header and the row's label."""
    if unit.row is None or unit.table is None:
        return
    label, *cells = (plain(cell.text) for cell in unit.row.cells)
    for header, cell in zip(unit.table.header.cells[1:], cells, strict=True):
        asked, said = plain(header.text), cell.strip().lower()
        if said in {"yes", "no"} and _ASKING.search(asked):
            yield f"{label} {'no ' if said == 'no' else ''}{asked.rstrip('? ')}"


_NONE = frozenset({"none", "nil", "never", "nothing", "no", "not required", "not needed", "not applicable"})
_SOME = _NONE | {"yes"}


def _said_of_none(unit: Unit) -> Iterator[str]:
    """What has none of a thing and what has some: each label with its header, whichever of the two is the thing."""
    if unit.row is None or unit.table is None:
        return
    label, *cells = (plain(cell.text) for cell in unit.row.cells)
    none_here = any(_is_one_of(cell, _NONE) for cell in cells)
    for column, (header, cell) in enumerate(zip(unit.table.header.cells[1:], cells, strict=True), 1):
        down = [plain(row.cells[column].text) for row in unit.table.rows]
        of, thing, absent = plain(header.text), label, none_here
        if sum(_is_one_of(one, _SOME) for one in down) > 1:
            of, thing, absent = label, plain(header.text), any(_is_one_of(one, _NONE) for one in down)
        if absent:
            yield f"{of} {'no ' if _is_one_of(cell, _NONE) else ''}{thing}"


def _is_one_of(cell: str, said: frozenset[str]) -> bool:
    return cell.strip().lower() in said
