"""The answer in the guide's own words: the fact first, whole rows, whole lists, and nothing that was not asked.

Works with no language model. Evidence goes in, best first; the first reading of the question that finds what it needs
writes the draft.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, heading_label, quote_in
from assistant.answerers.labels import answer_from_label
from assistant.answerers.lists import answer_from_list
from assistant.answerers.rows import answer_compared_rows, answer_from_table
from assistant.answerers.sentences import answer_from_faq, answer_from_sentences, sentences_within
from assistant.answerers.tables import table_of
from assistant.answerers.worked_out import answer_worked_out
from assistant.context import faq_of
from assistant.evidence import Evidence
from assistant.question import Question, named_words
from corpus.guide import Label, ListBlock, Paragraph
from corpus.passages import PassageKind


class ExtractiveAnswerer:
    """Answers with the guide's own words; every visitor can be given this, model or no model."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Draft | None:
        """The draft for the best evidence, or None when no passage holds the kind of answer asked for."""
        if draft := answer_worked_out(question, evidence):
            return draft
        if draft := answer_compared_rows(question, evidence):
            return draft
        if question.kind == "table":
            evidence = [item for item in evidence if table_of(item)] or evidence
        if question.step is not None and not named_words(question) and question.kind in (None, "definition"):
            evidence = [item for item in evidence if item.passage.kind is PassageKind.HEADING] or evidence
        best = evidence[0]
        if found := table_of(best):
            return answer_from_table(question, found, evidence)
        if best.passage.kind is PassageKind.FAQ or (question.asks("comparison") and faq_of(best.guide, best.passage)):
            return answer_from_faq(question, best)
        if isinstance(best.block, ListBlock):
            return answer_from_list(question, best)
        if isinstance(best.block, Label):
            return answer_from_label(question, best, evidence)
        if best.passage.kind is PassageKind.HEADING:
            return _from_section(question, best, evidence)
        return answer_from_sentences(question, best, evidence)


def _from_section(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> Draft:
    """What a section says, when its heading is the best match: its best evidence, else its first sentences."""
    inside = [
        item
        for item in evidence[1:]
        if item.passage.section == best.passage.section and item.guide is best.guide and item.block is not None
    ]
    fitting = [item for item in inside if item.kind_fits]
    if question.kind is not None and fitting:
        return ExtractiveAnswerer().answer(question, fitting) or _heading_only(best)
    first = next((block for block in best.section.blocks if isinstance(block, Paragraph)), None)
    if first is None:
        return ExtractiveAnswerer().answer(question, inside) or _heading_only(best) if inside else _heading_only(best)
    notes = Notes()
    return notes.draft(f"**{heading_label(best.section)}**: {sentences_within(best, first.sentences, notes)}")


def _heading_only(best: Evidence) -> Draft:
    assert best.section.heading is not None  # the passage is that heading
    notes = Notes()
    return notes.draft(f"**{heading_label(best.section)}** {notes.cite(quote_in(best, best.section.heading))}")
