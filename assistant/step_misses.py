"""Numbered steps that look answered and are not: one that the guide does not have, evidence of another step."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.series import numbered_series
from assistant.context import label_names, stands_in
from assistant.evidence import Evidence
from assistant.figure_kinds import FIGURE_OF_KIND
from assistant.question import Question, with_digits
from assistant.settling import is_numbered_row
from corpus.guide import Table


def names_a_missing_step(question: Question, best: Evidence) -> bool:
    """Whether a numbered step is asked about that the guide does not have."""
    numbers = {section.number for section in best.guide.sections}
    numbers |= {step.number for step in numbered_series(best.guide)}
    missing = question.step is not None and question.step not in numbers and not question.asks("order", "total")
    return missing and not _names_the_row(question, best)


def surely_about_another_step(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether another step than the one asked about has the evidence, and that is no answer.

    So it is where a figure is asked for, or yes or no while none of the best evidence says that number or "steps".
    """
    another = about_another_step(question, evidence[0])
    if not another or question.kind in FIGURE_OF_KIND:
        return another
    says = re.compile(rf"\b{question.step}\b|\b(?:steps|stages|phases|milestones|modules)\b")
    near = evidence[:3]
    return question.yes_no and not any(
        says.search(with_digits(item.passage.text.lower())) or not about_another_step(question, item) for item in near
    )


def about_another_step(question: Question, best: Evidence) -> bool:
    """Whether a numbered step is asked about and the best evidence stands in another, or in none."""
    if question.step is None or len(question.steps) > 1 or question.asks("order", "total", "roadmap"):
        return False
    if _names_the_row(question, best):
        return False  # "part 3" of a table of papers
    if any(step.of_list and step.number == question.step for step in numbered_series(best.guide)):
        return False  # it is answered by its number, wherever the evidence stands
    steps = [section for section in best.guide.sections if section.number == question.step]
    return not any(best.section.path[: len(step.path)] == step.path for step in steps)


def _names_the_row(question: Question, best: Evidence) -> bool:
    """Whether the best evidence is a row whose label stands in the question: "Part 3 (hydraulics)"."""
    if not isinstance(best.block, Table) or best.passage.part is None:
        return False
    label = best.block.rows[best.passage.part].cells[0].text
    return stands_in(label_names(label), question) or is_numbered_row(question, best)
