"""Two columns of one row side by side: "how much more does a senior cook earn than a junior one in a hotel?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.differences import ASKS_BY_HOW_MUCH, difference_told
from assistant.answerers.draft import Draft, Notes, Operation, Working, readable
from assistant.answerers.table_lines import row_line, source_line
from assistant.answerers.tables import TableEvidence, matching_rows, table_of
from assistant.context import label_names, stands_in, subject_terms
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.support import stems

_COMPARES = re.compile(r"\b(?:more|less|difference|gap|vs|versus|compared?|than|or|and|both)\b")


def answer_compared_columns(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The two columns that the question names, of the one row it names, with the difference where it asks for it."""
    if not _COMPARES.search(question.folded) or not question.asks("comparison", "amount", "duration"):
        return None
    found = next((table for item in evidence[:3] if (table := table_of(item))), None)
    if found is None or len(columns := _named_columns(question, found)) != 2:
        return None
    rows = matching_rows(question, found)
    if len(rows) != 1 or not _is_named(rows[0].cells[0].text, question, found):
        return None
    notes = Notes()
    text = row_line(found, rows[0], columns, notes)
    working = None
    if ASKS_BY_HOW_MUCH.search(question.folded):
        for less, more in (columns, columns[::-1]):
            cells = [readable(rows[0].cells[column].text) for column in (less, more)]
            if told := difference_told(*cells):
                first, last = (readable(found.table.header.cells[column].text) for column in (less, more))
                text += f"\n\nFrom {first} to {last} it is {told} more [1]."
                working = Working(operation=Operation.DIFFERENCE, how=f"took one column from the other: {told}")
    return notes.draft(text + source_line(found, notes), working=working)


def _named_columns(question: Question, found: TableEvidence) -> tuple[int, ...]:
    heads = [cell.text for cell in found.table.header.cells]
    named = [at for at in range(1, len(heads)) if stands_in(label_names(heads[at]), question)]
    return tuple(named) if any(_is_named(heads[at], question, found) for at in named) else ()


def _is_named(label: str, question: Question, found: TableEvidence) -> bool:
    """Whether a label stands in the question, and is more than the guide's subject."""
    return stands_in(label_names(label), question) and not stems(label) <= subject_terms(found.guide)
