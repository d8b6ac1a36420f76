"""Whether one step has to be over before another: what the guide says of the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answerers.compared_steps import step_in_part
from assistant.answerers.draft import Draft, Notes, Quote, readable
from assistant.answerers.naming import named_in_place
from assistant.answerers.series import Step, Told, names_beyond, series_noun
from assistant.question import Question
from corpus.guide import Paragraph, Section, Span

_BETWEEN = re.compile(
    r"\b(?:before|after|along ?side|along with|together with|(?:in )?parallel (?:to|with)|at the same time as)\b"
)
_OTHER_KINDS = ("amount", "duration", "count", "total", "reason", "comparison", "list")
_BESIDE = re.compile(r"\b(?:along ?side|along with|together with|parallel|same time|beside)\b", re.I)
_RELATES = re.compile(
    r"\b(?:as soon as|once|only after|not before|before|after|along ?side|parallel|same time|together|overlap\w*)\b",
    re.I,
)


def answer_step_before_step(question: Question, steps: Sequence[Step]) -> Draft | None:
    """What is said of the order of the two steps that a yes-or-no question names; None where it names no two."""
    parts = _BETWEEN.split(question.folded)
    if not question.yes_no or len(parts) != 2 or question.asks(*_OTHER_KINDS):
        return None
    one, other = (step_in_part(part, steps) for part in parts)
    if one is None or other is None or one is other:
        return None
    if any(names_beyond(question, (step,), part) for part, step in zip(parts, (one, other), strict=True)):
        return None
    if beside := _told_beside(one, other) or _told_beside(other, one):
        return beside
    later = max(one, other, key=lambda step: step.number)
    if (said := next(_sentences_on(later), None)) is None:
        return None  # that it comes first does not say that it is needed
    section, sentence = said
    notes = Notes()
    quote = Quote(guide=later.guide, section=section, span=sentence)
    return notes.draft(f"{readable(sentence.text)} {notes.cite(quote)}")


def _told_beside(step: Step, other: Step) -> Draft | None:
    """The line of a step that says it runs beside the other one: "Time needed: 4 weeks (alongside phase 4)"."""
    names = re.compile(rf"\b{series_noun([other])} {other.number}\b|{re.escape(other.name)}", re.I)
    told = next((one for one in step.times if _BESIDE.search(one.text) and names.search(one.text)), None)
    return None if told is None else _line(step, told)


def _line(step: Step, told: Told) -> Draft:
    notes = Notes()
    section = step.guide.sections[step.guide.section_at(told.span.start)]
    mark = notes.cite(Quote(guide=step.guide, section=section, span=told.span))
    return notes.draft(
        f"{named_in_place(step.guide, section, told.name, always=True)}: **{readable(told.text)}** {mark}"
    )


def _sentences_on(step: Step) -> Iterator[tuple[Section, Span]]:
    """The guide's sentences that say of a step by its number what it comes before or after."""
    numbered = re.compile(rf"\b{series_noun([step])} {step.number}\b", re.I)
    for section in step.guide.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                for sentence in block.sentences:
                    if numbered.search(sentence.text) and _RELATES.search(sentence.text):
                        yield section, sentence
