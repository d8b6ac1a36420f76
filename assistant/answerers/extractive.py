"""The answer in the guide's own words: the fact first, whole rows, whole lists, and nothing that was not asked.

Works with no language model. Evidence goes in, best first; the first reading of the question that finds what it needs
writes the draft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answerers.announced import answer_announced
from assistant.answerers.asked_figures import with_asked_figure
from assistant.answerers.beginners import answer_for_beginners
from assistant.answerers.cells import answer_named_cell
from assistant.answerers.chosen import chosen_evidence
from assistant.answerers.column_totals import answer_column_total
from assistant.answerers.compared_columns import answer_compared_columns
from assistant.answerers.converted import with_asked_unit
from assistant.answerers.draft import Draft, Notes, Quote, heading_label, quote_in
from assistant.answerers.filtered_rows import answer_filtered_rows
from assistant.answerers.heading_times import answer_heading_time
from assistant.answerers.labels import answer_from_label
from assistant.answerers.lists import answer_from_list
from assistant.answerers.membership import with_membership
from assistant.answerers.myths import answer_myth
from assistant.answerers.role_rows import with_role_row
from assistant.answerers.rows import answer_compared_rows, answer_from_table
from assistant.answerers.running_text import defining_evidence
from assistant.answerers.sentences import (
    answer_from_faq,
    answer_from_long_label,
    answer_from_opening,
    answer_from_sentences,
)
from assistant.answerers.tables import table_of
from assistant.answerers.worked_out import answer_worked_out
from assistant.context import faq_of, leads_over, subject_terms
from assistant.evidence import Evidence
from assistant.figure_kinds import gives_figure
from assistant.language import load_language
from assistant.question import Question, named_words
from assistant.support import lexical_support, stems
from corpus.guide import Label, ListBlock, Paragraph
from corpus.passages import PassageKind

_REQUESTS = re.compile(
    r"(?:\w+ )?(?:can|could|will|would|do) (?:you|u|i get|i see|we get)\b"
)  # "can you show the table"
_TOLD = 0.5  # support from which a sentence tells of a word
_WHOLE = re.compile(r"\b(?:full|whole|entire|complete)\b")


class ExtractiveAnswerer:
    """Answers with the guide's own words; every visitor can be given this, model or no model."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Draft | None:
        """The draft for the best evidence, or None when no passage holds the kind of answer asked for."""
        if cell := answer_named_cell(question, evidence):
            return with_asked_unit(question, cell) or cell
        draft = self._led(question, evidence)
        if draft is not None and gives_figure(question, draft.text):
            return draft
        if question.kinds and evidence[0].is_expected_surely:  # what kind of thing it asks for was misread
            return self._led(replace(question, kinds=()), evidence[:1])
        return None

    def _led(self, question: Question, evidence: Sequence[Evidence]) -> Draft | None:
        """The draft for a question that asks one thing, with yes or no, and its figure beside the one asked."""
        draft = self._alone(question, evidence)
        if draft is None:
            return None
        return (
            with_asked_figure(question, draft)
            or with_asked_unit(question, draft)
            or with_membership(question, draft)
            or with_role_row(question, draft, evidence)
            or draft
        )

    def _alone(self, question: Question, evidence: Sequence[Evidence]) -> Draft | None:
        """The draft for a question that asks one thing."""
        evidence = chosen_evidence(question, evidence)
        if introduced := _introduced(evidence):
            evidence = [*introduced, *(item for item in evidence if item not in introduced)]
        if draft := answer_myth(question, evidence[0]) or answer_for_beginners(question, evidence):
            return draft
        if draft := answer_heading_time(question, evidence):
            return draft
        if draft := answer_column_total(question, evidence) or answer_worked_out(question, evidence):
            return draft
        if draft := answer_compared_rows(question, evidence) or answer_compared_columns(question, evidence):
            return draft
        if draft := answer_filtered_rows(question, evidence):
            return draft
        if _asks_for_a_table(question):
            evidence = [item for item in evidence if table_of(item)] or evidence
        one_step = question.step is not None and len(question.steps) < 2
        if one_step and not named_words(question) and question.kind in (None, "definition"):
            evidence = [item for item in evidence if item.passage.kind is PassageKind.HEADING] or evidence
        if defining := defining_evidence(question, evidence):
            return answer_from_sentences(question, defining, evidence)
        best = evidence[0]
        if draft := answer_announced(question, best):
            return draft
        if listed := _list_beside(question, best):
            return answer_from_list(question, best, whole=listed)
        if found := table_of(best):
            return answer_from_table(question, found, evidence)
        if best.passage.kind is PassageKind.FAQ or _compared_in_a_faq(question, best):
            return answer_from_faq(question, best)
        if isinstance(best.block, ListBlock):
            return answer_from_list(question, best, evidence)
        if isinstance(best.block, Label) and len(best.block.sentences) > 1:
            return answer_from_long_label(question, best)
        if isinstance(best.block, Label):
            return answer_from_label(question, best, evidence)
        if best.passage.kind is PassageKind.HEADING:
            return _from_section(question, best, evidence)
        return answer_from_sentences(question, best, evidence)


