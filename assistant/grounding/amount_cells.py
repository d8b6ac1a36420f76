"""Amounts that a row bears out without having them: eight years of "6-10" "Years", the second highest of a column."""

from __future__ import annotations

import re

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing, Unit
from assistant.grounding.text import plain
from assistant.grounding.unit_words import forms_sized, lower_words


def is_askers_own(amount: Amount, asked: str, backing: Backing) -> bool:
    """Whether the visitor named an amount that one of the quotes' cases covers: "3 years" of "Hand (2-4 years)"."""
    own = any(
        (said.low, said.high, said.unit) == (amount.low, amount.high, amount.unit) for said in amounts(plain(asked))
    )
    cases = [plain(unit.row.cells[0].text) for unit in backing.units if unit.row is not None] if own else []
    if own and any(_is_under(amount, unit) for unit in backing.units):
        return True
    return any(
        said.unit == amount.unit is not None
        and (said.low <= amount.low <= amount.high <= said.high or (said.bound == "low" and said.low <= amount.low))
        for case in cases
        for said in amounts(case)
    )


def _is_under(amount: Amount, unit: Unit) -> bool:
    """Whether a cell has a range that an amount falls into, under a header that names its unit: 8 of 6-10 "Years"."""
    if unit.row is None or unit.table is None or amount.unit is None:
        return False
    forms = forms_sized(amount.unit, amount.size)
    return any(
        not forms.isdisjoint(lower_words(plain(header.text).lower()))
        and said.is_range
        and said.figures[0] <= amount.figures[0] <= said.figures[-1]
        for header, cell in zip(unit.table.header.cells, unit.row.cells, strict=True)
        for said in amounts(plain(cell.text))
    )


def ranks_so(amount: Amount, sentence: str, backing: Backing) -> bool:
    """Whether a figure of the sentence is the second, third, ... of its column: "comes second at 19%"."""
    if not _RANKS.search(sentence[: amount.start]):
        return False
    mine = {one.low for one in amounts(sentence) if one.kind == "amount"}
    for unit in backing.units:
        for column in zip(*(row.cells for row in unit.table.rows), strict=False) if unit.table else ():
            held = [one.low for cell in column for one in amounts(plain(cell.text))[:1] if one.kind == "amount"]
            ranked = sorted(held, reverse=True)
            place = int(amount.low) - 1
            if len(ranked) > place and {ranked[place], ranked[::-1][place]} & mine:
                return True
    return False


def spans_cells(amount: Amount, backing: Backing) -> bool:
    """Whether the two ends of a range stand in two cells of one row, in their order: "from ₹22,000 to ₹75,000"."""
    if not amount.is_range:
        return False
    for unit in backing.units:
        if unit.row is None:
            continue
        held = [one for cell in unit.row.cells[1:] for one in amounts(plain(cell.text)) if not one.is_range]
        alike = [one.low for one in held if (one.currency, one.unit) == (amount.currency, amount.unit)]
        if amount.low in alike and amount.high in alike[alike.index(amount.low) :]:
            return True
    return False


_RANKS = re.compile(r"\b(?:comes?|coming|ranks?|is|are|places?|placed)(?: in)? (?:a (?:close|distant) )?\Z", re.I)
