"""Answers from label lines, and both figures where the guide gives two for one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant.answerers.draft import (
    BOTH,
    MAX_WORDS,
    Draft,
    Notes,
    counted_on,
    heading_label,
    quote_in,
    readable,
    word_count,
)
from assistant.answerers.naming import named_in_place
from assistant.answerers.polarity import naming_terms
from assistant.answerers.running_text import said_in
from assistant.answerers.table_lines import answer_rows
from assistant.answerers.tables import TableEvidence, matching_rows, table_of
from assistant.evidence import Evidence
from assistant.figure_kinds import FIGURE_OF_KIND, PAY_WORDS
from assistant.passage_facts import SOURCE
from assistant.question import Question
from assistant.support import stems
from corpus.guide import Label, Row

_STATES = {  # how a label line names the figure of the whole section that it stands in
    "duration": re.compile(r"\b(?:time|duration|takes?|how long|period)\b", re.I),
    "amount": re.compile(rf"\b(?:{PAY_WORDS}|fees?|costs?|stipend)\b", re.I),
}


def answer_from_label(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> Draft:
    """The label line, and the rows of a table elsewhere that give the same kind of figure for the same people."""
    for item in evidence[1:12]:
        found = table_of(item)
        if found is None or not item.kind_fits:
            continue
        rows = matching_rows(question, found) or tuple(
            row for row in found.table.rows if _gives_figure_for(question, best, found, [row])
        )
        if rows and len(rows) < len(found.table.rows) and _gives_figure_for(question, best, found, rows):
            return both_figures(_label_line(best, always=True), answer_rows(question, found, rows))
    assert isinstance(best.block, Label)  # callers check
    if question.kind == "definition" and naming_terms(best.block.name.text) == naming_terms(" ".join(question.content)):
        return _label_line(best, alone=True)
    return _label_line(best)


def with_other_figures(
    question: Question, draft: Draft, found: TableEvidence, rows: Sequence[Row], evidence: Sequence[Evidence]
) -> Draft:
    """The draft, and what a label line elsewhere gives of the same thing with another figure, each with its place."""
    label = next((item for item in evidence if _gives_figure_for(question, item, found, rows)), None)
    if label is None:
        return draft
    line = _label_line(label, always=True)
    return both_figures(line, draft) if label.is_expected_surely else both_figures(draft, line)


def _gives_figure_for(question: Question, item: Evidence, found: TableEvidence, rows: Sequence[Row]) -> bool:
    """Whether a label line elsewhere, headed by words of these rows' labels, holds the asked kind of figure."""
    figure = FIGURE_OF_KIND.get(question.kind or "")
    if (
        figure is None
        or not isinstance(item.block, Label)
        or item.section is found.section
        or question.step is not None
    ):
        return False
    heading = naming_terms(heading_label(item.section))
    if not heading or not figure.search(item.block.value.text):
        return False
    states = _STATES.get(question.kind or "")
    whole = bool(states and states.search(item.block.name.text))  # "Processing time", but not "Renewal"
    labels = [stems(row.cells[0].text) for row in rows]
    return any(heading <= label or (whole and len(label) > 1 and _in_other_forms(label, heading)) for label in labels)


def _in_other_forms(label: Set[str], heading: Set[str]) -> bool:
    """Whether every word of a row's label stands in a heading, if in another form ("registration", "register")."""
    return all(word in heading or any(len(word) > 5 and other[:5] == word[:5] for other in heading) for word in label)


def both_figures(first: Draft, second: Draft) -> Draft:
    """Two figures of the guide for one thing, each on its line with its own citation."""
    lines: list[str] = []
    for line in filter(None, f"{first.text}\n{counted_on(second.text, len(first.quotes))}".split("\n")):
        if SOURCE.match(line):
            lines[-1] += f" ({line})"  # it is the source of the figure above it
        else:
            lines.append(f"- {line.removeprefix('- ')}")
    text = f"{BOTH}\n\n" + "\n".join(lines)
    return Draft(text=text, quotes=(*first.quotes, *second.quotes))


def _label_line(item: Evidence, *, always: bool = False, alone: bool = False) -> Draft:
    """The line after its place where its name needs it, `always`, or never where the name `alone` was asked about."""
    block = item.block
    assert isinstance(block, Label)  # callers check
    notes = Notes()
    value = readable(block.value.text)
    if word_count(value) > MAX_WORDS and block.sentences:
        value = said_in(block.sentences[:2])
    mark = notes.cite(quote_in(item, block.span))
    plain = readable(block.name.text).rstrip(":")
    name = plain if alone else named_in_place(item.guide, item.section, block.name.text, always=always)
    return notes.draft(f"{name}: **{value.rstrip('.')}** {mark}")
