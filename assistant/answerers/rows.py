"""Which rows a question is answered with: those named, those it supports best, two side by side, or the whole table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.differences import ASKS_BY_HOW_MUCH, difference_told
from assistant.answerers.draft import Draft, Notes, Operation, Working, readable
from assistant.answerers.experience import BEGINNER
from assistant.answerers.labels import with_other_figures
from assistant.answerers.table_lines import answer_rows, answer_whole_table, row_line, source_line
from assistant.answerers.tables import TableEvidence, matching_rows, named_rows, table_of, value_columns
from assistant.context import faq_of, stands_in, subject_terms
from assistant.evidence import Evidence
from assistant.figure_kinds import FIGURE_OF_KIND
from assistant.language import fold
from assistant.question import Question, read_question
from assistant.support import lexical_support, same_thing, stems
from assistant.topics import topics_asked
from corpus.guide import Row
from corpus.passages import PassageKind
from index.lexical import terms

_WHOLE = re.compile(r"\b(?:whole|full|entire|complete|all|every|each|show|give)\b")
_JOINING = re.compile(r"\s(?:and|vs\.?|versus|or|than|against|with|to)\s", re.I)
_FAR_BEHIND = 0.5  # in score
_MORE = 0.5  # in support
_LEVELS = re.compile(
    r"\b(?:every|each|all) (?:\w+ )?(?:levels?|profiles?|types?|bands?|ranges?|categor\w+|salaries|timelines)\b|"
    r"\b\w+[ -]wise\b|\bfor (?:all|every|each|different|various) \w+"
)


def answer_from_table(question: Question, found: TableEvidence, evidence: Sequence[Evidence]) -> Draft:
    """The rows asked about, with what another place says of the same thing; the whole table where none is named."""
    rows = matching_rows(question, found)
    subject = subject_terms(found.guide)
    named = any(stands_in(row.cells[0].text, question) and not stems(row.cells[0].text) <= subject for row in rows)
    if question.kind == "table" and all(stems(row.cells[0].text) <= subject for row in rows):
        return answer_whole_table(question, found)
    if _WHOLE.search(question.folded) and (
        question.kind == "table" or (question.asks("list") and not named) or _LEVELS.search(question.folded)
    ):
        return answer_whole_table(question, found)
    if question.asks("list") and not named and _lists_members(question, found):
        return answer_whole_table(question, found)
    topics = topics_asked(question, found.guide)
    bare = bool(topics)
    if bare and not named and question.kind not in FIGURE_OF_KIND:
        rows = ()  # the career's name tells no row of its courses
    if "how long" in topics and not BEGINNER & set(question.words):
        rows = tuple(row for row in rows if stems(row.cells[0].text) <= subject)
    if not rows and not bare:
        rows = _supported_rows(question, found, evidence)
    if not named and not question.experience and (better := _better_supported(question, rows, found, evidence)):
        rows = better
    if not rows or len(rows) == len(found.table.rows):
        return answer_whole_table(question, found)
    draft = answer_rows(question, found, rows)
    return with_other_figures(question, draft, found, rows, evidence)


def _better_supported(
    question: Question, rows: Sequence[Row], found: TableEvidence, evidence: Sequence[Evidence]
) -> tuple[Row, ...]:
    """The row that is the best evidence, where its label says in other words what those chosen by their labels do not.

    "Plotting libraries" are those of "Visualisation", and not of "ML libraries".
    """
    best = evidence[0]
    if best.passage.kind is not PassageKind.ROW or best.block is not found.table or best.passage.part is None:
        return ()
    first = found.table.rows[best.passage.part]
    if not any(lexical_support(word, stems(first.cells[0].text)) for word in question.content):
        return ()
    places = {place for place, row in enumerate(found.table.rows) if row in rows}
    chosen = [sum(item.support) for item in evidence if item.block is found.table and item.passage.part in places]
    return (first,) if first not in rows and chosen and sum(best.support) > max(chosen) + _MORE else ()


def _lists_members(question: Question, found: TableEvidence) -> bool:
    """Whether it asks which "rounds" or the like there are, and the rows of the table are just that."""
    heads = stems(found.table.header.cells[0].text)
    return any(word.endswith("s") and lexical_support(word, heads) for word in question.content)


def _supported_rows(question: Question, found: TableEvidence, evidence: Sequence[Evidence]) -> tuple[Row, ...]:
    """The rows that hold the question's words best; all that do so about equally well, since none of them is named.

    For one figure that leaves out rows which hold the words by chance: "Operations Specialist", "Head of operations".
    """
    of_table = [item for item in evidence if item.block is found.table and item.passage.kind is PassageKind.ROW]
    best = max((sum(item.support) for item in of_table), default=0.0)
    holding = [item for item in of_table if sum(item.support) >= best - 0.3]
    if question.kind in FIGURE_OF_KIND and not question.asks("comparison", "list"):
        first = max((item.score for item in holding), default=0.0)
        holding = [item for item in holding if item.score >= first - _FAR_BEHIND]
    places = {item.passage.part for item in holding}
    return tuple(row for place, row in enumerate(found.table.rows) if place in places)


def answer_compared_rows(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Two rows of one table side by side, when the question compares what their labels name."""
    if question.kind != "comparison":
        return None
    figures = [FIGURE_OF_KIND[kind] for kind in ("amount", "duration") if question.asks(kind)]
    blocks = {id(item.block): item for item in reversed(evidence)}
    firsts = (item for item in evidence if blocks[id(item.block)] is item)
    tables = [table for item in firsts if (table := table_of(item)) and (not figures or _holds_any(table, figures))]
    if not tables:
        return None
    # Of equals the first, the best evidence; a row for each side tells which table is meant where none is named.
    found = max(tables, key=lambda table: len(named_rows(question, table.table)))
    named = named_rows(question, found.table)
    if not named:
        found = next((table for table in tables if _of_each_side(question, table)), found)
    if not figures and (
        _faq_compares(found, named, evidence) if named else faq_of(evidence[0].guide, evidence[0].passage)
    ):
        return None
    rows = named if len(named) == 2 else _of_each_side(question, found) or _told_by_words(question, found)
    if len(rows) != 2:
        return None
    notes = Notes()
    columns = value_columns(question, found, rows)
    lines = [row_line(found, row, columns, notes) for row in rows]
    text = "\n".join(f"- {line}" for line in lines)
    working = Working(operation=Operation.COMPARE, how="put the two rows of one table side by side")
    if ASKS_BY_HOW_MUCH.search(question.folded) and len(columns) == 1:
        for less, more in (rows, rows[::-1]):
            cells = [readable(row.cells[columns[0]].text) for row in (less, more)]
            if told := difference_told(*cells):
                first, last = (readable(row.cells[0].text) for row in (less, more))
                ends = ", end for end" if re.search(r"\d(?: ?[-–—] ?| to )\D?\d", cells[0]) else ""
                text += f"\n\nFrom {first} to {last} it is {told} more{ends} [1][2]."  # the rows come first
                working = Working(operation=Operation.DIFFERENCE, how=f"took one row from the other: {told}")
    return notes.draft(text + source_line(found, notes), working=working)


