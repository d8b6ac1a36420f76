"""What figures a passage gives, whatever is asked: the texts that they stand in, their kinds, and whose money it is."""

from __future__ import annotations

import re
from typing import Literal

from assistant.context import block_of, lead_in_of
from assistant.figure_kinds import FIGURE_OF_KIND, PAY_WORDS, VALID, holds_figure, with_unit
from corpus.guide import Guide, Label, Table
from corpus.passages import Passage

PAY = re.compile(
    rf"\b(?:{PAY_WORDS}|package|ctc|lpa|stipend|wages?|compensation|remuneration|"
    r"take[- ]home|in[- ]hand|offers?|makes?|gets?|increments?|hikes?|basic)\b"
)
COST = re.compile(r"\b(?:fees?|(?<!low[- ])costs?|costing|prices?|charges|expens\w+)\b")
_WORDS = re.compile(r"[^\W\d_]{2,}(?:[ -][^\W\d_]{2,}){2}")  # three in a row are more than a figure's unit


def figures_in(guide: Guide, passage: Passage) -> frozenset[str]:
    """The kinds of figures that a passage gives as values."""
    return _kinds_in(_values_text(guide, passage))


def figures_beside_validity(guide: Guide, passage: Passage) -> frozenset[str]:
    """The same without the times that say how long a thing is valid."""
    if not VALID.search(passage.indexed):
        return figures_in(guide, passage)
    return _kinds_in(_values_text(guide, passage, without=VALID))


def is_share_of_pay(guide: Guide, passage: Passage) -> bool:
    """Whether a row gives pay as a share under a head that says so: "15% less"."""
    block = block_of(guide, passage)
    if not isinstance(block, Table) or passage.part is None:
        return False
    cells = zip(block.header.cells[1:], block.rows[passage.part].cells[1:], strict=True)
    return any(PAY.search(head.text.lower()) and FIGURE_OF_KIND["share"].search(cell.text) for head, cell in cells)


def money_of(guide: Guide, passage: Passage) -> Literal["pay", "cost"] | None:
    """Whether a passage speaks of pay alone or of costs alone; a table by the heads over its amounts."""
    block = block_of(guide, passage)
    if isinstance(block, Table) and (heads := _heads_of_money(block, passage)):
        kinds = {_money_in(head) for head in heads}
        return kinds.pop() if len(kinds) == 1 else None
    above = block.header.span.text if isinstance(block, Table) else lead_in_of(block) or ""
    return _money_in((f"{above} {passage.text}" if isinstance(block, Table | Label) else passage.text).lower())


def gives_figures_alone(guide: Guide, passage: Passage) -> bool:
    """Whether a passage is a row that tells a figure of what it names, and nothing else."""
    block = block_of(guide, passage)
    if not isinstance(block, Table) or passage.part is None:
        return False
    cells = [cell.text for cell in block.rows[passage.part].cells[1:]]
    return not any(_WORDS.search(cell) for cell in cells) and any(re.search(r"\d", cell) for cell in cells)


def counted_text(guide: Guide, passage: Passage) -> str:
    """A passage's text; of a row or table whose cells are figures each with its column's head, and not the labels.

    "4 papers | ₹6,500" gives no number of papers, "Paper 1 | 100" below "Questions" one of questions.
    """
    block = block_of(guide, passage)
    if not isinstance(block, Table):
        return passage.text
    rows = block.rows if passage.part is None else (block.rows[passage.part],)
    if any(_WORDS.search(cell.text) for row in rows for cell in row.cells[1:]):
        return passage.text
    heads = block.header.cells
    return "\n".join(f"{row.cells[at].text} {heads[at].text}" for row in rows for at in range(1, len(heads)))


def _kinds_in(text: str) -> frozenset[str]:
    return frozenset(kind for kind in FIGURE_OF_KIND if holds_figure(kind, text))


def _money_in(said: str) -> Literal["pay", "cost"] | None:
    pay, cost = bool(PAY.search(said)), bool(COST.search(said))
    return None if pay == cost else "pay" if pay else "cost"


def _heads_of_money(table: Table, passage: Passage) -> list[str]:
    """What the columns with amounts of money are called; empty where one does not say whether it is pay or cost."""
    rows = table.rows if passage.part is None else (table.rows[passage.part],)
    heads = [head.text for head in table.header.cells]
    found = [
        heads[at].lower()
        for at in range(1, len(heads))
        if any(holds_figure("amount", with_unit(heads[at], row.cells[at].text)) for row in rows)
    ]
    return found if all(PAY.search(head) or COST.search(head) for head in found) else []


def _values_text(guide: Guide, passage: Passage, without: re.Pattern[str] | None = None) -> str:
    """The passage's text; of a table or row only the value cells, since a label such as "0–1 year" answers nothing.

    Columns whose heads match `without` are left out.
    """
    block = block_of(guide, passage)
    if not isinstance(block, Table):
        return passage.text
    rows = block.rows if passage.part is None else (block.rows[passage.part],)
    heads = block.header.cells
    kept = [at for at in range(1, len(heads)) if without is None or not without.search(heads[at].text)]
    return "\n".join(with_unit(heads[at].text, row.cells[at].text) for row in rows for at in kept)
