"""The one cell that a question names whole: by its row's label and its column's header, and nothing besides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes
from assistant.answerers.table_lines import row_line, source_line
from assistant.answerers.tables import TableEvidence, named_rows, table_of
from assistant.context import label_names, stands_in, subject_terms
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Row
from corpus.passages import PassageKind
from index.lexical import STOP_WORDS

_NEAR = 12  # best passages among which the row has to be


def answer_named_cell(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The cell with its row and column, or None where the question names none, more than one, or something else too.

    A header may sound like another kind of answer: "people at a time" is no time, "hours of the early shift" may be
    a clock's. Who names a whole header wants what stands under it.
    """
    named = named_cell(question, evidence)
    if named is None:
        return None
    found, row, column = named
    notes = Notes()
    line = row_line(found, row, (column,), notes)
    return notes.draft(line + source_line(found, notes))


def named_cell(question: Question, evidence: Sequence[Evidence]) -> tuple[TableEvidence, Row, int] | None:
    """The table, row and column of the cell that a question names whole, and nothing besides; else None."""
    if question.asks("comparison", "table") or question.calendar_years:
        return None
    for item in evidence[:_NEAR]:
        if item.passage.kind is not PassageKind.ROW or item.passage.part is None:
            continue
        found = table_of(item)
        if found is None:
            continue
        row, header = found.table.rows[item.passage.part], found.table.header.cells
        if named_rows(question, found.table) != (row,):
            continue
        columns = [at for at in range(1, len(header)) if stands_in(label_names(header[at].text), question)]
        if len(columns) != 1:
            continue
        named = stems(row.cells[0].text) | stems(header[columns[0]].text) | subject_terms(found.guide)
        if question.asks("count") and not re.search(r"\d", row.cells[columns[0]].text):
            continue  # "how many tools for X" counts the names in the cell
        others = frozenset().union(*(stems(cell.text) for cell in header)) - named
        said = " ".join(word for word in question.folded.split() if word not in STOP_WORDS)
        if not others.isdisjoint(stems(said)):
            continue  # "minimum marks" beside the columns "Marks" and "Minimum to pass"
        if all(lexical_support(word, named) == 1.0 for word in (*question.content, *question.places)):
            return found, row, columns[0]
    return None
