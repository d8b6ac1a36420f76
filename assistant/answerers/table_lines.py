"""Tables put into words: a line for a row, a bullet for each of several, or the table as a table.

Rows are never mixed: each line names its row, its column and one quote, the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, Quote, readable
from assistant.answerers.experience import of_beginners
from assistant.answerers.naming import inside_line, section_name
from assistant.answerers.tables import TableEvidence, holds, value_columns
from assistant.context import label_names, stands_in
from assistant.figure_kinds import FIGURE_OF_KIND, holds_figure
from assistant.question import Question
from assistant.support import stems
from assistant.topics import topics_asked, topics_said
from corpus.guide import Row, Table

# Heads of a label column whose rows are points of comparison, while the columns are what is compared.
_POINTS = frozenset(
    ["point", "points", "aspect", "aspects", "feature", "features", "factor", "factors", "criterion", "criteria"]
    + ["parameter", "parameters", "particulars", "basis", "attribute", "attributes"]
)
_CHAPTER = re.compile(r"^[A-Z]\w+ \d{1,2}, ")  # "Chapter 3, "
_FEW = 3  # columns, the rows' names among them, that a line can name
_ENDS_OPEN = re.compile(r"\b(?:for|by|in|on|at|to|of|from|with)\W*$", re.I)  # "Best for for X" would be no English


def answer_rows(question: Question, found: TableEvidence, rows: Sequence[Row]) -> Draft:
    """One line for one row, a bullet for each of several; then the source of the figures."""
    return answer_cells(found, rows, value_columns(question, found, rows))


def answer_cells(found: TableEvidence, rows: Sequence[Row], columns: Sequence[int]) -> Draft:
    """One line for one row, a bullet for each of several, of the given columns alone; then the source."""
    notes = Notes()
    lines = [row_line(found, row, columns, notes) for row in rows]
    text = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    return notes.draft(text + source_line(found, notes))


def row_line(found: TableEvidence, row: Row, columns: Sequence[int], notes: Notes) -> str:
    """One row in words: what the column means, for which row, and the cell."""
    header = found.table.header.cells
    quote = Quote(guide=found.guide, section=found.section, span=row.span, header=found.table.header.span)
    label = readable(row.cells[0].text)
    if columns == (0,):
        return f"{readable(header[0].text)}: **{label}** {notes.cite(quote)}"
    if len(columns) == 1 and not _ENDS_OPEN.search(header[columns[0]].text):
        name, value = readable(header[columns[0]].text), readable(row.cells[columns[0]].text)
        if _compares(found.table):
            name, label = label, name
        if not re.search(
            r"\d", value
        ):  # what is no figure is said of the row: "Harbour pilot – focus", not "Focus for"
            return f"{label} – {inside_line(name, found.guide).rstrip(' ?:')}: **{value}** {notes.cite(quote)}"
        return f"{name} for {label}: **{value}** {notes.cite(quote)}"
    said = "; ".join(f"{readable(header[column].text)}: **{readable(row.cells[column].text)}**" for column in columns)
    return f"{label} – {said} {notes.cite(quote)}"


def _compares(table: Table) -> bool:
    """Whether the columns of a table are things compared and its rows the points: "Starting pay" for each role.

    Without a head over the labels the cells tell: those of one point are alike, those of one thing are not.
    """
    corner = readable(table.header.cells[0].text).lower().strip()
    if corner:
        return corner in _POINTS
    kinds = [[_kind_of(cell.text) for cell in row.cells[1:]] for row in table.rows]
    alike_across = sum(len(set(row)) == 1 for row in kinds) * len(kinds[0])
    alike_down = sum(len(set(column)) == 1 for column in zip(*kinds, strict=True)) * len(kinds)
    return len(kinds[0]) > 1 and alike_across > alike_down


def _kind_of(cell: str) -> str:
    """What a cell holds: the first kind of figure that it has, a number, or words."""
    kinds = (kind for kind in ("amount", "duration", "share") if holds_figure(kind, cell))
    return next(kinds, "number" if re.search(r"\d", cell) else "words")


def source_line(found: TableEvidence, notes: Notes) -> str:
    """A supporting line that names the table's source, or nothing."""
    if found.source is None:
        return ""
    quote = Quote(guide=found.guide, section=found.section, span=found.source.span)
    return f"\n\n{readable(found.source.name.text)}: {readable(found.source.value.text)} {notes.cite(quote)}"


def answer_whole_table(question: Question, found: TableEvidence) -> Draft:
    """The table as a Markdown table under one line that says what it shows; of many columns those asked about."""
    notes = Notes()
    columns = (0, *(_columns_of_topic(question, found) or filter(None, value_columns(question, found))))
    if question.kind == "table":
        columns = tuple(range(len(found.table.header.cells)))
    header = [readable(found.table.header.cells[column].text) for column in columns]
    mark = notes.cite(Quote(guide=found.guide, section=found.section, span=found.table.span))
    lead = f"{_lead(found, header)} {mark}:"
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    for row in found.table.rows:
        cells = (readable(row.cells[column].text).replace("|", "\\|") for column in columns)
        lines.append(f"| {' | '.join(cells)} |")
    return notes.draft(lead + "\n\n" + "\n".join(lines) + source_line(found, notes))


def _lead(found: TableEvidence, header: Sequence[str]) -> str:
    """What a table shows, by its columns' heads; of many columns the heading it stands under, if that has no figure."""
    if _compares(found.table):
        return f"{', '.join(header[1:]) or header[0]} compared"
    heading = _CHAPTER.sub("", section_name(found.section)).rstrip(" ?:.")
    by = header[0].lower() if header[0][1:].islower() else header[0]
    if len(header) <= _FEW or not heading or re.search(r"\d", heading) or not found.section.path:
        return f"{', '.join(header[1:]) or header[0]} by {header[0]}"
    return heading if stems(header[0]) <= stems(heading) else f"{heading}, by {by}"


def _columns_of_topic(question: Question, found: TableEvidence) -> tuple[int, ...]:
    """The columns with a figure of the kind asked that are headed with what is asked of the career as such; or none."""
    figure = FIGURE_OF_KIND.get(question.kind or "")
    topics = topics_asked(question, found.guide)
    if figure is None or not topics:
        return ()
    holding = [at for at in range(1, len(found.table.header.cells)) if holds(found.table, at, [figure])]
    headers = {at: found.table.header.cells[at].text for at in holding}
    named = [at for at, header in headers.items() if stands_in(label_names(header), question)]
    told = named or [at for at, header in headers.items() if topics & topics_said(header)] or holding
    return of_beginners(question, found.table, told) or tuple(told)