def _holds_any(found: TableEvidence, figures: Sequence[re.Pattern[str]]) -> bool:
    """Whether value cells of a table hold a figure of one of these kinds."""
    cells = [cell.text for row in found.table.rows for cell in row.cells[1:]]
    return any(figure.search(cell) for figure in figures for cell in cells)


def _faq_compares(found: TableEvidence, named: Sequence[Row], evidence: Sequence[Evidence]) -> bool:
    """Whether a FAQ question among the best evidence names all that these rows are labelled with."""
    labels = [row.cells[0].text for row in named if not stems(row.cells[0].text) <= subject_terms(found.guide)]
    pairs = (faq_of(item.guide, item.passage) for item in evidence[:3])
    return any(
        all(stands_in(label, read_question(pair.question.text)) for label in labels)
        for pair in pairs
        if pair is not None
    )


def _of_each_side(question: Question, found: TableEvidence) -> list[Row]:
    """The row that each side of "a trainee and a senior" is about, where each side is about one; else nothing."""
    for joining in _JOINING.finditer(question.text):
        sides = (question.text[: joining.start()], question.text[joining.end() :])
        rows = [matching_rows(read_question(side), found) for side in sides if side.strip()]
        if len(rows) == 2 and all(len(fitting) == 1 for fitting in rows) and rows[0] != rows[1]:
            return [fitting[0] for fitting in rows]
    return []


def _told_by_words(question: Question, found: TableEvidence) -> list[Row]:
    """The rows of which one side holds every word that tells them apart ("A designer" and "B designer").

    The last side may lend the first one its last word ("A and B designer"), but not the other way round: "an ML
    engineer or a data scientist" asks about no data engineer.
    """
    if question.asks("amount", "duration"):
        return [row for row in found.table.rows if _is_mostly_named(question, _label_terms(found, row))]
    sides = [stems(fold(side)) for side in _JOINING.split(question.text)]

    def is_told(row: Row) -> bool:
        words, last = _label_terms(found, row), terms(row.cells[0].text)[-1:]
        return bool(words) and any(words <= side | sides[-1].intersection(last) for side in sides)

    return list(filter(is_told, found.table.rows))


def _is_mostly_named(question: Question, told_by: frozenset[str]) -> bool:
    """Whether a question names half of what tells a row apart: "law" alone is no "law graduate with a degree"."""
    named = sum(bool(same_thing(word) & told_by) for word in question.content)
    return named > 0 and 2 * named >= len(told_by)


def _label_terms(found: TableEvidence, row: Row) -> frozenset[str]:
    """The terms of a row's label that not every row of its table shares."""
    labels = {id(other): stems(other.cells[0].text) for other in found.table.rows}
    shared = frozenset.intersection(*labels.values()) if len(labels) > 1 else frozenset()
    return labels[id(row)] - shared
