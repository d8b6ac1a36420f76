"""How many there are of what the guide lists: items of a list, rows of a table, names in a cell or a label line.

Counted only where no sentence of the guide states the number itself; the count is done again by the grounding check.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant.answerers.draft import Draft, Notes, Operation, Quote, Working, quote_in, readable
from assistant.answerers.enumerations import names_listed
from assistant.answerers.naming import section_name
from assistant.answerers.series import PARTS
from assistant.answerers.tables import TableEvidence, matching_rows, table_of, value_columns
from assistant.evidence import Evidence
from assistant.figure_kinds import states_count
from assistant.language import load_language
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Label, ListBlock, Row
from corpus.passages import PassageKind

_NO_NUMBER = re.compile(r"\b(?:any number|no limit|unlimited|as many)\b", re.I)
_BULLET = re.compile(r"(?m)^\s*\d{1,2}[.)]\s")
_HEAD_ENDS = re.compile(
    r"\b(?:of|for|in|on|at|to|with|by|from|that|which|who|you|before|after|when|where|under)\b", re.I
)
_FIGURE = re.compile(r"[₹$€£%]|^\W*[\d,.–-]+\W*$|\d ?(?:lakhs?|lpa|hours?|days?|weeks?|months?|years?)\b", re.I)
_OF_KINDS = re.compile(r"\b(?:types|kinds|sorts|varieties|classes|categories) $")
_COUNTED = re.compile(r"\b(?:how many|number of|count of)((?: [\w-]+){1,4})")


def answer_count(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The number of what is asked for in the best evidence, with the names; None where it lists none of it."""
    best = evidence[0] if evidence[0].kind_fits else _listing(question, evidence)
    if best.passage.kind is PassageKind.HEADING:
        best = _counted_under(best, evidence)
    whole_table = best.passage.kind is PassageKind.TABLE  # a number of one row says nothing of the next one's words
    if not whole_table and states_count(question, _BULLET.sub("", best.passage.text)):
        return None
    if found := table_of(best):
        return _in_table(question, found)
    if isinstance(best.block, Label):
        return _in_label(question, best, best.block)
    if isinstance(best.block, ListBlock) and best.passage.kind in (PassageKind.LIST, PassageKind.ITEM):
        return _in_list(question, best, best.block)
    return None


def _counted_under(heading: Evidence, evidence: Sequence[Evidence]) -> Evidence:
    """The best whole table or list of a section whose heading is the best evidence; else the heading."""
    inside = (item for item in evidence if item.guide is heading.guide and item.section is heading.section)
    return next((item for item in inside if item.passage.kind in (PassageKind.TABLE, PassageKind.LIST)), heading)


def _listing(question: Question, evidence: Sequence[Evidence]) -> Evidence:
    """The best list beside the best evidence whose lead-in holds a word asked about; else the best evidence."""
    for item in evidence:
        block = item.block
        beside = item.guide is evidence[0].guide and item.passage.section == evidence[0].passage.section
        if beside and item.passage.kind is PassageKind.LIST and isinstance(block, ListBlock):
            lead = stems(block.lead_in.text if block.lead_in else section_name(item.section))
            if any(lexical_support(word, lead) for word in question.words):
                return item
    return evidence[0]


def _counted_words(question: Question) -> list[str]:
    """The words right after "how many" that may name what is counted."""
    match = _COUNTED.search(question.folded)
    generic = load_language().generic - {"roles", "role", "steps", "levels", "kinds", "types", "people"}
    if match is None:
        return []
    head, *behind = _HEAD_ENDS.split(match[1])
    if _OF_KINDS.search(head) and behind:
        head += behind[0]  # "types of licence" are licences
    named = [word for word in head.split() if word not in generic]
    first, *rest = named or match[1].split()  # "how many things to learn"
    if rest and rest[0].endswith("s") and not first.endswith("s") and len(rest[0]) > 3:
        first = rest.pop(0)  # "paid leaves": the noun is counted, whatever kind it is of
    return [word for word in (first, *rest) if word not in generic]


