"""Numbers that name: "Step 4", "year three", "week six" have to be what the quotes number so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing
from assistant.grounding.counted import is_year
from assistant.grounding.implied import placed_times
from assistant.grounding.text import plain, stem, words

_TIMES = frozenset({"year", "month", "week", "day", "semest"})  # what is numbered one after the other


def names_the_same(amount: Amount, backing: Backing) -> bool:
    """Whether the quotes have a number that names, or an ordinal for it: "the third year" for "year three"."""
    if amount.name == "year" and any(said.low == amount.low for said in backing.amounts if is_year(said)):
        return True  # "since the year 2000"
    named = amount.name in backing.stems or amount.name not in _TIMES
    if any(
        said.low == amount.low
        and (
            (said.kind == "series" and said.name == amount.name)
            or (said.kind == "ordinal" and named and _is_placed(amount, backing))
        )
        for said in backing.amounts
    ):
        return True
    if amount.name in _TIMES and any(
        said.is_range and said.low <= amount.low <= said.high for said in backing.amounts if said.name == amount.name
    ):
        return True  # "year three" of "years 2 to 4"
    if amount.low == 1 and re.search(r"\bfirst\b", backing.text, re.I):
        return True  # "year 1"
    return any(amount.low in {said.low, said.high} for said in _headed(backing) if said.name == amount.name)


def _is_placed(amount: Amount, backing: Backing) -> bool:
    """Whether the quotes do not place another time by that ordinal: "the sixth week" is no month six."""
    times = {time for text in (unit.whole for unit in backing.units) for time in placed_times(text, amount.low)}
    return amount.name not in _TIMES or not times or amount.name in times


def _headed(backing: Backing) -> Iterator[Amount]:
    """The amounts of cells that their column's header numbers: "5-7" under "Week"."""
    for unit in backing.units:
        if unit.row is None or unit.table is None:
            continue
        for header, cell in zip(unit.table.header.cells, unit.row.cells, strict=True):
            named = [stem(word.lower) for word in words(plain(header.text))]
            for said in amounts(plain(cell.text)):
                yield from (replace(said, name=name) for name in named)
