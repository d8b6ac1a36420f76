"""How long a part of the way takes, where its heading says so: "Step 4: Register with the Council (3–8 weeks)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, Quote, readable
from assistant.answerers.naming import section_name
from assistant.answerers.told_times import time_words, without_time
from assistant.context import subject_terms
from assistant.evidence import Evidence
from assistant.question import Question, named_words
from assistant.short_forms import with_short_forms
from assistant.support import kin, lexical_support, stems
from corpus.guide import Label, Section, Table

_NAMES_A_TIME = re.compile(r"\b(?:time|timeline|duration|length|takes?|how long|period|validity)\b", re.I)
_NEAR = 12  # passages, under whose headings it is looked for


def answer_heading_time(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The time of the heading that says all that is named, unless a label line or table gives the time of that."""
    if question.kind != "duration" or question.yes_no or len(question.kinds) > 2 or len(question.steps) > 1:
        return None
    best = evidence[0]
    named = [word for word in named_words(question) if not stems(word) <= subject_terms(best.guide)]
    if (not named and question.step is None) or _tells_a_time(best, named):
        return None
    headed = (item for item in evidence[:_NEAR] if item.guide is best.guide and _is_headed_so(question, item, named))
    found = next(headed, None)
    section = found.section if found else _numbered(question, best) if not named else None
    words = time_words(section.path[-1]) if section and section.path else None
    if section is None or section.heading is None or words is None:
        return None
    notes = Notes()
    mark = notes.cite(Quote(guide=best.guide, section=section, span=section.heading))
    return notes.draft(f"{without_time(section_name(section))}: **{readable(words)}** {mark}")


def _is_headed_so(question: Question, item: Evidence, named: Sequence[str]) -> bool:
    if not item.section.path or (question.step is not None and item.section.number != question.step):
        return False
    heading = item.section.path[-1]
    said = with_short_forms(stems(without_time(heading)), item.guide)
    return bool(named and time_words(heading)) and all(lexical_support(word, said) or kin(word, said) for word in named)


def _numbered(question: Question, best: Evidence) -> Section | None:
    numbered = (part for part in best.guide.sections if part.number is not None and part.number == question.step)
    return next(numbered, None)


def _tells_a_time(best: Evidence, named: Sequence[str]) -> bool:
    """Whether the best evidence is a line that is called a time, or a row with all that is named in its label."""
    if isinstance(best.block, Label):
        return bool(_NAMES_A_TIME.search(best.block.name.text))
    if isinstance(best.block, Table) and best.passage.part is not None and best.kind_fits:
        label = stems(best.block.rows[best.passage.part].cells[0].text)
        return bool(named) and all(lexical_support(word, label) for word in named)
    return False
