"""Where somebody begins who knows some of the way already: "I know Python, where do I start?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, Operation, Quote, Working
from assistant.answerers.series import Step, series_noun, step_quote
from assistant.answerers.step_of import steps_that_tell
from assistant.evidence import Evidence
from assistant.question import Question, read_question
from assistant.support import lexical_support, stems

_KNOWS = re.compile(
    r"\b(?:i|im|ive) (?:already |have |am |do |also )*(?:know|knew|learn(?:t|ed)|studied|done(?: with)?|finished"
    r"|completed|good (?:at|in)|comfortable (?:with|in)|familiar with|worked (?:with|on|in))\b(?: how to)?"
    r"(?P<known>.*?)(?=,|;|\?|\.(?: |$)|\b(?:so|which|where|what|from|should|shall|can|do|how|now)\b|$)"
)
_JOINED = re.compile(r"\b(?:and|plus|also)\b|[,;&+]")
_STARTS = re.compile(
    r"\b(?:where|which \w+|what)\b.*\b(?:start|begin|next|go from|continue|now)\b|\bwhat(?: is|s)? next\b"
)


def answer_start_from(question: Question, steps: Sequence[Step], evidence: Sequence[Evidence]) -> Draft | None:
    """The first step that is not known; None where something known is not surely a step, or nothing is left."""
    knows = _KNOWS.search(question.folded)
    if knows is None or not _STARTS.search(question.folded) or question.step is not None:
        return None
    if question.asks("amount", "duration", "count", "total"):
        return None  # "I know Python, what is the salary now"
    things = [words for part in _JOINED.split(knows["known"]) if (words := read_question(part).content)]
    found = [_step_of(words, steps, evidence) for words in things]
    known = {step.number for step in found if step}
    left = [step for step in steps if step.number not in known]
    if not found or None in found or not left:
        return None
    notes, noun = Notes(), series_noun(steps)
    lead = f"The first {noun} that you do not name is **{left[0].label}** {notes.cite(_heading(left[0]))}"
    named = [f"{step.label} {notes.cite(_heading(step))}" for step in steps if step.number in known]
    how = f"took the first {noun} beside those that hold {', '.join(map(' '.join, things))}"
    text = f"{lead}; you name {' and '.join(named)}."
    return notes.draft(text, working=Working(operation=Operation.ORDER, how=how))


def _step_of(words: Sequence[str], steps: Sequence[Step], evidence: Sequence[Evidence]) -> Step | None:
    """The one step that is called so, or that alone tells of it."""
    called = [step for step in steps if all(lexical_support(word, stems(step.name)) for word in words)]
    found = called or [step for step, _ in steps_that_tell(words, steps, evidence)]
    return found[0] if len(found) == 1 else None


def _heading(step: Step) -> Quote:
    return step_quote(step, step.heading)