def _introduced(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of the block that a best sentence ending in a colon only introduces, best first; else nothing."""
    best = evidence[0]
    if best.passage.kind is not PassageKind.SENTENCE or not best.passage.text.rstrip("*_ ").endswith(":"):
        return []
    blocks = best.section.blocks
    following = best.passage.block + 1 if best.passage.block is not None else len(blocks)
    if following >= len(blocks):
        return []
    return [item for item in evidence if item.block is blocks[following]]


def _asks_for_a_table(question: Question) -> bool:
    """Whether a table is asked for, and not only told of: "that table is huge, which should I take"."""
    if question.kind != "table" or (question.yes_no and not _REQUESTS.match(question.folded)):
        return False
    return any(kind.name == "table" and kind.asked.search(question.asking) for kind in load_language().kinds)


def _compared_in_a_faq(question: Question, best: Evidence) -> bool:
    """Whether things are compared as such, not by what one sentence of a pair tells: their pay, or in large firms."""
    pair = faq_of(best.guide, best.passage)
    if pair is None or not question.asks("comparison") or question.asks("amount"):
        return False
    asked = stems(pair.question.text) | subject_terms(best.guide)
    support = zip(question.content, best.support, strict=True)
    beyond = [told for word, told in support if not lexical_support(word, asked)]
    return best.passage.kind is not PassageKind.SENTENCE or not beyond or min(beyond) < _TOLD


def _list_beside(question: Question, best: Evidence) -> ListBlock | None:
    """The only list of a section whose heading or sentence is the best evidence, when a list is asked for."""
    if question.kind != "list" or best.passage.kind not in (PassageKind.SENTENCE, PassageKind.HEADING):
        return None
    lists = [block for block in best.section.blocks if isinstance(block, ListBlock)]
    if len(lists) != 1 or re.search("[,:]", best.passage.text):
        return None
    held = stems(" ".join([*best.section.path, lists[0].span.text])) | subject_terms(best.guide)
    return lists[0] if all(lexical_support(word, held) for word in question.content) else None


def _from_section(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> Draft:
    """What a section says, when its heading is the best match: its best evidence, else how it begins."""
    inside = [
        item
        for item in evidence[1:]
        if item.passage.section == best.passage.section and item.guide is best.guide and item.block is not None
    ]
    held = stems(" ".join(best.section.path)) | subject_terms(best.guide)
    beyond = {word for word in question.content if not lexical_support(word, held)}
    fitting = [
        item
        for item in inside
        if item.kind_fits and (question.kind or any(lexical_support(word, item.context) for word in beyond))
    ]
    whole = bool(_WHOLE.search(question.folded))
    tables = [item for item in (inside if whole else fitting) if table_of(item)]
    asks_for_it = not beyond and (whole or question.kind is not None)
    if asks_for_it and tables and (draft := ExtractiveAnswerer().answer(question, tables)):
        return draft  # the section as a whole is asked about, and a table says more of it than a sentence
    if fitting and (draft := ExtractiveAnswerer().answer(question, fitting)):
        return draft
    if leads_over(best.guide, best.passage.section):
        return _parts_of(best)
    for block in best.section.blocks:
        if isinstance(block, Paragraph):
            return answer_from_opening(question, best, block)
        if isinstance(block, ListBlock):
            return answer_from_list(question, best, whole=block)
    if inside and (draft := ExtractiveAnswerer().answer(question, inside)):
        return draft
    return _parts_of(best)


def _parts_of(best: Evidence) -> Draft:
    """The sections under a heading that has no text of its own, by name."""
    assert best.section.heading is not None  # the passage is that heading
    notes = Notes()
    lead = f"**{heading_label(best.section)}** {notes.cite(quote_in(best, best.section.heading))}"
    parts = [part for part in best.guide.sections if best.section.path and part.path[:-1] == best.section.path]
    lines = [
        f"- {heading_label(part)} {notes.cite(Quote(guide=best.guide, section=part, span=part.heading))}"
        for part in parts
        if part.heading is not None
    ]
    return notes.draft("\n".join([f"{lead}:\n", *lines]) if lines else lead)
