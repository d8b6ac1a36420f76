"""The sum of a table's column, where a total of it is asked for: "total marks", "add up all the fees"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, Operation, Quote, Working, readable
from assistant.answerers.table_lines import source_line
from assistant.answerers.tables import TableEvidence, table_of
from assistant.context import subject_terms
from assistant.evidence import Evidence
from assistant.language import read_data
from assistant.question import Question
from assistant.short_forms import with_short_forms
from assistant.support import lexical_support, stems

_TOTAL = re.compile(r"\b(?:total|altogether|in all|sum|add(?:ed|ing)?(?: up)?|combined|all together)\b")
_SUMMED = re.compile(r"(?P<sign>[₹$€£]?)\s?(?P<number>\d[\d,]*(?:\.\d+)?)")
_NOT_ALWAYS = re.compile(r"\b(?:if|optional|either|or|alternative)\b", re.I)
_OF_TIME = re.compile(r"(?:time|duration|length)?\W*(?:in )?(?:minutes|hours|days|weeks|months)\W*", re.I)
_TIME_WORDS = stems("time duration long")
_NEAR = 8  # passages in which the table is looked for
_BESIDE = frozenset(read_data("words.toml")["summed"].split())


def answer_column_total(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The rows' figures and their sum; None where a column holds anything else, or a row counts in some cases only."""
    if not _TOTAL.search(question.folded) or question.yes_no or question.steps:
        return None
    for found in filter(None, map(table_of, evidence[:_NEAR])):
        for column, header in enumerate(found.table.header.cells):
            if column and _is_asked(question, found, header.text) and (figures := _figures(found, column)):
                return _summed(found, column, figures)
    return None


def _is_asked(question: Question, found: TableEvidence, header: str) -> bool:
    """Whether the question names the column, and nothing that the table is not about."""
    named = stems(header) | (_TIME_WORDS if _OF_TIME.fullmatch(header.strip(" *_")) else frozenset())
    around = named | stems(" ".join([*found.section.path, found.table.header.cells[0].text]))
    around = with_short_forms(around | subject_terms(found.guide), found.guide)
    words = [word for word in question.content if word not in _BESIDE]
    return any(not stems(word).isdisjoint(named) for word in words) and all(lexical_support(w, around) for w in words)


def _figures(found: TableEvidence, column: int) -> list[tuple[str, float]] | None:
    """Sign and value of every cell, where all are plain figures of one unit that always add up."""
    cells = [row.cells[column].text.strip() for row in found.table.rows]
    matches = [_SUMMED.fullmatch(readable(cell)) for cell in cells]
    told = " ".join(cell.text for row in found.table.rows for cell in row.cells)
    if len(cells) < 2 or not all(matches) or _NOT_ALWAYS.search(told):
        return None
    figures = [(match["sign"], float(match["number"].replace(",", ""))) for match in matches if match]
    return figures if len({sign for sign, _ in figures}) == 1 else None


def _summed(found: TableEvidence, column: int, figures: Sequence[tuple[str, float]]) -> Draft:
    notes = Notes()
    header = found.table.header
    parts = [
        f"{readable(row.cells[0].text)}: {readable(row.cells[column].text)} "
        + notes.cite(Quote(guide=found.guide, section=found.section, span=row.span, header=header.span))
        for row in found.table.rows
    ]
    total = f"{figures[0][0]}{sum(value for _, value in figures):,.10g}"
    name = readable(header.cells[column].text)
    how = f"added up the column “{name}”: {total}"
    text = f"{name} in total: **{total}**, added up from {'; '.join(parts)}.{source_line(found, notes)}"
    return notes.draft(text, working=Working(operation=Operation.SUM_CELLS, how=how))
