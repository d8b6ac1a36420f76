"""Whether a step may be left out, where it is asked about by its place: "is the last stage compulsory"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, quote_of, readable
from assistant.answerers.series import Step, series_noun, step_quote
from assistant.evidence import Evidence
from assistant.needs import speaks_of_need, tells_plainly
from assistant.question import Question, named_words
from corpus.passages import PassageKind


def answer_step_needed(question: Question, steps: Sequence[Step], evidence: Sequence[Evidence]) -> Draft | None:
    """The sentence that says of the step at the place asked about that it is needed or not; None where none does."""
    if not question.yes_no or not speaks_of_need(question) or named_words(question):
        return None
    step = _placed(question, steps)
    if step is None:
        return None
    numbered = re.compile(rf"\b{series_noun(steps)} {step.number}\b", re.I)
    sentences = (item for item in evidence if item.passage.kind is PassageKind.SENTENCE and item.guide is step.guide)
    telling = (item for item in sentences if tells_plainly(item.passage.text))
    said = next((i for i in telling if numbered.search(i.passage.text) or i.section is step.section), None)
    if said is None:
        return None
    notes = Notes()
    told = f"{readable(said.passage.text)} {notes.cite(quote_of(said))}"
    return notes.draft(f"{told} That is **{step.label}** {notes.cite(step_quote(step, step.heading))}.")


def _placed(question: Question, steps: Sequence[Step]) -> Step | None:
    """The first or last step, or the one of a number."""
    if question.step is not None:
        return next((step for step in steps if step.number == question.step), None)
    place = re.search(rf"\b(?:(first)|last|final) (?:{series_noun(steps)}|step)\b", question.folded)
    return None if place is None else steps[0 if place[1] else -1]
