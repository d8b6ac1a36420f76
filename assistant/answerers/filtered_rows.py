"""The rows of a table that meet a condition: "courses under 1 lakh", "which tools are free"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answerers.draft import Draft
from assistant.answerers.table_lines import answer_cells
from assistant.answerers.tables import TableEvidence, named_rows, table_of, value_columns
from assistant.context import subject_terms
from assistant.evidence import Evidence
from assistant.figure_kinds import PAY_WORDS
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import plain
from assistant.question import Question
from assistant.support import lexical_support, stems
from assistant.time_units import DAYS_IN_BASE
from corpus.guide import Row

_ASKS_WHICH = re.compile(r"^(?:\w+ ){0,3}?(?:which|what|list|show|any|name|are there|kaun\w*)\b")
AT_MOST = re.compile(  # before a figure
    r"\b(?:under|below|(?:less|fewer|shorter|quicker|cheaper) than|within|up ?to|at most|not more than|inside)\s*$",
    re.I,
)
AT_LEAST = re.compile(r"\b(?:over|above|more than|at least|longer than|exceeding)\s*$", re.I)
_STRICTLY = re.compile(r"\b(?:under|below|than|above|over|exceeding)\s*$", re.I)
_ASKS_WHOSE = re.compile(r"\b(?:who|whom|which|when|what (?:level|post|stage|role|experience)|how many years)\b")
_PAY = re.compile(rf"\b(?:{PAY_WORDS}|gets?|getting|package|makes?|ctc|lpa)\b")
_DENIES = re.compile(r"\b(?:no|not|dont|doesnt|do not|without|never)\b")
_YES = re.compile(r"yes\b", re.I)
_NO = re.compile(r"(?:no|none|nil|not (?:needed|required))\b", re.I)
_AS_LARGE_AS_MONEY = 1_000
_NEAR = 12  # passages in which a table with a column of yes and no is looked for
_MOST_ROWS = 8  # more are a table


def answer_filtered_rows(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The rows that meet the question's condition, one line each; None where it has none or all or no rows do."""
    if question.yes_no or question.asks("comparison"):
        return None
    if draft := with_the_amount(question, evidence) or _told_yes_or_no(question, evidence):
        return draft
    found = next((table for item in evidence[:3] if (table := table_of(item))), None)
    if found is None or named_rows(question, found.table):
        return None
    column, rows = (
        _within_bound(question, found) or _with_number(question, found) or _with_word(question, found) or (0, ())
    )
    return answer_cells(found, rows, (column,)) if 0 < len(rows) < min(len(found.table.rows), _MOST_ROWS) else None


