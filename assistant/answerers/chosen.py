"""Which evidence an answer is made from where the question leaves no choice: a cell, the source line, the last step."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.series import numbered_series, series_noun
from assistant.context import label_names, stands_in
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Label, Table


def chosen_evidence(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """The evidence with what the question points at in front; as it is where the question points at nothing."""
    if question.kind == "source":
        return _first([item for item in evidence if item.kind_fits and isinstance(item.block, Label)], evidence)
    if cells := _cells_asked(question, evidence):
        return _first(cells, evidence)
    steps = numbered_series(evidence[0].guide)
    if not steps or question.kind in (None, "order") or question.step is not None:
        return evidence
    if not re.search(rf"\b(?:last|final) (?:{series_noun(steps)}|step)\b", question.folded):
        return evidence
    last = steps[-1]
    inside = [item for item in evidence if item.kind_fits and item.section in (last.section, *last.below)]
    return _first(inside, evidence)


def _cells_asked(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The row of a cell that the question names by its row and its column, and nothing beside them."""
    if question.yes_no or question.experience or question.asks("comparison", "table", "count", "order"):
        return []
    return [item for item in evidence if _names_a_cell(question, item)]


def _names_a_cell(question: Question, item: Evidence) -> bool:
    if not isinstance(item.block, Table) or item.passage.part is None:
        return False
    row, header = item.block.rows[item.passage.part], item.block.header
    label = label_names(row.cells[0].text)
    of_row, of_columns = stems(label), stems(" ".join(cell.text for cell in header.cells[1:]))
    beyond = [word for word in question.words if not lexical_support(word, of_row) and word not in question.places]
    named = of_row | of_columns | stems(header.cells[0].text)
    return (
        stands_in(label, question)
        and any(lexical_support(word, of_columns) for word in beyond)
        and all(lexical_support(word, named) for word in (*question.content, *question.places))
    )


def _first(wanted: Sequence[Evidence], evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    return [*wanted, *(item for item in evidence if item not in wanted)] if wanted else evidence
