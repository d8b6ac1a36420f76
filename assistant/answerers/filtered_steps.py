"""The steps that take less, more or just as long as a time in the question: "which steps take less than 6 weeks"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, Operation, Working, readable
from assistant.answerers.filtered_rows import AT_LEAST, AT_MOST
from assistant.answerers.series import Step, series_noun, step_quote
from assistant.answerers.told_times import told_time
from assistant.grounding.amounts import amounts
from assistant.grounding.text import plain
from assistant.question import Question

_A_TIME = re.compile(r"\ban? (?=(?:week|month|year)\b)", re.I)
_WHICH = r"\b(?:which|what|list|show|any|name|kaun\w*)\b"


def answer_filtered_steps(question: Question, steps: Sequence[Step]) -> Draft | None:
    """The steps on the side of the time that is asked for; None where none is, or none or all of them are.

    A step of 4–6 weeks takes less than 7 weeks; less than 5 only where no step surely does.
    """
    noun = series_noun(steps)
    asks = re.search(rf"{_WHICH}.*\b(?:{noun}|step)s?\b|^(?:all |the )*(?:{noun}|step)s\b", question.folded)
    if question.steps or question.yes_no or asks is None:
        return None
    text = _A_TIME.sub("1 ", plain(question.text))
    asked = [(one, time) for one in amounts(text) if not one.currency and (time := told_time(one.text))]
    timed = [(step, told, time) for step in steps if (told := step.time) and (time := told_time(told.text))]
    if len(asked) != 1 or not timed:
        return None
    ((limit, limiting),) = asked
    before = text[: limit.start]
    surely, partly = (
        [(step, told) for step, told, time in timed if meets(before, time.days, limiting.days)]
        for meets in (_lies, _may_lie)
    )
    found = surely or partly
    if not 0 < len(found) < len(steps):
        return None
    notes = Notes()
    lines = [
        f"- {step.label}: **{readable(told.text)}** {notes.cite(step_quote(step, told.span))}" for step, told in found
    ]
    how = f"compared the times of the {noun}s with {limit.text.strip()}"
    return notes.draft("\n".join(lines), working=Working(operation=Operation.COMPARE, how=how))


def _lies(before: str, time: tuple[float, float], limit: tuple[float, float]) -> bool:
    """Whether a whole time lies where the words before the limit say; without any, whether it is that time."""
    if AT_MOST.search(before):
        return time[1] <= limit[0]
    return time[0] >= limit[1] if AT_LEAST.search(before) else time == limit


def _may_lie(before: str, time: tuple[float, float], limit: tuple[float, float]) -> bool:
    """Whether a part of a time does."""
    if AT_MOST.search(before):
        return time[0] < limit[0]
    return time[1] > limit[1] if AT_LEAST.search(before) else time[0] <= limit[0] and limit[1] <= time[1]
