"""Two steps side by side by the time they take: "does step 4 take longer than step 2?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import DURATION, Draft, Notes, Operation, Working, readable
from assistant.answerers.naming import section_name
from assistant.answerers.series import NumberedSection, series_noun, step_quote
from assistant.question import Question, read_question
from assistant.support import lexical_support, stems
from corpus.guide import Label

_BETWEEN = re.compile(r"\b(?:than|or|vs|versus|and|compared (?:to|with))\b")
_COMPARES = re.compile(r"\b(?:than|vs|versus|longer|shorter|compared?|more time|less time)\b")


def answer_compared_steps(question: Question, steps: Sequence[NumberedSection]) -> Draft | None:
    """The times of the two steps that a question names and compares; None where it does not."""
    if not (question.asks("duration") and _COMPARES.search(question.folded)):
        return None
    named = [step for part in _BETWEEN.split(question.folded) if (step := _step_named(part, steps))]
    timed = [(step, label) for step in dict.fromkeys(named) if (label := duration_label(step))]
    if len(timed) != 2:
        return None
    notes = Notes()
    lines = [
        f"- {section_name(step.section)}: **{readable(label.value.text)}** {notes.cite(step_quote(step, label.span))}"
        for step, label in timed
    ]
    how = f"put the times of two {series_noun(steps)}s side by side"
    return notes.draft("\n".join(lines), working=Working(operation=Operation.COMPARE, how=how))


def duration_label(step: NumberedSection) -> Label | None:
    """The label line of a step, or of a section below it, that says how long the step takes."""
    return next(
        (
            block
            for section in (step.section, *step.below)
            for block in section.blocks
            if isinstance(block, Label) and DURATION.search(block.value.text)
        ),
        None,
    )


def _step_named(part: str, steps: Sequence[NumberedSection]) -> NumberedSection | None:
    """The step that a part of a question names by its number or by most words of its heading; None if several fit."""
    asked = read_question(part)
    if asked.step is not None:
        return next((step for step in steps if step.section.number == asked.step), None)
    held = [sum(lexical_support(word, stems(step.section.path[-1])) for word in asked.content) for step in steps]
    most = max(held)
    return steps[held.index(most)] if most and held.count(most) == 1 else None
