"""What beginners are paid and how long they take, where a guide tells it twice: in its table and in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft
from assistant.answerers.experience import BEGINNER, asks_of_the_first_year, experience_asked, years_of
from assistant.answerers.labels import both_figures
from assistant.answerers.sentences import answer_from_faq, sentences_draft
from assistant.answerers.table_lines import answer_rows
from assistant.answerers.tables import table_of
from assistant.context import faq_of
from assistant.evidence import Evidence
from assistant.figure_kinds import holds_figure
from assistant.grounding.amounts import amounts
from assistant.grounding.text import plain
from assistant.question import Question, read_question
from corpus.guide import Paragraph, Span, Table
from corpus.passages import PassageKind

_AT_ZERO = re.compile(r"\bfrom (?:\w+ )?(?:scratch|zero|nothing)\b")
_READ = 8  # best passages that are looked at
_NEAR = 4  # best of the passages that hold all that is asked, among which both have to be
_HELD = 0.9  # of every word of the question, by what tells it


def answer_for_beginners(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The row for beginners and what the guide says of them elsewhere with another figure, each with its place.

    None where the question asks for anything beside their pay or time, or one of both is not among the best evidence.
    """
    if question.kinds not in (("amount",), ("duration",)) or question.yes_no or not _of_beginners(question):
        return None
    holding = [item for item in evidence[:_READ] if item.kind_fits and all(held >= _HELD for held in item.support)]
    near = holding[:_NEAR]
    row = next((item for item in near if _is_their_row(question, item)), None)
    told = next((item for item in near if _tells_of_them(item, question.kinds[0])), None)
    if row is None or told is None:
        return None
    found = table_of(row)
    assert found is not None and row.passage.part is not None  # it is a row
    of_row = answer_rows(question, found, [found.table.rows[row.passage.part]])
    is_pair = told.passage.kind is PassageKind.FAQ
    in_words = answer_from_faq(question, told) if is_pair else sentences_draft(question, told, _sentence(told))
    if _figures(of_row) & _figures(in_words):
        return None  # one of them only says again what the other does
    return both_figures(of_row, in_words)


def _of_beginners(question: Question) -> bool:
    return (
        bool(BEGINNER & set(question.words))
        or asks_of_the_first_year(question)
        or bool(_AT_ZERO.search(question.folded))
    )


def _is_their_row(question: Question, item: Evidence) -> bool:
    """Whether a passage is the row of the table that is for beginners, or for who has no years of experience."""
    if item.passage.kind is not PassageKind.ROW or not isinstance(item.block, Table) or item.passage.part is None:
        return False
    row = item.block.rows[item.passage.part]
    years, asked = years_of(row, item.block), experience_asked(question, item.block)
    if years is None:
        return bool(BEGINNER & set(read_question(row.cells[0].text).words))
    return years[0] == 0.0 and (asked is None or asked[0] == 0.0)


def _tells_of_them(item: Evidence, kind: str) -> bool:
    """Whether a sentence, or a FAQ answer by its question or first sentence, speaks of who begins."""
    pair = faq_of(item.guide, item.passage)
    if item.passage.kind is PassageKind.FAQ and pair is not None:
        first = next((block.sentences[0].text for block in pair.answer if isinstance(block, Paragraph)), "")
        return any(_of_beginners(read_question(text)) for text in (pair.question.text, first))
    if item.passage.kind is not PassageKind.SENTENCE or not isinstance(item.block, Paragraph) or pair is not None:
        return False
    return holds_figure(kind, item.passage.text) and _of_beginners(read_question(item.passage.text))


def _sentence(item: Evidence) -> Sequence[Span]:
    assert isinstance(item.block, Paragraph) and item.passage.part is not None  # callers check
    return [item.block.sentences[item.passage.part]]


def _figures(draft: Draft) -> set[tuple[float, float]]:
    found = amounts(plain(draft.text))
    return {(amount.low, amount.high) for amount in found if amount.kind == "amount"}
