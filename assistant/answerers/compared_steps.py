"""Two steps side by side by the time they take: "does step 4 take longer than step 2?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, Operation, Working, readable
from assistant.answerers.series import Step, series_noun, step_quote
from assistant.grounding.amounts import amounts
from assistant.grounding.text import plain
from assistant.question import Question, read_question
from assistant.support import lexical_support, stems
from assistant.time_units import DAYS_IN_BASE

_BETWEEN = re.compile(r"\b(?:than|or|vs|versus|and|compared (?:to|with))\b")
_COMPARES = re.compile(r"\b(?:than|vs|versus|longer|shorter|compared?|more time|less time)\b")

_JOINED = re.compile(r"\b(?:plus|and|with|also)\b|\+|&")
_ASKS_TOTAL = re.compile(r"\b(?:total|altogether|together|in all|combined|sum)\b|\bhow long\b.*\bplus\b")
_SUMMED = stems("time duration total altogether together in all combined sum length weeks months years take")
_FROM_TO = re.compile(r"\bfrom (.+?) (?:to|till|until|up ?to) (.+?)(?= (?:if|when|with|in|how|including)\b|$)")
_LONGER = re.compile(r"\b(longer|shorter|more|less)\b.*\bthan\b")


def answer_compared_steps(question: Question, steps: Sequence[Step]) -> Draft | None:
    """The times of the two steps that a question names and compares; None where it does not."""
    if not (question.asks("duration") and _COMPARES.search(question.folded)):
        return None
    named = [step for part in _BETWEEN.split(question.folded) if (step := step_in_part(part, steps))]
    timed = [(step, told) for step in dict.fromkeys(named) if (told := step.time)]
    if len(timed) != 2:
        return None
    notes = Notes()
    lines = []
    for step, told in timed:
        name = step.name if step.of_list else step.label
        lines.append(f"- {name}: **{readable(told.text)}** {notes.cite(step_quote(step, told.span))}")
    said = _told_which(question, *(told.text for _, told in timed))
    how = f"put the times of two {series_noun(steps)}s side by side"
    return notes.draft(said + "\n".join(lines), working=Working(operation=Operation.COMPARE, how=how))


def steps_joined(question: Question, steps: Sequence[Step]) -> list[Step]:
    """The two steps or more that a question joins to a total by their names: "diploma plus apprenticeship"."""
    if not _ASKS_TOTAL.search(question.folded) or len(parts := _JOINED.split(question.folded)) < 2:
        return []
    named = [step_in_part(part, steps) for part in parts]
    found = [step for step in steps if step in named]
    known = stems(" ".join(step.name for step in found)) | _SUMMED
    return found if len(found) == len(parts) and all(lexical_support(w, known) for w in question.content) else []


def steps_between(question: Question, steps: Sequence[Step]) -> list[Step]:
    """The steps from one that a question names to a later one: "from the course till the permit"; else none."""
    if (ends := _FROM_TO.search(question.folded)) is None:
        return []
    first, last = (step_in_part(part, steps) for part in ends.groups())
    if first is None or last is None or first.number >= last.number:
        return []
    return [step for step in steps if first.number <= step.number <= last.number]


def _told_which(question: Question, first: str, second: str) -> str:
    """Yes or no to whether the first time is the longer or shorter one, where both its ends lie so; else nothing."""
    asks = _LONGER.search(question.folded)
    ends = [
        tuple(DAYS_IN_BASE.get(told.unit or "", 0.0) * end for end in (told.low, told.high))
        for text in (first, second)
        for told in amounts(plain(text))
    ]
    if not question.yes_no or asks is None or len(ends) != 2:
        return ""
    longer = all(one > other for one, other in zip(*ends, strict=True))
    shorter = all(one < other for one, other in zip(*ends, strict=True))
    if not (longer or shorter):
        return ""
    return "Yes.\n\n" if longer is (asks[1] in ("longer", "more")) else "No.\n\n"


def step_in_part(part: str, steps: Sequence[Step]) -> Step | None:
    """The step that a part of a question names by its number or by most words of its heading; None if several fit."""
    asked = read_question(part)
    if asked.step is not None:
        return next((step for step in steps if step.number == asked.step), None)
    held = [sum(lexical_support(word, stems(step.name)) for word in asked.content) for step in steps]
    most = max(held)
    return steps[held.index(most)] if most and held.count(most) == 1 else None
