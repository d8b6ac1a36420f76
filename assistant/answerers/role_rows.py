"""What a role does, by its row in a table of roles too, where a guide says it both in its text and in the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answerers.draft import MAX_WORDS, Draft, counted_on, word_count
from assistant.answerers.table_lines import answer_cells
from assistant.answerers.tables import TableEvidence, table_of
from assistant.context import stands_in, subject_terms
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Row

_OF_ROLES = re.compile(r"\b(?:roles?|positions?|titles?|posts?|designations?)\b", re.I)  # the head of the labels
_WORKS = r"do|does|role|work|works|job|focus|responsibilit(?:y|ies)|duties|duty"
_ASKS_WHAT_IT_DOES = re.compile(rf"\b(?:{_WORKS})\b")
_WORK = re.compile(rf"(?:{_WORKS})")


def with_role_row(question: Question, draft: Draft, evidence: Sequence[Evidence]) -> Draft | None:
    """The draft with what the table of roles says of the one asked about; None where there is none, or no room for it.

    A table compares roles in a word or two each, so that a sentence on one of them and its row belong together.
    """
    if question.kind not in (None, "definition", "list") or question.yes_no or question.step is not None:
        return None
    if draft.working is not None or not _ASKS_WHAT_IT_DOES.search(question.asking):
        return None
    tables = (found for item in evidence if (found := table_of(item)) and _compares_roles(found))
    for found in tables:
        rows = [row for row in found.table.rows if _is_asked_about(question, row, found)]
        if len(rows) != 1:
            return None
        if any(quote.span.start <= rows[0].span.start < quote.span.end for quote in draft.quotes):
            return None  # it is there already
        told = answer_cells(replace(found, source=None), rows, (1,))
        text = f"{draft.text}\n\n{counted_on(told.text, len(draft.quotes))}"
        if word_count(text) > MAX_WORDS:
            return None
        return replace(draft, text=text, quotes=(*draft.quotes, *told.quotes))
    return None


def _compares_roles(found: TableEvidence) -> bool:
    """Whether a table has a role in each row and one column on it that is in words."""
    head, *others = found.table.header.cells
    figures = any(re.search(r"\d", cell.text) for row in found.table.rows for cell in row.cells[1:])
    return len(others) == 1 and bool(_OF_ROLES.search(head.text)) and not figures


def _is_asked_about(question: Question, row: Row, found: TableEvidence) -> bool:
    """Whether nothing but a row's role is asked about, or the guide's own role, by the noun that it ends with."""
    name = row.cells[0].text
    label, subject = stems(name), subject_terms(found.guide)
    noun = stems(name.split()[-1]) if name.split() else frozenset()
    own = bool(noun) and label <= subject and noun <= stems(question.folded)
    if not (own or stands_in(name, question)):
        return False
    said = label | stems(row.span.text) | (subject if own else frozenset())
    return all(lexical_support(word, said) or _WORK.fullmatch(word) for word in question.content)