def with_the_amount(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The rows whose pay holds the sum asked about: "who earns 8 LPA", "after how many years do I get 30 lakh"."""
    if not _ASKS_WHOSE.search(question.folded) or not _PAY.search(question.folded) or question.asks("total"):
        return None
    sums = [one for one in amounts(plain(question.text)) if one.kind == "amount" and (one.currency or one.scaled)]
    if len(sums) != 1 or (found := next((table for item in evidence[:5] if (table := table_of(item))), None)) is None:
        return None
    (asked,) = sums
    before = plain(question.text)[: asked.start]
    if AT_MOST.search(before) or AT_LEAST.search(before):
        return None
    columns = [at for at in range(1, len(found.table.header.cells)) if _alike_in(found, at, asked)]
    if len(columns) != 1:
        return None
    told = {row: amounts(plain(row.cells[columns[0]].text)) for row in found.table.rows}
    rows = [
        row for row, found_in in told.items() if any(_is_like(one, asked) and _holds(one, asked) for one in found_in)
    ]
    return answer_cells(found, rows, columns) if 0 < len(rows) < len(found.table.rows) else None


def _holds(one: Amount, asked: Amount) -> bool:
    """Whether a range, or all from its lower end on where that is open, holds an amount."""
    return one.low <= asked.low and (asked.high <= one.high or one.bound == "low")


def _told_yes_or_no(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The rows with "Yes" in the column asked about, or with "No" or "None" where that is asked for."""
    if question.kind == "definition":
        return None
    asks = _ASKS_WHICH.search(question.folded) or _ASKS_WHOSE.search(question.folded)
    for found in filter(None, map(table_of, evidence[:_NEAR])) if asks else ():
        head = stems(" ".join([found.table.header.cells[0].text, *found.section.path])) | subject_terms(found.guide)
        for column, header in enumerate(found.table.header.cells):
            held, cells = stems(header.text), [row.cells[column].text.strip(" .*_") for row in found.table.rows]
            if not column or not all(lexical_support(word, held | head) for word in question.content):
                continue
            wanted = _NO if _DENIES.search(question.folded) else _YES
            rows = [row for row, cell in zip(found.table.rows, cells, strict=True) if wanted.match(cell)]
            named = 2 * len(stems(question.folded) & held) > len(held)
            if named and 0 < len(rows) < len(cells):
                return answer_cells(found, rows, (column,))
    return None


def _within_bound(question: Question, found: TableEvidence) -> tuple[int, Sequence[Row]] | None:
    """The column with figures like the one in the question, and the rows on the side of it that is asked for."""
    text = plain(question.text)
    for asked in amounts(text):
        before = text[: asked.start]
        most, least = bool(AT_MOST.search(before)), bool(AT_LEAST.search(before))
        if asked.kind != "amount" or most is least:
            continue
        asked = _as_money(asked)
        columns = [at for at in value_columns(question, found) if _alike_in(found, at, asked)]
        columns = columns or [at for at in range(1, len(found.table.header.cells)) if _alike_in(found, at, asked)]
        if len(columns) != 1:
            return None
        limit = _size(replace(asked, bound=None))
        told = {row: _only(row.cells[columns[0]].text) for row in found.table.rows}
        sizes = [(row, _size(one)) for row, one in told.items() if one and _is_like(one, asked)]
        if _STRICTLY.search(before):
            sizes = [(row, size) for row, size in sizes if size != limit]
        surely = [row for row, (low, high) in sizes if (high <= limit[0] if most else low >= limit[1])]
        partly = [row for row, (low, high) in sizes if (low < limit[0] if most else high > limit[1])]
        return columns[0], surely or partly
    return None


def _as_money(asked: Amount) -> Amount:
    """A bare number as large as pay and prices are ("above 50000") as one in the guide's own money."""
    bare = not asked.unit and not asked.currency and not asked.scaled
    return replace(asked, scaled=True) if bare and asked.low >= _AS_LARGE_AS_MONEY else asked


def _with_number(question: Question, found: TableEvidence) -> tuple[int, Sequence[Row]] | None:
    """The rows with the very number that is asked about in the column named behind it: "papers of 45 minutes"."""
    if not _ASKS_WHICH.search(question.folded):
        return None
    for number, noun in re.findall(r"\b(\d+) ([a-z]+)\b", question.folded):
        heads = enumerate(found.table.header.cells[1:], 1)
        columns = [at for at, head in heads if lexical_support(noun, stems(head.text))]
        rows = [row for row in found.table.rows if columns and row.cells[columns[0]].text.strip(" *_") == number]
        if len(columns) == 1 and rows:
            return columns[0], rows
    return None


def _size(one: Amount) -> tuple[float, float]:
    """Both ends of an amount, the upper one without end where it is open; of a time in days."""
    days = DAYS_IN_BASE.get(one.unit or "", 1.0)
    return one.low * days, math.inf if one.bound == "low" else one.high * days


def _only(cell: str) -> Amount | None:
    """The one amount of a cell, where it has a single one with a lower end."""
    found = amounts(plain(cell))
    return found[0] if len(found) == 1 and found[0].kind == "amount" and found[0].bound in (None, "low") else None


def _is_like(one: Amount, asked: Amount) -> bool:
    """Whether two amounts are both of money in one currency, as far as they say which, or both of time."""
    if asked.currency or asked.scaled:
        return bool(one.currency or one.scaled) and len({one.currency, asked.currency} - {None}) < 2
    return asked.unit in DAYS_IN_BASE and one.unit in DAYS_IN_BASE and not one.currency


def _alike_in(found: TableEvidence, column: int, asked: Amount) -> bool:
    told = [_only(row.cells[column].text) for row in found.table.rows]
    return sum(one is not None and _is_like(one, asked) for one in told) * 2 > len(told)


def _with_word(question: Question, found: TableEvidence) -> tuple[int, Sequence[Row]] | None:
    """The column whose cells say a word of the question that no head and no label does, and the rows that do."""
    table = found.table
    if not _ASKS_WHICH.search(question.folded):
        return None
    known = stems(" ".join([*found.section.path, *(cell.text for cell in table.header.cells)]))
    known |= frozenset().union(*(stems(row.cells[0].text) for row in table.rows))
    words = [word for word in question.content if stems(word).isdisjoint(known)]
    if len(words) != 1 or not _names_the_rows(question, found):
        return None
    held = {
        column: [row for row in table.rows if stems(words[0]) <= stems(row.cells[column].text)]
        for column in range(1, len(table.header.cells))
    }
    columns = [column for column, rows in held.items() if rows]
    return (columns[0], held[columns[0]]) if len(columns) == 1 else None


def _names_the_rows(question: Question, found: TableEvidence) -> bool:
    """Whether the question asks for what the table's first column lists: "which tools" of a column "Tool"."""
    heads = stems(found.table.header.cells[0].text)
    return any(stems(word) & heads for word in question.content)
