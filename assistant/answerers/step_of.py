"""The step in which something comes: "in which step do I learn Docker"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, quote_of, readable
from assistant.answerers.series import Step, series_noun, step_quote
from assistant.evidence import Evidence
from assistant.question import Question, named_words
from assistant.support import lexical_support, stems
from corpus.passages import PassageKind

_ASIDE = re.compile(r"\b(?:after|before|next|previous|first|last|final|start|begin|skip|than)\b")
_COMES = frozenset(
    [
        "come",
        "comes",
        "coming",
        "covered",
        "cover",
        "covers",
        "taught",
        "included",
        "include",
        "includes",
        "part",
        "under",
    ]
)
_OTHER_KINDS = ("amount", "duration", "count", "total", "reason", "comparison")
_TOLD = (PassageKind.ITEM, PassageKind.SENTENCE, PassageKind.LABEL, PassageKind.ROW)
_MOST = 3  # steps; what stands in more is asked of all of them


def answer_step_of(question: Question, steps: Sequence[Step], evidence: Sequence[Evidence]) -> Draft | None:
    """The steps whose name, or else text, says all that is named, each with the words that do; else None."""
    asks = re.search(rf"\b(?:which|what|kis|kaunse?|konsa|kaunsa) (?:{series_noun(steps)}|step)\b", question.folded)
    named = [word for word in named_words(question) if word not in _COMES]
    if asks is None or not named or _ASIDE.search(question.folded) or question.asks(*_OTHER_KINDS):
        return None
    headed = [step for step in steps if all(lexical_support(word, stems(step.name)) for word in named)]
    told = [] if headed else steps_that_tell(named, steps, evidence)
    if not 0 < len(headed or told) <= _MOST:
        return None
    notes = Notes()
    lines = [_line(step, notes) for step in headed] + [
        f"{_line(step, notes)}: {readable(item.passage.text).rstrip('.')} {notes.cite(quote_of(item))}"
        for step, item in told
    ]
    return notes.draft(lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines))


def steps_that_tell(
    named: Sequence[str], steps: Sequence[Step], evidence: Sequence[Evidence]
) -> list[tuple[Step, Evidence]]:
    """The steps with the best passage of each that says all words itself; those that list it before others."""
    found: list[tuple[Step, Evidence]] = []
    for step in steps:
        inside = (i for i in evidence if i.passage.kind in _TOLD and step.holds(i.guide, i.passage.start))
        saying = (i for i in inside if all(lexical_support(word, stems(i.passage.text)) for word in named))
        if best := next(saying, None):
            found.append((step, best))
    return [one for one in found if _lists(one[1])] or found


def _lists(item: Evidence) -> bool:
    return item.passage.kind is PassageKind.ITEM and not item.passage.text.rstrip().endswith("?")


def _line(step: Step, notes: Notes) -> str:
    return f"**{step.label}** {notes.cite(step_quote(step, step.heading))}"