def _in_list(question: Question, best: Evidence, block: ListBlock) -> Draft | None:
    if any(states_count(question, item.text) for item in block.items):
        return None
    lead = readable(block.lead_in.text).rstrip(":") if block.lead_in else section_name(best.section)
    held = frozenset().union(*(stems(_HEAD_ENDS.split(name)[0]) for name in (lead, section_name(best.section))))
    if not any(lexical_support(word, held) for word in _counted_words(question)) and not _are_parts(question, held):
        return None
    notes = Notes()
    mark = notes.cite(Quote(guide=best.guide, section=best.section, span=block.span))
    items = "\n".join(f"- {readable(item.text)}" for item in block.items)
    return notes.draft(
        f"The guide lists **{len(block.items)}** under “{lead}” {mark}:\n\n{items}",
        working=Working(operation=Operation.COUNT_ITEMS, how=f"counted the items of the list: {len(block.items)}"),
    )


def _are_parts(question: Question, held: Set[str]) -> bool:
    """Whether "rounds" or the like are counted, and what they are parts of is what a list or table is headed with."""
    noun = _counted_words(question)[:1]
    rest = [word for word in question.content if word not in noun]
    return (
        bool(noun)
        and noun[0].removesuffix("s") in PARTS
        and bool(rest)
        and all(lexical_support(word, held) for word in rest)
    )


def _in_label(question: Question, best: Evidence, block: Label) -> Draft | None:
    names = names_listed(readable(block.value.text))
    counted = _counted_words(question)
    own = stems(f"{block.name.text} {block.value.text}")
    if not names or not any(not stems(word).isdisjoint(own) for word in counted) or _NO_NUMBER.search(block.value.text):
        return None
    notes = Notes()
    said = f"The guide names **{len(names)}** under “{readable(block.name.text)}”: {readable(block.value.text)}"
    return notes.draft(
        f"{said} {notes.cite(quote_in(best, block.span))}",
        working=Working(operation=Operation.COUNT_NAMES, how=f"counted the names in the line: {len(names)}"),
    )


def _in_table(question: Question, found: TableEvidence) -> Draft | None:
    """The rows, where their header is what is counted; else the names in the row asked about, or in all rows."""
    counted = _counted_words(question)
    header = found.table.header.cells
    if any(lexical_support(word, stems(header[0].text)) for word in counted):
        return _rows(found)
    if _are_parts(question, stems(" ".join([header[0].text, *found.section.path[-1:]]))):
        return _rows(found)
    rows = matching_rows(question, found) or found.table.rows
    columns = [
        column
        for column in value_columns(question, found, rows)
        if any(
            lexical_support(word, stems(f"{header[column].text} {row.cells[0].text}"))
            for word in counted
            for row in rows
        )
    ]
    if len(columns) != 1 or not columns[0]:
        return None
    return _names(found, rows, columns[0])


def _rows(found: TableEvidence) -> Draft:
    notes = Notes()
    mark = notes.cite(Quote(guide=found.guide, section=found.section, span=found.table.span))
    labels = "\n".join(f"- {readable(row.cells[0].text)}" for row in found.table.rows)
    name, number = readable(found.table.header.cells[0].text), len(found.table.rows)
    return notes.draft(
        f"The guide's table has **{number}** under “{name}” {mark}:\n\n{labels}",
        working=Working(operation=Operation.COUNT_ROWS, how=f"counted the rows of the table: {number}"),
    )


def _names(found: TableEvidence, rows: Sequence[Row], column: int) -> Draft | None:
    if any(_FIGURE.search(row.cells[column].text) for row in rows):
        return None  # figures are no names
    listed = [names_listed(readable(row.cells[column].text)) or (readable(row.cells[column].text),) for row in rows]
    total = sum(map(len, listed))
    if total < 2 or (len(rows) == 1 and len(listed[0]) < 2):
        return None
    notes = Notes()
    header = found.table.header
    lines = [
        f"- {readable(row.cells[0].text)}: {readable(row.cells[column].text)} "
        + notes.cite(Quote(guide=found.guide, section=found.section, span=row.span, header=header.span))
        for row in rows
    ]
    said = f"The guide names **{total}** under “{readable(header.cells[column].text)}”"
    return notes.draft(
        f"{said}:\n\n" + "\n".join(lines),
        working=Working(operation=Operation.COUNT_NAMES, how=f"counted the names: {total}"),
    )
