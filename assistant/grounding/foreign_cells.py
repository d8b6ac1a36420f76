"""What another row of a quoted row's table says, in the same column: the sentence has all words of its cell.

Rows that are not cited say nothing about the one that is, and a cell whose words the quotes do not have is one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.grounding.backing import Backing
from assistant.grounding.segments import label_tokens, token_senses
from assistant.grounding.text import ordinary_stems, plain
from corpus.guide import Table


def foreign_cell_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Cells of rows that a sentence (plain text) does not cite and whose words it has; `asked` may name them."""
    tables = {id(unit.table): unit.table for unit in backing.units if unit.table is not None}
    said = label_tokens(sentence)
    named = label_tokens(plain(asked))
    for table in tables.values():
        cited = {number for number, row in enumerate(table.rows) if any(unit.row is row for unit in backing.units)}
        for number, cells in enumerate(_cells(table)):
            if number in cited:
                continue
            for text, cell in cells:
                foreign = [one for one in cell if one not in ordinary_stems() and not backing.says(one)]
                if (
                    2 * len(foreign) >= len(cell)
                    and not cell & named
                    and all(one in said or token_senses(one) & said for one in cell)
                ):
                    yield f"“{text}” is what another row of the table says."
                    return


@lru_cache(maxsize=256)
def _cells(table: Table) -> tuple[tuple[tuple[str, frozenset[str]], ...], ...]:
    """The cells of each row but its label, with their tokens; figures are looked at with the amounts."""
    return tuple(
        tuple(
            (plain(cell.text), tokens)
            for cell in row.cells[1:]
            if (tokens := label_tokens(plain(cell.text))) and not any(one.startswith("#") for one in tokens)
        )
        for row in table.rows
    )
